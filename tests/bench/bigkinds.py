"""A BIGKinds export of real size: 20,000 rows of 19 columns, and how long it takes to read.

python -m tests.bench.bigkinds [ROWS]
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

sys.path.insert(0, str(Path(__file__).parent.parent))
from inputs import BIGKINDS

from pipelines.model import RawDocument
from pipelines.read import read_file
from pipelines.reference import load_reference

ROWS = 20_000
BODY_CHARACTERS, KEYWORDS, FEATURES = 200, 330, 50
"""As in an export of 3,744 rows: clipped bodies, whole articles' nouns, 50 weighted words."""


def rows(count: int, seed: int = 5) -> Iterator[list[str]]:
    """Yield rows whose columns are as full as those of a real export."""
    chance = random.Random(seed)
    reference = load_reference()
    regions = [region.name for region in reference.regions if region.level == "sigungu"]
    words = [term.term for term in reference.terms] + regions
    outlets = sorted({outlet.outlet for outlet in reference.outlets})
    for number in range(count):
        day = f"20{chance.randint(10, 25)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        text = " ".join(chance.choices(words, k=60))[: BODY_CHARACTERS - 2] + ".."
        row = dict.fromkeys(BIGKINDS, "")
        row |= {
            "뉴스 식별자": f"01100801.{day}{number:09}",
            "일자": day,
            "언론사": chance.choice(outlets),
            "기고자": "홍길동 기자",
            "제목": " ".join(chance.choices(words, k=6)),
            "통합 분류1": "지역>경기",
            "통합 분류2": "사회>사회일반",
            "인물": "홍길동,김하나",
            "위치": ",".join(chance.choices(regions, k=4)),
            "기관": ",".join(chance.choices(words, k=4)),
            "키워드": ",".join(chance.choices(words, k=KEYWORDS)),
            "특성추출(가중치순 상위 50개)": ",".join(chance.sample(words, FEATURES)),
            "본문": text,
            "URL": f"https://news.example/{number}",
            "분석제외 여부": chance.choice(("", "", "", "", "중복", "예외")),
        }
        yield list(row.values())


def write_export(path: Path, count: int) -> None:
    """Write an export as the service does: all cells text, one sheet."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("sheet")
        for number, row in enumerate([list(BIGKINDS), *rows(count)]):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)


def main() -> None:
    """Print the seconds from opening the file to its last document."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "NewsResult_20100101-20251231.xlsx"
        write_export(path, count)
        size = path.stat().st_size / 1e6
        start, used = time.perf_counter(), time.process_time()
        taken = sum(isinstance(found, RawDocument) for found in read_file(path))
        seconds, used = time.perf_counter() - start, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} rows of {len(BIGKINDS)} columns, {size:.1f} MB: {taken:,} documents in "
          f"{seconds:.1f} s ({used:.1f} s of a core), peak {memory:,.0f} MB")  # fmt: skip


if __name__ == "__main__":
    main()
