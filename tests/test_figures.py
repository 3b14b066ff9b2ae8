"""Every figure is drawn from full, one-row, empty and all-unknown frames, and says so."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from dashboard import sentences, theme
from dashboard import wording as w
from dashboard.figures import base
from dashboard.figures.bars import ranking
from dashboard.figures.base import on_colour, part_colours, spread
from dashboard.figures.choropleth import Place, choropleth
from dashboard.figures.heatmap import heatmap
from dashboard.figures.labels import declutter
from dashboard.figures.lines import lines
from dashboard.figures.multiples import multiples
from dashboard.figures.network import network
from dashboard.figures.sankey import largest, sankey
from dashboard.figures.scale import amounts, changes
from dashboard.figures.tiles import grid, tiles
from dashboard.figures.timeline import PALE, timeline
from dashboard.figures.turnover import turnover
from pipelines.query.frames import empty, shaped
from pipelines.query.keywords import TREND
from pipelines.query.milestones import MILESTONES
from pipelines.query.periods import BY_PERIOD
from pipelines.query.regions import BY_REGION
from pipelines.query.word_bursts import BURSTS
from pipelines.query.word_network import NODES
from pipelines.trends.cooccurrence import EDGES

PLACES = [
    Place("41", "경기도", "경기", 127.2, 37.5),
    Place("11", "서울특별시", "서울", 127.0, 37.55),
    Place("36", "세종특별자치시", "세종", 127.3, 36.5),
]
TOKENS = [theme.LIGHT, theme.DARK]


def regions(counts: dict[str, int]) -> pd.DataFrame:
    rows = [
        {"code": code, "name": code, "short_name": code, "sido_code": code[:2], "counted": count,
         "share": count / 100, "current": count, "previous": count // 2}
        for code, count in counts.items()
    ]  # fmt: skip
    return shaped(pd.DataFrame(rows), BY_REGION) if rows else empty(BY_REGION)


def by_period(rows: list[tuple[str, str, int]]) -> pd.DataFrame:
    if not rows:
        return empty(BY_PERIOD)
    frame = pd.DataFrame(rows, columns=["period", "part", "counted"])
    return shaped(frame.assign(period=pd.to_datetime(frame["period"])), BY_PERIOD)


def trend(rows: list[tuple[str, str, int, int]]) -> pd.DataFrame:
    if not rows:
        return empty(TREND)
    frame = pd.DataFrame(rows, columns=["period", "keyword", "counted", "total"])
    frame = frame.assign(
        period=pd.to_datetime(frame["period"]), share=frame["counted"] / frame["total"]
    )
    return shaped(frame, TREND)


def milestones() -> pd.DataFrame:
    rows = [("2019-05-01", "day", "law", f"긴 이름 {i}", f"짧은 이름 {i}") for i in range(6)]
    frame = pd.DataFrame(rows, columns=list(MILESTONES))
    return shaped(frame.assign(milestone_on=pd.to_datetime(frame["milestone_on"])), MILESTONES)


@pytest.mark.parametrize("tokens", TOKENS, ids=["light", "dark"])
@pytest.mark.parametrize("metric", ["count", "share", "change"])
@pytest.mark.parametrize("counts", [{}, {"41": 1}, {"41": 60, "11": 7, "36": 3}, {"41": 0}])
def test_choropleth(tokens: theme.Tokens, metric: str, counts: dict[str, int]) -> None:
    figure = choropleth(regions(counts), PLACES, "boundaries/x.geojson", tokens, metric=metric)
    areas = figure.data[0]
    assert areas.geojson == "boundaries/x.geojson"
    assert list(areas.locations) == ["41", "11", "36"]
    assert len(figure.to_json()) < 20_000
    json.loads(figure.to_json())


def test_choropleth_hatches_thin_data_and_leaves_zero_in_the_colour_of_the_card() -> None:
    figure = choropleth(regions({"41": 60, "11": 3}), PLACES, "x", theme.LIGHT)
    assert list(figure.data[0].z) == [2, 1, 0]
    assert figure.data[0].colorscale[0][1] == theme.LIGHT.card
    assert len(figure.data[1].text) == 1
    assert "60건" in figure.data[0].text[0]


@pytest.mark.parametrize("tokens", TOKENS, ids=["light", "dark"])
@pytest.mark.parametrize("metric", ["count", "share", "change"])
@pytest.mark.parametrize("counts", [{}, {"41": 1}, {"41": 60, "11": 7, "36": 3}, {"41": 0}])
def test_tiles(tokens: theme.Tokens, metric: str, counts: dict[str, int]) -> None:
    figure = tiles(regions(counts), PLACES, grid(PLACES), tokens, metric=metric)
    squares = figure.data[0]
    assert [code for (code,) in squares.customdata] == ["41", "11", "36"]
    hatched = [bool(shape) for shape in squares.marker.pattern.shape]
    assert hatched == [0 < counts.get(place.code, 0) < 5 for place in PLACES]
    json.loads(figure.to_json())


def test_tiles_without_places() -> None:
    assert grid([]) == {}
    assert tiles(regions({}), [], {}, theme.LIGHT).layout.annotations[0].text == w.EMPTY_FIGURE


def test_choropleth_without_places() -> None:
    assert not choropleth(regions({}), [], "x", theme.LIGHT).data


@pytest.mark.parametrize("tokens", TOKENS, ids=["light", "dark"])
@pytest.mark.parametrize("period", ["year", "quarter", "month"])
@pytest.mark.parametrize("names", [None, {"a": "가", "b": "나"}])
@pytest.mark.parametrize(
    "rows",
    [[], [("2019-01-01", "a", 1)], [("2015-01-01", "a", 3), ("2021-04-01", "b", 5)]],
    ids=["empty", "one", "many"],
)
def test_timeline(
    tokens: theme.Tokens,
    period: str,
    names: dict[str, str] | None,
    rows: list[tuple[str, str, int]],
) -> None:
    figure = timeline(by_period(rows), period, tokens, names=names, milestones=milestones())
    json.loads(figure.to_json())
    if not rows:
        assert figure.layout.annotations[0].text == w.EMPTY_FIGURE


def test_timeline_keeps_empty_years_and_folds_the_rest() -> None:
    rows = [("2015-01-01", part, 9 - i) for i, part in enumerate("abcdefg")]
    rows.append(("2018-01-01", "a", 1))
    names = {part: part.upper() for part in "abcdefg"}
    figure = timeline(by_period(rows), "year", theme.LIGHT, names=names)
    assert [trace.name for trace in figure.data] == ["A", "B", "C", "D", "E", w.REST]
    assert list(figure.data[0].y) == [9, 0, 0, 1]
    assert list(figure.data[-1].y) == [4 + 3, 0, 0, 0]


@pytest.mark.parametrize(
    ("held", "opacity"),
    [
        (None, 1.0),
        (("2016-01-01", "2016-12-31"), [PALE, 1.0, PALE]),
        (("2017-05-01", "2017-05-31"), [PALE, PALE, 1.0]),
        (("2030-01-01", "2030-12-31"), 1.0),
    ],
)
def test_the_bars_beside_an_open_period_are_pale(
    held: tuple[str, str] | None, opacity: float | list[float]
) -> None:
    rows = [("2015-01-01", "", 3), ("2017-01-01", "", 5)]
    days = (pd.Timestamp(held[0]), pd.Timestamp(held[1])) if held else None
    figure = timeline(by_period(rows), "year", theme.LIGHT, held=days)
    found = figure.data[0].marker.opacity
    assert (list(found) if isinstance(found, tuple | list) else found) == opacity


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], w.EMPTY_FIGURE),
        ([("2019-01-01", "", 4), ("2020-01-01", "", 2)], "2019년에 4건으로 가장 많았습니다"),
        (
            [("2019-01-01", "a", 1), ("2019-01-01", "b", 1), ("2020-01-01", "a", 2)],
            "2019년 등 2개 해에 2건씩으로 가장 많았습니다",
        ),
    ],
)
def test_periods_that_share_the_first_place_are_told(
    rows: list[tuple[str, str, int]], title: str
) -> None:
    assert sentences.trend_title(by_period(rows), "year") == title


def test_milestones_without_room_are_left_out() -> None:
    rows = [("2015-01-01", "", 3), ("2021-01-01", "", 5)]
    figure = timeline(by_period(rows), "year", theme.LIGHT, milestones=milestones())
    assert len(figure.layout.shapes) == 3
    assert len(figure.data[-1].customdata) == 3  # what a narrow screen or a hover tells
    assert "긴 이름 0" in figure.data[-1].customdata[0]


@pytest.mark.parametrize("tokens", TOKENS, ids=["light", "dark"])
@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("2019-01-01", "말", 1, 1)],
        [("2019-01-01", "말", 1, 9), ("2020-01-01", "말", 5, 9), ("2019-01-01", "다른말", 0, 9)],
    ],
    ids=["empty", "one", "many"],
)
def test_lines(tokens: theme.Tokens, rows: list[tuple[str, str, int, int]]) -> None:
    figure = lines(trend(rows), "year", tokens)
    json.loads(figure.to_json())
    named = {annotation.text for annotation in figure.layout.annotations}
    assert named == ({row[1] for row in rows} or {w.EMPTY_FIGURE})


def test_thin_years_neither_join_the_line_nor_stretch_the_axis() -> None:
    rows = [("2018-01-01", "말", 2, 2), ("2019-01-01", "말", 1, 10), ("2020-01-01", "말", 2, 10)]
    figure = lines(trend(rows), "year", theme.LIGHT)
    assert pd.isna(figure.data[0].y[0])
    assert figure.data[1].y[0] == 1
    assert figure.layout.yaxis.range[1] < 0.5


def bursts(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["item", "start", "end"])
    frame = frame.assign(
        start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]), level=1,
        periods=2, counted=4, total=9, weight=3.5, ongoing=False,
    )  # fmt: skip
    return shaped(frame, BURSTS)


@pytest.mark.parametrize("period", ["year", "quarter", "month"])
def test_bursts_are_bands_in_the_colour_of_their_word(period: str) -> None:
    rows = [(f"20{year}-01-01", word, 3, 9) for year in range(15, 22) for word in ("말", "다른말")]
    planted = bursts([
        ("말", "2016-01-01", "2018-01-01"), ("말", "2020-01-01", "2020-01-01"),
        ("없는말", "2016-01-01", "2018-01-01"),
    ])  # fmt: skip
    figure = lines(trend(rows), period, theme.LIGHT, bursts=planted, milestones=milestones())
    json.loads(figure.to_json())
    bands = [trace for trace in figure.data if trace.type == "bar"]
    assert [band.name for band in bands] == ["말"]
    own = next(
        trace for trace in figure.data if trace.mode == "lines+markers" and not trace.opacity
    )
    assert bands[0].marker.color in {own.line.color, theme.LIGHT.categories[1]}
    assert list(pd.to_datetime(bands[0].base)) == list(pd.to_datetime(["2016-01-01", "2020-01-01"]))
    assert "4건" in bands[0].customdata[0]
    shaded = [trace for trace in figure.data if trace.opacity]
    assert [len(trace.x) for trace in shaded] == [3, 1]


def test_thin_periods_are_not_shaded_and_name_no_end() -> None:
    rows = [("2018-01-01", "말", 2, 9), ("2019-01-01", "말", 2, 9), ("2020-01-01", "말", 2, 2)]
    figure = lines(
        trend(rows), "year", theme.LIGHT, bursts=bursts([("말", "2019-01-01", "2020-01-01")])
    )
    assert [len(trace.x) for trace in figure.data if trace.opacity] == [1]
    assert figure.layout.annotations[0].y < 0.5


def test_a_trend_without_bursts_has_no_bands() -> None:
    figure = lines(trend([("2019-01-01", "말", 5, 9)]), "year", theme.LIGHT, bursts=bursts([]))
    assert not [trace for trace in figure.data if trace.type == "bar"]


def knots(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    items = [f"말{place}" for place in range(count)]
    nodes = pd.DataFrame({
        "item": items, "counted": range(count, 0, -1), "community": [i % 3 for i in range(count)],
        "x": [i / 7 % 1 for i in range(count)], "y": [i / 5 % 1 for i in range(count)],
    })  # fmt: skip
    pairs = pd.DataFrame([
        {"one": items[i], "other": items[i + 1], "together": 3, "one_counted": 5,
         "other_counted": 5, "npmi": 0.05 + 0.05 * (i % 9)}
        for i in range(count - 1)
    ])  # fmt: skip
    if count < 2:
        return empty(NODES), empty(EDGES)
    return shaped(nodes, NODES), pairs


@pytest.mark.parametrize("tokens", TOKENS, ids=["light", "dark"])
@pytest.mark.parametrize("count", [0, 2, 60])
def test_network(tokens: theme.Tokens, count: int) -> None:
    nodes, edges = knots(count)
    longest = max(nodes["item"], key=lambda item: nodes.set_index("item")["x"][item], default="")
    told = {"말1": "처음", longest: "오른쪽 끝에 선 긴 이름"}
    figure = network(nodes, edges, told, tokens, chosen=("말1",))
    json.loads(figure.to_json())
    if count < 3:  # two words whose tie is too weak to draw, or none at all
        assert figure.layout.annotations[0].text == w.EMPTY_FIGURE
        return
    names = figure.data[-1]
    assert "처음" in names.text
    assert set(names.customdata) <= set(nodes["item"])
    boxes = list(zip(names.x, names.y, names.text, strict=True))
    left, right = figure.layout.xaxis.range
    assert all(left <= x - 6.5 * len(t) and x + 6.5 * len(t) <= right for x, _, t in boxes)
    for i, (x, y, text) in enumerate(boxes):
        for a, b, other in boxes[i + 1 :]:
            apart = abs(x - a) >= 6.5 * (len(text) + len(other)) or abs(y - b) >= 20
            assert apart, (text, other)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_ranking(count: int) -> None:
    figure = ranking([f"곳{i}" for i in range(count)], list(range(count)), theme.LIGHT)
    json.loads(figure.to_json())


@pytest.mark.parametrize("wide", [
    pd.DataFrame(), pd.DataFrame({"’21": [0.0]}, index=["교통"]),
    pd.DataFrame({"’21": [1, 40], "’22": [None, 7]}, index=["교통", "주거"]),
])  # fmt: skip
def test_heatmap(wide: pd.DataFrame) -> None:
    json.loads(heatmap(wide, theme.DARK).to_json())


def test_steps_are_few_and_hold_every_value() -> None:
    values = pd.Series([0, 1, 1, 2, 3, 5, 8, 13, 21, 400], dtype=float).to_numpy()
    scale = amounts(values, "count", theme.LIGHT)
    assert scale.steps[0] == 0
    assert scale.steps == sorted(scale.steps)
    assert len(scale.colours) == len(scale.labels) <= 8
    assert scale.labels[-1].endswith("400")


def test_changes_are_symmetric_around_zero() -> None:
    values = pd.Series([-30, -1, 0, 1, 30], dtype=float).to_numpy()
    assert changes(values, theme.LIGHT).steps == [0, 2, 3, 4, 6]


def test_labels_part() -> None:
    placed = declutter([(127.0, 37.5), (127.05, 37.52), (127.0, 37.5)], 0.4, 0.2)
    for i, (x, y) in enumerate(placed):
        for a, b in placed[i + 1 :]:
            assert abs(x - a) >= 0.4 - 1e-6 or abs(y - b) >= 0.2 - 1e-6
    assert spread([0.1, 0.1, 0.5], 0.2) == pytest.approx([0.1, 0.3, 0.5])


@pytest.mark.parametrize("tokens", TOKENS, ids=["light", "dark"])
def test_text_reads_on_its_colour(tokens: theme.Tokens) -> None:
    for text, ground in ((tokens.ink, tokens.card), (tokens.muted, tokens.card),
                         (tokens.muted, tokens.page), (tokens.accent, tokens.card),
                         (tokens.rise, tokens.card), (tokens.changes[0], tokens.card)):  # fmt: skip
        assert contrast(text, ground) >= 4.5, (text, ground)
    for fill in (*tokens.amounts, *tokens.changes):
        assert contrast(on_colour(fill), fill) >= 3.5, fill


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_a_part_keeps_its_colour() -> None:
    order = list("abcdefghij")
    alone = part_colours(["c"], order, theme.LIGHT)
    among = part_colours(["a", "b", "c"], order, theme.LIGHT)
    assert alone["c"] == among["c"]
    assert len(set(part_colours(["a", "g", "b"], order, theme.LIGHT).values())) == 3


def ties(rows: list[tuple[str, str, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "partner", "counted"])
    return frame.astype({"counted": "int64"}).assign(hover="")


@pytest.mark.parametrize("tokens", TOKENS, ids=["light", "dark"])
@pytest.mark.parametrize("rows", [
    [], [("41", "KT", 1)], [("41", "KT", 3), ("41", "LH", 1), ("11", "KT", 2), ("11", "41", 1)],
])  # fmt: skip
def test_sankey(tokens: theme.Tokens, rows: list[tuple[str, str, int]]) -> None:
    figure = sankey(ties(rows), {"41": "경기"}, tokens)
    json.loads(figure.to_json())
    if not rows:
        assert figure.layout.annotations[0].text == w.EMPTY_FIGURE
        return
    paths = [shape.path for shape in figure.layout.shapes if shape.type == "path"]
    blocks = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert len(paths) == len(rows)
    assert len(blocks) == len({r for r, _, _ in rows}) + len({p for _, p, _ in rows})
    labels = {
        label
        for trace in figure.data
        if trace.mode == "text"
        for label in map(str.strip, trace.text)
    }
    assert {"경기", "KT"} <= labels
    # As thick as it counts: on the left a flow takes its part of its region's block.
    heights = [float(path.split(",")[-1].split(" Z")[0]) - float(path.split(",")[1].split(" ")[0])
               for path in paths]  # fmt: skip
    assert np.allclose(np.array(heights) / heights[0], [n / rows[0][2] for _, _, n in rows], 1e-2)


def test_only_the_largest_of_both_sides_flow() -> None:
    rows = [(f"{i:02}", f"곳{k}", 1 + (i == 3) * 9) for i in range(20) for k in range(15)]
    kept = largest(ties(rows), 12)
    assert kept["region"].nunique() == kept["partner"].nunique() == 12
    assert "03" in set(kept["region"])


@pytest.mark.parametrize("years", [[], [2020], list(range(2008, 2027))])
def test_turnover(years: list[int]) -> None:
    frame = pd.DataFrame({"year": years, "new": 3, "kept": 2, "returned": 1, "ended": 4})
    figure = turnover(frame, theme.DARK)
    json.loads(figure.to_json())
    if years:
        assert min(min(trace.y) for trace in figure.data) == -4


@pytest.mark.parametrize("period", ["year", "month"])
@pytest.mark.parametrize("parts", [0, 1, 20])
def test_multiples(period: str, parts: int) -> None:
    rows = [(f"20{16 + i % 5}-01-01", f"p{i}", 1 + i) for i in range(parts)]
    planted = bursts([("p19", "2019-01-01", "2020-01-01")]).assign(item="p19")
    figure = multiples(by_period(rows), period, {"p19": "교통"}, theme.LIGHT, bursts=planted)
    json.loads(figure.to_json())
    if not parts:
        assert figure.layout.annotations[0].text == w.EMPTY_FIGURE
        return
    assert len(figure.data) == min(parts, 12)
    if parts == 20:
        hot = [day for day, colour in zip(figure.data[0].x, figure.data[0].marker.color, strict=True)
               if colour == theme.LIGHT.categories[1]]  # fmt: skip
        assert {pd.Timestamp(day).year for day in hot} == {2019, 2020}


def test_a_bar_tells_of_the_year_before() -> None:
    figure = timeline(
        by_period([("2020-01-01", "", 4), ("2021-01-01", "", 6)]), "year", theme.LIGHT
    )
    first, last = figure.data[0].customdata
    assert first[0] == "2020-01-01"
    assert "한 해 전" not in first[1]
    assert "한 해 전 4건" in last[1]
    assert "50%" in last[1]


UNCHECKED = {
    "timeline": lambda: timeline(
        by_period([("2019-01-01", "", 4), ("2021-01-01", "", 7)]), "year", theme.LIGHT,
        milestones=milestones(),
    ),
    "map": lambda: choropleth(
        regions({"41": 60, "11": 3}), PLACES, "boundaries/x.geojson", theme.LIGHT
    ),
    "bars": lambda: ranking(["가", "나"], [3, 1], theme.LIGHT),
    "lines": lambda: lines(
        trend([("2019-01-01", "가", 6, 9), ("2020-01-01", "가", 1, 3)]), "year", theme.LIGHT
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNCHECKED)
def test_a_picture_is_the_same_where_nothing_checks_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = UNCHECKED[name]()
    monkeypatch.setattr(base, "CHECKED", False)
    unchecked = UNCHECKED[name]()
    assert dates(unchecked.to_json(validate=False)) == dates(checked.to_json(validate=False))


def dates(text: str) -> object:
    """What a picture's JSON says, days written in one way."""
    return json.loads(text.replace("T00:00:00.000000", "T00:00:00"))
