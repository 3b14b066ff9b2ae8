"""Korean strings of the pages about places: one region's profile, and how things spread."""

from __future__ import annotations

CHOOSE_REGION = "지역을 고르세요"
INTERVAL = "95% 구간"
KIND_OF = "{kind}"
THEN_NAMES = "앞선 이름: {names}"
LEAD = "{place}에서 {counted}이 나왔습니다."
MORE_THAN = "전국보다 {topic} 더 자주 다룹니다."
LIKE_NATION = "주제의 비중은 전국과 뚜렷이 다르지 않습니다."
AGAINST_MORE = "{topic} 전국보다 자주 다룹니다"
AGAINST_SAME = "주제의 비중은 전국과 크게 다르지 않습니다"
AGAINST_NOTE = "점은 이 지역, 세로금은 전국의 비중이고 띠는 95% 구간입니다. 빈 점은 5건 미만입니다."
PARTNERS = "가장 자주 함께한 곳"
LIVES = "사업이 지나온 길"
LIVES_TITLE = "사업 {n}개가 이런 단계를 지나왔습니다"
LIVES_NOTE = "기사가 날짜를 밝힌 단계만 그렸습니다."
LIVES_FIRST = "기사가 날짜를 밝힌 단계만, 단계마다 가장 이른 기사로 그렸습니다."
SIMILAR = "주제가 가장 비슷한 지역"
SIMILAR_NOTE = "주제의 비중(코사인)과 행정 종류를 견주었습니다."
SIMILAR_NONE = "견줄 만큼 기사가 많은 지역이 없습니다"
GAPS = "비슷한 지역은 하는데 여기에는 없는 것"
GAPS_NONE = "비슷한 지역에 있는 주제는 여기에도 모두 있습니다"
GAPS_NOTE = "모은 기사에 없다는 뜻이며, 정책이 없다는 뜻은 아닙니다."
GAP_LINE = "비슷한 {of}곳 가운데 {others}곳"
BRIEFING = "한 쪽 요약 내려받기"
BRIEFING_NOTE = "{day} 현재 자료({build})로 만들었습니다. 모은 기사만을 셉니다."
NEWEST = "최근 기사"

BASS = "배스 모형"
OBSERVED = "관측"
ADOPTED = "{of}곳 가운데 {n}곳"
NEW = "그해 새로 {n}곳"
NOT_YET = "기사 없음"
NONE_YET = "없음"
KINDS = {"topic": "주제", "programme": "사업", "keyword": "말"}
LEVELS = {"sigungu": "시군구", "sido": "시도"}
LEVEL = "지역 단위"
ITEM = "주제, 사업이나 말"
SPREAD_LEAD = "{item} {first}에서 {day}에 처음 보이고, 지금까지 {level} {of}곳 가운데 <b>{n}곳</b>에서 나왔습니다."
SPREAD_NONE = "{item} 처음 나온 날을 아는 지역이 없습니다."
CURVE = "{year}년까지 {level}의 {share}가 시작했습니다"
CURVE_NOTE = "그 지역이 주체인 첫 기사의 날로 셉니다. 띠는 95% 구간입니다."
BASS_NOTE = "점선은 배스(1969) 모형: 혁신 {p:.3f}, 모방 {q:.2f}. 오차가 작게 잡히는 편입니다."
BASS_REASONS = {
    "few_periods": "기간이 짧아 확산 모형은 맞추지 않았습니다.",
    "few_adopters": "시작한 곳이 적어 확산 모형은 맞추지 않았습니다.",
    "not_identified": "자료가 확산 모형을 가려내지 못합니다.",
    "peak_not_reached": "아직 가장 빠른 때에 이르지 않아 확산 모형은 보이지 않습니다.",
}
YEAR_MAP = "일찍 시작한 곳일수록 짙습니다"
YEAR_NOTE = "처음 기사가 나온 해입니다."
LEAGUE = "가장 먼저 시작한 {n}곳"
LEAGUE_NOTE = "날짜가 겹칠 수 있으면 순서를 구간으로 적었습니다. 나뉜 지역의 앞선 기사는 뺐습니다."
UNPLACED = "날짜 미상 {undated}건, 나뉜 지역의 {split}건은 뺐습니다."
YEARS_IGNORED = "연도 조건은 여기에 쓰지 않습니다."
ORDER = "{n}번째"
ORDER_RANGE = "{low}–{high}번째"

LAG_FIRST = "가장 먼저"
LAG = "첫 곳보다 {n}개월 뒤"
LAG_SOON = "첫 곳과 같은 달"
KIND_TITLE = "{kind} 가장 널리 시작했습니다"
KIND_NONE = "어느 종류의 지역이 앞섰다고 말할 만큼 많지 않습니다"
KIND_COLUMNS = ("종류", "시작한 곳", "비중", "가운데 시차")
KIND_OF_ALL = "{n}/{of}곳"
KIND_NOTE = (
    "비중은 그 종류의 모든 지역 가운데 시작한 곳입니다. 시차는 시작한 곳들의 가운뎃값입니다."
)
MONTHS = "{n}개월"


def lag(days: int, order: int) -> str:
    """How long after the first mover, in months."""
    if order == 1:
        return LAG_FIRST
    months = round(days / 30.44)
    return LAG.format(n=months) if months else LAG_SOON
