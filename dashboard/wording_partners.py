"""Korean strings of the page of partners: who works with whom, since when, from where."""

from __future__ import annotations

ONE_PARTNER = "파트너 하나만 보기"
PARTNER_LEAGUE = "가장 자주 함께한 {n}곳"
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
