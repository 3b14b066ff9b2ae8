"""Why a correction was not applied, in words for the person who wrote the line."""

from __future__ import annotations

COLUMNS = (
    "칸이 여섯 개가 아니거나 field가 비어 있습니다. article_id,field,old,new,who,why 순서로 적고, 쉼표가 든 값은 "
    "큰따옴표로 묶어 주세요."
)
FIELD = "모르는 항목 ‘{field}’입니다. 쓸 수 있는 항목: {known}."
PLACEHOLDER = "‘{value}’ 자리를 채우지 않았습니다. 꺾쇠를 지우고 값을 적어 주세요."
NO_AUTHOR = "고친 사람(who)이 비어 있습니다. 누가 고쳤는지 적어 주세요."
NO_GROUNDS = "근거(why)가 비어 있습니다. 왜 고치는지 적어 주세요."
NO_VALUE = "고칠 값(old)과 새 값(new)이 모두 비어 있습니다."
UNKNOWN_ARTICLE = (
    "이 article_id의 기사가 없습니다. 내려받은 표의 article_id 열이나 explain의 첫 줄에서 옮겨 적어 "
    "주세요."
)
OLD_NOT_FOUND = "기사에 ‘{old}’이(가) 없습니다. 지금 값: {now}."
HAS_VALUE = "이미 값이 있습니다. 지금 값 ‘{now}’을(를) old 칸에 적어 주세요."
NOTHING = "없음"
REGION = "모르는 지역 ‘{value}’입니다. ‘경기도 하남시’처럼 적거나 행정구역 코드를 적어 주세요."
SHARED_REGION = "‘{value}’이(가) 여럿입니다({candidates}). 시도와 함께 적어 주세요."
VALUE = "‘{value}’은(는) {kind} 목록에 없습니다. 쓸 수 있는 값: {known}."
PARTNER = (
    "‘{value}’은(는) 기관 목록에 없습니다. 목록에 없는 기관은 ‘이름:유형’이나 ‘이름:유형:나라’로 적어 "
    "주세요(유형: {known})."
)
RELATION = "관계는 ‘기관:관계’로 적어 주세요(보기: KT:mou). 관계: {known}."
OTHER_PARTNER = "관계 줄에서는 기관을 바꿀 수 없습니다. partner 줄에서 기관을 바꿔 주세요."
EVENT = (
    "일정은 ‘단계:날짜’로 적어 주세요(보기: opened:2023-05-31, plan:2024, launch). 단계: {known}."
)
DAY = "날짜 ‘{value}’을(를) 읽을 수 없습니다. 2023-05-31, 2023-05, 2023 가운데 하나로 적어 주세요."
YES_OR_NO = "true나 false로 적어 주세요."

TOPIC, PROGRAMME = "주제", "사업"
