"""Rules of extraction in plain words; a rule without an entry is shown by its own name."""

from __future__ import annotations

RULES = {
    "full": "정식 이름",
    "sido": "시도 이름",
    "only_sido": "시도 이름만",
    "qualified": "시도와 함께 쓴 이름",
    "list": "나열된 이름",
    "stem": "줄인 이름",
    "place": "그곳에 있는 장소",
    "same_name": "같은 이름 가운데 문맥으로",
    "nearest_sido": "가까이 쓴 시도로",
    "gazetteer": "기관 목록",
    "suffix": "기관 이름 꼴",
    "mark": "회사 표시",
    "label": "명단",
    "foreign": "외국 이름",
    "municipality": "다른 자치단체",
    "terms": "주제어",
    "name": "사업 이름",
    "meta": "기사 정보",
    "stamp": "승인·입력 시각",
    "day": "본문의 날",
    "month_word": "본문의 달",
    "month_and_day": "본문의 월일",
    "lead": "첫 문장",
    "corrected": "사람이 고침",
    "none": "알 수 없음",
}


def rule(name: str) -> str:
    """A rule of extraction in words: `full+primary` → 정식 이름, `terms:방범` → 주제어 ‘방범’."""
    base, _, word = name.partition(":")
    base = base.split("+")[0]
    return RULES.get(base, base) + (f" ‘{word}’" if word else "")
