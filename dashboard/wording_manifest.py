"""Korean strings of the manifest, and what each column of a download means."""

from __future__ import annotations

NAME = "이 자료의 설명서"
FILTERS, LINK, BUILD, DATE, ROWS = "조건", "링크", "자료 판", "받은 때", "행 수"
LINES = "{n}행"
DICTIONARY, HOW = "열의 뜻", "인용하는 법"
CITE = "{app}, 자료 판 {build}, {day} 받음, {link}"
RIGHTS = "기사의 저작권은 언론사에 있으며, 이 표에는 본문이 들어 있지 않습니다."
COLUMNS = {
    "article_id": "기사의 고유 번호",
    "story_id": "같은 보도자료에서 나온 기사들의 번호",
    "published_on": "게재일(하루까지 알 때만)",
    "date_precision": "날짜의 정확도: day 하루, month 달, year 해, unknown 모름",
    "published_earliest, published_latest": "게재일일 수 있는 가장 이른 날과 늦은 날",
    "year, month": "게재 연도와 달(확실할 때만)",
    "sido, sigungu": "현재 행정구역의 시도와 시군구",
    "region_code": "행정구역 코드: 시도 2자리, 시군구 5자리",
    "region_role": "지역의 역할: primary 정책 주체, mentioned 언급, venue 장소",
    "sido_then, sigungu_then": "기사 당시의 행정구역 이름",
    "primary_regions, mentioned_regions": "정책 주체인 지역과 그 밖의 지역(| 로 나눔)",
    "topic, topic_name, topic_axis": "주제의 기호와 이름, 축(domain 분야, theme 방식)",
    "programme(s)": "국가 사업의 기호(| 로 나눔)",
    "stage(s)": "사업 단계의 기호(| 로 나눔)",
    "partner(s), partner_type, partner_country": "함께한 기관과 유형, 나라",
    "relation": "기관과의 관계: mou 협약, funding 지원, award 수상 등",
    "title, outlet, url": "제목, 언론사, 원문 주소",
    "region_evidence, topic_evidence, partner_evidence": "그렇게 판단한 근거 문장",
}
