"""The Korean sentences that say what the data says; numbers link to the rows behind them."""

from __future__ import annotations

import re
from html import escape

import pandas as pd

from dashboard import wording as w
from dashboard.scope import link, phrase
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary


def counted(filters: Filters, totals: pd.DataFrame) -> str:
    """`보도자료 132건(기사 418건)` with a link to the rows."""
    return link("articles", filters, _counted_text(filters, totals))


def _counted_text(filters: Filters, totals: pd.DataFrame) -> str:
    row = totals.iloc[0]
    stories, articles = int(row["stories"]), int(row["articles"])
    text = f"{w.UNITS['article']} {w.count(articles)}"
    if filters.unit == "story":
        text = f"{w.UNITS['story']} {w.count(stories)}({text})"
    elif stories < articles:
        text = f"{text}({w.UNITS['story']} {w.count(stories)})"
    return text


def overview(
    filters: Filters,
    vocabulary: Vocabulary,
    totals: pd.DataFrame,
    change: pd.DataFrame,
    topics: pd.DataFrame,
) -> str:
    """How much, more or less than before, and what rose most."""
    start = f"{escape(phrase(filters, vocabulary))} {counted(filters, totals)}이 나왔습니다."
    parts = [part for part in (_grown(change), _risen(topics, vocabulary)) if part]
    if not parts:
        return start
    return f"{start} {compared_with(change)}보다 {', '.join(parts)}."


def articles(filters: Filters, vocabulary: Vocabulary, totals: pd.DataFrame) -> str:
    """How many rows the list holds, and how many of them have no certain date."""
    row = totals.iloc[0]
    number = _counted_text(filters, totals)
    text = f"{escape(phrase(filters, vocabulary))} <b>{number}</b>이 있습니다."
    undated = int(row["unknown_dates"])
    return text + (f" 그 가운데 {w.count(undated)}은 날짜를 알 수 없습니다." if undated else "")


def compared_with(change: pd.DataFrame) -> str:
    """`2020년`, `2017–2018년 같은 기간` or `최근 12개월은 그 앞 12개월`."""
    if bool(change["rolling"].iloc[0]):
        return "최근 12개월은 그 앞 12개월"
    before = change[change["window"] == "previous"].iloc[0]
    first, last = before["first_day"], before["last_day"]
    whole = last.month == 12 and last.day == 31
    return w.years(first.year, last.year) + ("" if whole else " 같은 기간")


def _grown(change: pd.DataFrame) -> str:
    if change.empty:
        return ""
    now, before = (
        int(change.loc[change["window"] == n, "counted"].iloc[0]) for n in ("current", "previous")
    )
    if before in (0, now):
        return ""
    ratio = abs(now - before) / before
    return f"<b>{ratio:.0%}</b> {'늘었고' if now > before else '줄었고'}"


def against_before(change: pd.DataFrame) -> str:
    """`최근 12개월은 그 앞 12개월보다 18% 늘었습니다.`; empty where there is nothing before."""
    grown = _grown(change)
    return f"{compared_with(change)}보다 {grown.removesuffix('고')}습니다." if grown else ""


def _risen(topics: pd.DataFrame, vocabulary: Vocabulary) -> str:
    if topics.empty or topics["current"].iloc[0] <= topics["previous"].iloc[0]:
        return ""
    name = vocabulary.topics.get(topics["topic"].iloc[0], topics["topic"].iloc[0])
    return f"{w.particle(f'‘{escape(name)}’', '이')} 가장 많이 늘었습니다"


def about(filters: Filters, vocabulary: Vocabulary, particle: str) -> str:
    """The phrase with the noun that it needs before a verb: `‘교통’ 주제 기사는`."""
    start = escape(phrase(filters, vocabulary))
    return start if start.endswith("에서") else f"{start} {w.UNITS[filters.unit]}{particle}"


def regions(frame: pd.DataFrame, filters: Filters, vocabulary: Vocabulary) -> str:
    """Which region is first (or which share that place), and how much the first three hold."""
    most = frame["counted"].max()
    tied = int((frame["counted"] == most).sum())
    name = escape(short(frame.iloc[0]["name"], frame))
    who = w.particle(name, "이") if tied == 1 else f"{name} 등 {tied}곳이"
    each = w.count(most) + ("" if tied == 1 else "씩")
    text = f"{about(filters, vocabulary, '는')} {who} {each}으로 가장 많습니다."
    if len(frame) > 3 and tied == 1 and frame["counted"].sum():
        held = frame["counted"].head(3).sum() / frame["counted"].sum()
        text += f" 위 세 곳이 <b>{held:.0%}</b>를 차지합니다."
    return text


def short(name: str, frame: pd.DataFrame) -> str:
    """The region's name without its 시도 where all rows lie in one 시도."""
    return name.split(" ", 1)[-1] if frame["sido_code"].nunique() == 1 else name


def peak(frame: pd.DataFrame, period: str, filters: Filters, vocabulary: Vocabulary) -> str:
    """When it was most, and the count then."""
    best, most = _most(frame, "period")
    return (
        f"{escape(phrase(filters, vocabulary))} {w.UNITS[filters.unit]}는"
        f" <b>{w.period_name(pd.Timestamp(best), period)}</b>에"
        f" {w.count(most)}으로 가장 많았습니다."
    )


def _most(frame: pd.DataFrame, column: str) -> tuple[str, int]:
    """The value of a column that holds most, as text, and its count."""
    sums = frame.groupby(column, sort=True)["counted"].sum()
    return str(sums.index[int(sums.to_numpy().argmax())]), int(sums.max())


def keywords(top: pd.DataFrame, filters: Filters, vocabulary: Vocabulary) -> str:
    """The most said words."""
    first = top.iloc[0]
    text = (
        f"{about(filters, vocabulary, '에서')} 가장 널리 쓰인 말은"
        f" <b>‘{escape(first['keyword'])}’</b>({w.share(first['share'])})입니다."
    )
    others = [f"‘{escape(word)}’" for word in top["keyword"].iloc[1:4]]
    if others:
        text += f" {w.particle(', '.join(others), '이')} 뒤를 잇습니다."
    return text


def partners(top: pd.DataFrame, filters: Filters, vocabulary: Vocabulary) -> str:
    """Who takes part most, and in how many 시도."""
    first = top.iloc[0]
    places = f"시도 {w.places(first['regions'])}과 함께했습니다."
    name = f"<b>{escape(first['partner'])}</b>"
    if len(filters.partner) == 1:
        when = "".join(f"{w.years(span.first, span.last)} " for span in filters.years[:1])
        subject = w.particle(first["partner"], "이")[len(first["partner"]) :]
        return f"{when}{name}{subject} {w.count(first['counted'])}에 나왔고, {places}"
    return (
        f"{about(filters, vocabulary, '에서')} 가장 자주 함께한 곳은"
        f" {name}({w.count(first['counted'])})입니다. {places}"
    )


def ways_title(frame: pd.DataFrame) -> str:
    """The most frequent way of taking part."""
    if frame.empty:
        return w.EMPTY_FIGURE
    first = frame.iloc[0]
    kind = w.PARTNER_TYPES.get(first["partner_type"], first["partner_type"])
    relation = w.RELATIONS.get(first["relation"], first["relation"])
    return f"{w.particle(kind, '과')}는 ‘{relation}’ 관계가 가장 많습니다"


def trend_title(frame: pd.DataFrame, period: str) -> str:
    """What the timeline of bars shows, as a sentence."""
    if frame.empty:
        return w.EMPTY_FIGURE
    best, most = _most(frame, "period")
    name = w.period_name(pd.Timestamp(best), period)
    tied = int((frame.groupby("period")["counted"].sum() == most).sum())
    if tied > 1:
        return (
            f"{name} 등 {tied}개 {w.PERIOD_NOUNS[period]}에 {w.count(most)}씩으로 가장 많았습니다"
        )
    return f"{name}에 {w.count(most)}으로 가장 많았습니다"


def split_title(frame: pd.DataFrame, names: dict[str, str]) -> str:
    """Which part holds most of a split timeline."""
    if frame.empty:
        return w.EMPTY_FIGURE
    part, most = _most(frame, "part")
    name = f"‘{escape(names.get(part, part))}’"
    return f"{w.particle(name, '이')} {w.count(most)}으로 가장 큰 몫입니다"


def map_title(frame: pd.DataFrame, metric: str) -> str:
    """Which region stands out on the map."""
    if frame.empty:
        return w.EMPTY_FIGURE
    if metric == "change":
        gain = frame["current"] - frame["previous"]
        row = frame.iloc[int(gain.to_numpy().argmax())]
        if gain.max() <= 0:
            return "앞 기간보다 늘어난 곳이 없습니다"
        name = w.particle(escape(short(row["name"], frame)), "이")
        return f"{name} {w.difference(gain.max())}건으로 가장 많이 늘었습니다"
    row = frame.iloc[0]
    value = w.share(row["share"]) if metric == "share" else w.count(row["counted"])
    tied = int((frame["counted"] == row["counted"]).sum())
    name = escape(short(row["name"], frame))
    who = w.particle(name, "이") if tied == 1 else f"{name} 등 {tied}곳이"
    each = "로" if metric == "share" and tied == 1 else "씩으로" if tied > 1 else "으로"
    return f"{who} {value}{each} 가장 많습니다"


def rising_title(frame: pd.DataFrame) -> str:
    """Which words rise."""
    words = [f"‘{escape(word)}’" for word in frame.loc[frame["score"] > 0, "keyword"].head(2)]
    if not words:
        return "뚜렷하게 늘어난 말이 없습니다"
    return f"{w.particle('·'.join(words), '이')} 늘고 있습니다"


def falling_title(frame: pd.DataFrame) -> str:
    """Which words fall."""
    words = [f"‘{escape(word)}’" for word in frame.loc[frame["score"] < 0, "keyword"].tail(2)[::-1]]
    if not words:
        return "뚜렷하게 줄어든 말이 없습니다"
    return f"{w.particle('·'.join(words), '이')} 줄고 있습니다"


def alt(title: str, frame: pd.DataFrame, name: str, value: str = "counted") -> str:
    """A picture in words: its title and its three largest values."""
    if frame.empty:
        return w.EMPTY_FIGURE
    plain = title.replace("<b>", "").replace("</b>", "")
    told = sorted(zip(frame[name], frame[value], strict=True), key=lambda row: -row[1])
    rows = ", ".join(f"{n} {w.count(v)}" for n, v in told[:3])
    return f"{plain}. {rows}"


def plain(sentence: str) -> str:
    """A sentence without its links, for paper; bold stays."""
    return re.sub(r"</?a\b[^>]*>", "", sentence)
