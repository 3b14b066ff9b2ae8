"""Every Korean string of the dashboard, and how numbers, dates and particles are written."""

from __future__ import annotations

from datetime import date
from html import escape

import pandas as pd

from dashboard import countries

APP = "스마트도시 정책 아틀라스"
SAMPLE = "예시 자료"
SAMPLE_HINT = "공개 기사를 요약한 예시입니다. 내 기사로 바꾸려면"

PAGES = {
    "overview": "개요",
    "map": "지도",
    "timeline": "타임라인",
    "keywords": "키워드",
    "articles": "기사",
    "partners": "파트너",
    "region": "지역",
    "diffusion": "확산",
    "quality": "자료 품질",
    "upload": "내 자료 넣기",
}

# Filters: the parameter of the filter language → its label.
FILTERS = {
    "province": "시도",
    "district": "시군구",
    "year": "연도",
    "topic": "주제",
    "partner_type": "파트너 유형",
    "q": "검색어",
    "role": "지역의 역할",
    "programme": "사업",
    "stage": "단계",
    "partner": "파트너",
    "relation": "관계",
    "country": "나라",
    "outlet": "언론사",
    "unit": "세는 단위",
    "regions": "행정구역 기준",
    "sure": "확실한 것만",
}
ROLES = {"primary": "정책 주체", "mentioned": "언급", "venue": "장소"}
STAGES = {
    "plan": "계획",
    "bid": "공모 신청",
    "selected": "선정",
    "agreement": "협약",
    "launch": "착수",
    "pilot": "시범 운영",
    "opened": "개통·개소",
    "expansion": "확대",
    "evaluation": "평가·수상",
    "exchange": "교류",
    "halted": "중단",
}
PARTNER_TYPES = {
    "company": "기업",
    "central_government": "중앙부처",
    "local_government": "지방자치단체",
    "public_institution": "공공기관",
    "university": "대학",
    "research_institute": "연구기관",
    "foreign_government": "외국 정부",
    "foreign_city": "외국 도시",
    "international_org": "국제기구",
    "association": "협회·단체",
    "media": "언론",
    "school": "학교",
    "other": "그 밖",
}
RELATIONS = {
    "mou": "업무협약",
    "joint_project": "공동 사업",
    "benchmark_visit": "견학·벤치마킹",
    "award": "수상·인증",
    "contract": "계약·구축",
    "funding": "선정·지원",
    "education": "교육",
    "advice": "자문·강연",
    "other": "그 밖",
}
UNITS = {"article": "기사", "story": "보도자료"}
BASES = {"now": "현재", "then": "기사 당시"}
COUNTRIES = countries.COUNTRIES
NO_DISTRICT = "시도 자체 정책"
ALL, UNKNOWN_DATE, MANY_YEARS = "전체", "날짜 미상", "여러 구간"
FROM_YEAR, TO_YEAR = "시작 연도", "끝 연도"
QUICK_YEARS, LAST_YEARS = "빠른 기간", "최근 {n}년"
NO_OPTION = "찾는 것이 없습니다"
FIND = "지역·파트너·사업·주제 찾기"
FOUND = {
    "region": "지역 · {name}",
    "partner": "파트너 · {name}",
    "programme": "사업 · {name}",
    "topic": "주제 · {name}",
}
CHOOSE = "선택"
SEARCH_HINT = '예: 통합관제센터 "업무 협약"'
SEARCH_HELP = '낱말을 모두 포함한 기사를 찾습니다. 구절은 " "로 묶고, 또는은 | 로 적습니다.'
MORE_FILTERS = "조건 더 보기"
CONDITIONS = "조건"
RESET = "초기화"
COPY_LINK, COPIED = "링크 복사", "복사했습니다"
DOWNLOAD = "내려받기"
DOWNLOAD_ROWS = "화면의 표 (기사마다 한 줄)"
DOWNLOAD_TIDY = "분석용 표 (기사 × 지역 × 주제 × 파트너)"
FORMATS = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet"}
DATA, PICTURE = "데이터", "그림"
PICTURE_FORMAT, PICTURE_FORMATS = "그림 파일의 형식", {"png": "PNG", "svg": "SVG"}
SOON = "그리는 중입니다…"
SNAPSHOT, SNAPSHOT_DONE = "그림을 만들고 있습니다", "그림을 내려받았습니다"
REMOVE = "{label} 조건 지우기"
COUNTED_WHAT = {
    "article": "기사 수를 세었습니다.",
    "story": "같은 보도자료는 한 건으로 세었습니다.",
}

# Measures and axes
PERIODS = {"year": "연도", "quarter": "분기", "month": "월"}
PERIOD_NOUNS = {"year": "해", "quarter": "분기", "month": "달"}
SPLITS = {"none": "전체", "topic": "주제", "region": "지역", "programme": "사업"}
METRICS = {"count": "건수", "share": "비중", "change": "증감"}
SHAPES, SHAPE = {"map": "지도", "tile": "타일"}, "모양"
MAP_UNITS, MAP_UNIT = {"sido": "시도", "sigungu": "시군구"}, "지역 단위"
TILE_NOTE = "칸 하나가 지역 하나입니다. 자리는 실제 위치에 가깝게 맞추었습니다."
ROWS_OF, SEE_ALL = "{place} 최근 기사", "{n} 모두 보기"
REST = "그 밖에"
COUNT_AXIS, SHARE_AXIS = "건", "비중"
CLICK = "클릭하면 기사 보기"
CLICK_DRILL = "클릭하면 시군구 보기"
CLICK_DISTRICT = "클릭하면 이 시군구만 보기"
THIN = "빗금은 5건 미만"
NATION = "전국"

REGION_COUNT, PARTNER_COUNT, RISING_TOPIC, NONE = "지역", "파트너", "뜨는 주제", "없음"
RISING_COLUMNS = (
    ("말", False),
    ("", False),
    ("앞 기간", True),
    ("이번 기간", True),
    ("변화", True),
)
RISING_NOTE = "그 말을 쓴 기사의 비중을 앞 기간과 견주었습니다(가중 로그 오즈)."
NEWEST = "가장 최근 기사"
METRIC, PERIOD, SPLIT = "지표", "기간 단위", "나누기"
CHANGE_NOTE = "앞 기간과의 차이입니다."
SHARE_NOTE = "한 기사가 여러 지역을 다루면 각각 세므로 합이 전체보다 클 수 있습니다."
SOURCE_MAP = "경계: 국토지리정보원."
LEAGUE = "기사가 많은 {n}곳을 견주면 이렇습니다"
SPLIT_NOTE = "한 기사가 여러 곳에 세어질 수 있습니다."
HEAT_TITLE = {
    "topic": "주제마다 기사가 몰린 해가 다릅니다",
    "region": "지역마다 기사가 몰린 해가 다릅니다",
    "programme": "사업마다 기사가 몰린 해가 다릅니다",
}
HEAT_NOTE = "칸의 수는 그해의 기사 수입니다. 많은 것부터 14개를 보입니다."
MILESTONES = "세로선: {told}."
COMPARE = "견줄 말을 고르세요"
TREND_TITLE = "견준 말이 기사에 나온 비중"
TREND_NOTE = "그 기간의 기사 가운데 그 말을 쓴 기사의 비중입니다."
TOP_WORDS = "{word} 가장 널리 쓰였습니다"

# Articles
UNTITLED, NO_REGION = "제목 없음", "지역 없음"
SUMMARY_OF = "요약(출처: {outlet})"
BEFORE, NEXT, PAGE_OF = "앞", "다음", "{last}쪽 가운데 {page}쪽"
BACK_TO = "← ‘{page}’ 화면으로"
BACK, SOURCE, WHY = "← 목록으로", "원문 보기", "이렇게 분류한 까닭"
REPRINTS = "같은 보도자료를 다룬 기사 {n}을 하나로 묶어 셉니다."
CORRECT, CORRECT_FILE = "고치기", "고칠 줄 내려받기"
CORRECT_HOW = (
    "틀린 값의 줄만 남겨 &lt;바른 값&gt;, &lt;이름&gt;, &lt;근거&gt;를 채우고 자료 폴더의"
    " corrections.csv에 넣은 뒤 다시 만드세요. 더하려면 old를, 지우려면 new를 비웁니다."
    " 고친 값은 자료를 다시 만들어도 남습니다."
)
NO_ARTICLE = "이 기사를 찾지 못했습니다"
KINDS = {
    "date": "날짜",
    "region": "지역",
    "topic": "주제",
    "partner": "파트너",
    "programme": "사업",
    "event": "단계",
}
PRECISIONS = {"day": "날짜 확실", "month": "달까지", "year": "해까지", "unknown": "날짜 미상"}
SURE = "확신 {value:.0%}"


# Empty and error states
EMPTY_TITLE = "조건에 맞는 기사가 없습니다"
EMPTY_HINT = "{loosen} 조건을 지워 보세요."
EMPTY_NO_FILTER = "아직 자료가 없습니다. 기사를 넣고 다시 만들어 주세요."
EMPTY_FIGURE = "그릴 자료가 없습니다"
UNKNOWN_PARAMETER = "주소의 ‘{name}’은(는) 쓰지 않는 조건입니다."
UNKNOWN_VALUE = "주소의 {label} 조건에 있는 ‘{value}’을(를) 찾지 못했습니다."
AMBIGUOUS_VALUE = "‘{value}’은(는) 여러 곳에 있습니다. 시도를 함께 정해 주세요."
CANDIDATES = "이 가운데에 있나요?"
SHOW_ALL = "조건 없이 보기"
OLD_BUILD_TITLE = "이 자료는 다른 판의 프로그램으로 만들었습니다"
OLD_BUILD_HINT = (
    "같은 기사로 한 번 더 만들면(citytrends build 내자료폴더, 예시는 make run) 보입니다. 글을 다시 분석하지"
    " 않으므로 금방 끝나고, 들어 있는 기사와 고친 값은 그대로 남습니다."
)
NO_BUILD_TITLE = "아직 만들어 둔 자료가 없습니다"
NO_BUILD_HINT = "위의 ‘내 자료 넣기’에서 기사를 넣거나, 명령줄에서 make run으로 예시를 만드세요."
BROKEN = "화면을 만들지 못했습니다. 조건을 초기화해도 같으면 관리자에게 알려 주세요."


def count(value: float) -> str:
    """`1,234건`."""
    return f"{round(value):,}건"


def by_unit(text: str, unit: str) -> str:
    """A text about what is counted, where stories are counted in the word for them.

    Both words end in a vowel, so every particle stays right.
    """
    return text if unit == "article" else text.replace(UNITS["article"], UNITS[unit])


def number(value: float) -> str:
    """`1,234`."""
    return f"{round(value):,}"


def share(value: float) -> str:
    """`12.3%`."""
    return f"{value:.1%}"


def growth(current: float, previous: float) -> str:
    """`▲ 18% 늘어남`, `▼ 5% 줄어듦`, `변화 없음`, or a new start where nothing was before."""
    if current == previous:
        return "변화 없음"
    if previous == 0:
        return "▲ 새로 나타남"
    ratio = (current - previous) / previous
    word = "늘어남" if ratio > 0 else "줄어듦"
    return f"{'▲' if ratio > 0 else '▼'} {abs(ratio):.0%} {word}"


def difference(value: float) -> str:
    """`+18`, `−5`, `0`."""
    return "0" if value == 0 else f"{'+' if value > 0 else '−'}{abs(round(value)):,}"


def day(value: date | pd.Timestamp) -> str:
    """`2021. 3. 5.`."""
    return f"{value.year}. {value.month}. {value.day}."


def partial_day(on: object, earliest: object, precision: str) -> str:
    """A date as exactly as it is known: `2021. 3. 5.`, `2021년 3월`, `2021년`, `날짜 미상`."""
    known = [d for d in (on, earliest) if isinstance(d, pd.Timestamp) and not pd.isna(d)]
    if precision == "unknown" or not known:
        return UNKNOWN_DATE
    first = known[0]
    if precision == "day":
        return day(first)
    return f"{first.year}년 {first.month}월" if precision == "month" else f"{first.year}년"


def period_name(value: pd.Timestamp, period: str) -> str:
    """`2021년`, `2021년 3분기`, `2021년 9월`."""
    if period == "year":
        return f"{value.year}년"
    if period == "quarter":
        return f"{value.year}년 {value.quarter}분기"
    return f"{value.year}년 {value.month}월"


def years(first: int, last: int) -> str:
    """`2021년` or `2019–2023년`."""
    return f"{first}년" if first == last else f"{first}–{last}년"


PARTICLES = {"이": "가", "은": "는", "을": "를", "과": "와"}


def particle(word: str, after_consonant: str) -> str:
    """The word with the particle that its last sound asks for (`교통이`, `물류가`)."""
    letter = word.rstrip("’”)")[-1:]
    code = ord(letter) - 0xAC00 if letter else -1
    closed = code % 28 > 0 if 0 <= code < 11172 else letter.upper() in "LMNR013678"
    return word + (after_consonant if closed else PARTICLES[after_consonant])


def listed(names: list[str], most: int = 2) -> str:
    """`경기도·인천광역시`, or `경기도 등 5곳` where there are many."""
    if len(names) <= most:
        return "·".join(names)
    return f"{names[0]} 등 {len(names)}곳"


def undated_note(unknown: int, coarser: int, period: str) -> str:
    """What a dated chart leaves out; empty where it leaves out nothing."""
    parts = [f"날짜 미상 {count(unknown)}"] if unknown else []
    if coarser:
        parts.append(f"{particle(PERIOD_NOUNS[period], '을')} 알 수 없는 {count(coarser)}")
    return f"{', '.join(parts)}은 뺐습니다." if parts else ""


def milestone_list(milestones: pd.DataFrame) -> str:
    """The national milestones in words, for screens too narrow for labels on the picture."""
    told = " · ".join(
        f"{day.year} {escape(name)}"
        for day, name in zip(milestones["milestone_on"], milestones["short_name"], strict=True)
    )
    return f"<span class='narrow'>{MILESTONES.format(told=told)}</span>" if told else ""


def places(value: float) -> str:
    """`12곳`."""
    return f"{round(value):,}곳"


def points(value: float) -> str:
    """A change of a share in percentage points: `+4.2%p`."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value) * 100:.1f}%p"
