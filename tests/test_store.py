"""The store gives back exactly what it was given, whole parts only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import fakes
import pytest

from pipelines import settings
from pipelines.hashes import HashIndex
from pipelines.identity import raw_hash
from pipelines.model import RawDocument, Source
from pipelines.store import INDEX, Store, Stored, to_table

DOCUMENT = RawDocument(
    source=Source("묶음.csv", 7, "table"),
    text="하남시가 LH와 협약했다.",
    title="협약",
    outlet="경기일보",
    url="https://n.example/7",
    published="2023-05-31",
    keywords=(("하남시", 2), ("협약", 1)),
    complete=False,
)


def stored(document: RawDocument) -> Stored:
    return Stored(raw_hash(document), document, fakes.process(document, "toolkit"))


def test_what_comes_out_is_what_went_in(tmp_path: Path) -> None:
    kept = [
        stored(DOCUMENT),
        stored(replace(DOCUMENT, text="거절할 글", source=Source("a.txt", None, "text"))),
        stored(replace(DOCUMENT, text=None, markup="<p>날씨</p>", published=None, url=None)),
    ]
    store = Store(tmp_path, "1").open()
    for one in kept:
        store.keep(to_table([one], store.version))
    store.flush()
    again = Store(tmp_path, "1").open()
    assert len(again) == 3
    assert [again.find(one.raw_hash) for one in kept] == kept
    assert again.find("nothing") is None


def filled(folder: Path, first: int, end: int) -> Store:
    store = Store(folder, "1").open()
    for number in range(first, end):
        store.keep(to_table([stored(replace(DOCUMENT, text=f"하남시 {number}"))], "1"))
        store.flush()
    return store


def hashes(first: int, end: int) -> list[str]:
    return [raw_hash(replace(DOCUMENT, text=f"하남시 {number}")) for number in range(first, end)]


def test_parts_that_the_index_covers_are_not_opened(tmp_path: Path) -> None:
    filled(tmp_path, 0, 3).save_index()
    for part in Store(tmp_path, "1").parts():
        part.write_bytes(b"unreadable")
    store = filled(tmp_path, 3, 5)
    assert store.files_of(hashes(0, 6)) == [*map(str, store.parts()), None]
    store = filled(tmp_path, 5, 6)
    store.save_index()
    assert store.files_of(hashes(0, 6)) == [*map(str, store.parts())]


def cut(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:-40])


def lose_a_part(index: Path) -> None:
    (index.parent / "part-0000002.parquet").unlink()


def forget(index: Path) -> None:
    store = Store(index.parent, "1").open()
    store.forget()
    store.save_index()


@pytest.mark.parametrize(
    ("spoil", "known"),
    [
        (cut, [True, True, True]),
        (Path.unlink, [True, True, True]),
        (lose_a_part, [True, False, True]),
        (forget, [True, True, True]),
    ],
)
def test_an_index_that_tells_otherwise_than_the_parts_counts_for_nothing(
    tmp_path: Path, spoil: Callable[[Path], None], known: list[bool]
) -> None:
    filled(tmp_path, 0, 3).save_index()
    spoil(tmp_path / INDEX)
    store = Store(tmp_path, "1").open()
    assert [one in store for one in hashes(0, 3)] == known


def test_the_index_is_of_one_version(tmp_path: Path) -> None:
    filled(tmp_path, 0, 2).save_index()
    assert len(Store(tmp_path, "2").open()) == 0


def test_a_part_is_written_every_so_many_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.store.FLUSH_ARTICLES", 2)
    assert settings.FLUSH_ARTICLES > 2
    store = Store(tmp_path, "1").open()
    for number in range(5):
        store.keep(to_table([stored(replace(DOCUMENT, text=f"하남시 {number}"))], "1"))
    assert len(store.parts()) == 2
    store.flush()
    store.flush()
    assert len(store.parts()) == 3
    more = Store(tmp_path, "1").open()
    more.keep(to_table([stored(DOCUMENT)], "1"))
    more.flush()
    assert [path.name for path in more.parts()][-1] == "part-0000004.parquet"


def test_other_rules_know_nothing_but_find_the_raw_text(tmp_path: Path) -> None:
    store = Store(tmp_path, "1").open()
    one = stored(DOCUMENT)
    store.keep(to_table([one], store.version))
    store.flush()
    changed = Store(tmp_path, "2").open()
    assert one.raw_hash not in changed
    wanted = HashIndex()
    wanted.extend([one.raw_hash, raw_hash(replace(DOCUMENT, text="없는 글"))], 0)
    assert list(changed.raws(wanted)) == [(one.raw_hash, DOCUMENT)]
    changed.expect(one.raw_hash)
    assert list(changed.raws(wanted)) == []
    changed.keep(to_table([one], "2"))
    changed.flush()
    assert Store(tmp_path, "2").open().part_of(one.raw_hash) == 2
    assert Store(tmp_path, "1").open().part_of(one.raw_hash) == 1


def test_a_half_written_part_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "part-0000001.tmp").write_bytes(b"PAR1 half")
    store = Store(tmp_path, "1").open()
    assert len(store) == 0
    assert list(tmp_path.iterdir()) == []


def test_an_index_of_hashes_keeps_what_came_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.hashes._RECENT", 4)
    index, plain = HashIndex(), {}
    hashes = [f"{number * 7919 % 1000:022x}00" for number in range(50)]
    assert hashes[0] not in index
    index.extend(hashes[:20], 1)
    plain |= dict.fromkeys(hashes[:20], 1)
    for number, one in enumerate(hashes[10:]):
        index.add(one, number)
        plain[one] = number
    assert len(index) == len(plain) == 50
    assert {one: index.get(one) for one in hashes} == plain
    assert index.parts([*hashes, "f" * 24]).tolist() == [*plain.values(), -1]
    index.clear()
    assert len(index) == 0
    assert index.get(hashes[0]) is None
