"""Korean strings of the timeline: the year before, small pictures, bursts, one period's articles."""

from __future__ import annotations

import pandas as pd

from dashboard import wording as w
from dashboard import wording_words as ww

SPREADS = {"stack": "쌓아 보기", "multiples": "나누어 보기"}
SPREAD = "보는 방식"
CHOOSE_PERIOD = "기간 고르기"
BEFORE = "한 해 전 {n} · {change}"
CLICK = "누르면 이때의 기사 보기"
PERIOD_ROWS = "{when} 기사 {n}"
HOW_TO_OPEN = "막대를 누르거나 기간을 고르면 그때의 기사가 여기에 열립니다."
MORE = "더 보기"
PERIOD_NOTE = "날짜가 이 기간 안에 드는 것이 분명한 기사입니다. 가장 최근 것부터 보입니다."
PERIOD_SAVED = "데이터로는 최근 {n}까지 내려받습니다."
PERIOD_NONE = "이 조건으로는 이때의 기사가 없습니다. 기간 표시를 눌러 닫을 수 있습니다."
BURST_NOTE = "주황색은 그 몫이 평소보다 두 배쯤 커진 때입니다(클라인버그 2002)."
MULTIPLES = "{part} {when}에 가장 크게 몰렸습니다"
MULTIPLES_FLAT = "뚜렷하게 몰린 때가 없습니다"
MULTIPLES_NOTE = "많은 것부터 {n}개이며, 세로축은 그림마다 같습니다."
COMPARED = "{when}보다 {change}."


def compared(count: float, before: float | None) -> str:
    """The count of the same period a year before, and the change against it."""
    if before is None:
        return ""
    return BEFORE.format(n=w.count(before), change=w.growth(count, before))


def burst_title(frame: pd.DataFrame, names: dict[str, str], period: str) -> str:
    """Which part came in the strongest burst, and when."""
    if frame.empty:
        return MULTIPLES_FLAT
    first = frame.iloc[0]
    name = w.particle(f"‘{names.get(first['item'], first['item'])}’", "은")
    return MULTIPLES.format(part=name, when=ww.span(first["start"], first["end"], period))
