"""Korean strings of the page of partners: who works with whom, since when, from where."""

from __future__ import annotations

ONE_PARTNER = "파트너 하나만 보기"
PARTNER_LEAGUE = "{partner} 가장 자주 함께했습니다"
WITH_PROVINCES = "시도 {n}곳과 함께"
ABROAD = "나라 밖 파트너"
WAYS_NOTE = "칸의 수는 그 유형의 파트너가 그 관계로 나온 기사 수입니다."
RELATIONS_SHORT = {
    "mou": "협약",
    "joint_project": "공동",
    "benchmark_visit": "견학",
    "award": "수상",
    "contract": "계약",
    "funding": "지원",
    "education": "교육",
    "advice": "자문",
    "other": "그 밖",
}

SANKEY = "{region} {partner} 가장 굵게 이어집니다"
SANKEY_NOTE = "기사가 많은 시도 {regions}곳과 파트너 {partners}곳 사이입니다. 굵기는 기사 수입니다."
LEAN = "{region} 기사의 {share}가 {partner} 한 곳과의 일이라 가장 크게 기댑니다."
TIE = "<b>{region} · {partner}</b><br>{n} · {years}"
TURNOVER = "{year}년에는 새 관계 {new}개, 한 해를 넘겨 이어진 관계 {kept}개입니다"
TURNOVER_NOTE = "시도와 파트너의 짝을 해마다 세었습니다. 아래로 난 막대는 앞 해까지 있다가 그해에 보이지 않는 관계입니다."
TURNS = {"kept": "이어짐", "returned": "돌아옴", "new": "새로", "ended": "끊김"}
PAIRS = "{n}쌍"
NEW_TIES, LASTING_TIES, GONE_TIES = "새로 손잡은 곳", "오래 함께한 곳", "뜸해진 곳"
TIES_NOTE = (
    "오래 함께한 곳은 세 해 넘게, 뜸해진 곳은 두 해 넘게 나오다가 최근 세 해 동안 없는 짝입니다."
)
TIE_COLUMNS = ("지역", "파트너", "해")
ABROAD_TITLE = "나라 밖에서는 {country} 가장 자주 함께했습니다"
ABROAD_HOVER = (
    "<b>{country}</b><br>{n} · 파트너 {partners}곳 · 시도 {regions}곳<br>{years}<br>{names}"
)
ABROAD_NOTE = (
    "{counted} 이름은 그 나라에서 기사가 가장 많은 파트너입니다. 국제기구는 나라와 따로 셉니다."
)
ONE_COUNTRY = "나라 하나만 보기"
WHEN = "{partner} 나온 기사"
WHAT = "{topic} 가장 많습니다"
BESIDE = "같은 기사에 함께 나온 곳"
BESIDE_NONE = "같은 기사에 함께 나온 곳이 없습니다"
