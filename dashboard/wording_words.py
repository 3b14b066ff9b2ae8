"""Korean strings of the page of words: bursts, distinctive words and the network of words."""

from __future__ import annotations

from html import escape

import pandas as pd

from dashboard import wording as w

BURST = "몰린 때"
BURSTS = "가장 크게 몰린 말"
BURSTS_NONE = "뚜렷하게 몰린 말이 없습니다"
BURSTS_TITLE = "{word} {span}에 가장 크게 몰렸습니다"
BURST_COLUMNS = ("말", "몰린 때", "기사", "그때의 비중")
BURSTS_NOTE = "그 말의 평소 비중보다 두 배쯤 자주 나온 기간입니다(클라인버그 2002)."
ONGOING = "{start}부터 지금까지"
TREND_TITLE = "{when} {word} {share}로 가장 높습니다"
BANDS_NOTE = "굵고 옅은 선과 아래의 띠는 그 말이 몰린 때입니다."
SOUND = 5
"""Articles that a period must have for its shares to be told in a title."""

DISTINCT_TITLE = "{words} 다른 곳보다 자주 나옵니다"
DISTINCT_NONE = "다른 곳과 뚜렷이 다른 말이 없습니다"
DISTINCT_COLUMNS = ("말", "그 밖", "여기", "차이")
DISTINCT_NOTE = "같은 해의 나머지 기사와 견주었습니다(가중 로그 오즈)."
RISING_NOTE = "비중을 앞 기간과 견주었습니다(가중 로그 오즈)."

KNOTS = {"keyword": "말", "topic": "주제"}
KNOTS_LABEL = "무엇의 연결"
NETWORK_TITLE = "{one} {other} 가장 자주 한 기사에 나옵니다"
NETWORK_NONE = "함께 나온다고 말할 만큼 기사가 많지 않습니다"
NETWORK_NOTE = (
    "선은 우연보다 자주 한 기사에 나온 사이입니다(NPMI). 굵을수록 가깝고, 같은 색은 한 무리,"
    " 원은 기사 수입니다."
)
CHOOSE_KNOT = "{kind} 하나의 기사만 보기"
TOGETHER = "함께 {n}"
NEAR = "가까움 {value:.2f}"
GROUP = "무리: {names}"


def span(start: pd.Timestamp, end: pd.Timestamp, period: str) -> str:
    """`2018–2019년`, `2018년 3분기–2019년 1분기`, or one period alone."""
    if period == "year":
        return w.years(start.year, end.year)
    first, last = w.period_name(start, period), w.period_name(end, period)
    if start.year == end.year:
        last = last.split(" ", 1)[-1]
    return first if start == end else f"{first}–{last}"


def burst_span(burst: pd.Series, period: str) -> str:
    """When a burst was, or since when it lasts."""
    start, end = burst["start"], burst["end"]
    if burst["ongoing"] and start != end:
        return ONGOING.format(start=w.period_name(start, period))
    return span(start, end, period)


def bursts_title(frame: pd.DataFrame, period: str) -> str:
    """Which word came in the strongest burst, and when."""
    if frame.empty:
        return BURSTS_NONE
    first = frame.iloc[0]
    word = w.particle(f"‘{escape(first['item'])}’", "은")
    return BURSTS_TITLE.format(word=word, span=span(first["start"], first["end"], period))


def trend_title(frame: pd.DataFrame, period: str) -> str:
    """Which of the compared words has the highest share in the last period."""
    sound = frame[frame["total"] >= SOUND]
    last = sound[sound["period"] == sound["period"].max()] if len(sound) else sound
    if last.empty or not last["counted"].max():
        return w.TREND_TITLE
    best = last.iloc[int(last["share"].to_numpy().argmax())]
    return TREND_TITLE.format(
        when=w.period_name(best["period"], period), share=w.share(best["share"]),
        word=w.particle(f"‘{escape(best['keyword'])}’", "이"),
    )  # fmt: skip


def distinct_title(frame: pd.DataFrame) -> str:
    """The words that set apart what is chosen."""
    words = [f"‘{escape(word)}’" for word in frame["keyword"].head(2)]
    if not words:
        return DISTINCT_NONE
    return DISTINCT_TITLE.format(words=w.particle("·".join(words), "이"))


def network_title(edges: pd.DataFrame, names: dict[str, str]) -> str:
    """The two that stand together most."""
    if edges.empty:
        return NETWORK_NONE
    first = edges.iloc[0]
    one, other = (f"‘{escape(names.get(first[side], first[side]))}’" for side in ("one", "other"))
    return NETWORK_TITLE.format(one=w.particle(one, "과"), other=w.particle(other, "이"))
