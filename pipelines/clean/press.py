"""How Korean outlets are named: the endings that make a word a newspaper's name."""

from __future__ import annotations

import re

PRESS = (
    r"일보|신문|뉴스|통신|경제|타임스|타임즈|타임|저널|투데이|방송|닷컴|미디어|매일|포커스|데일리|헤럴드|"
    r"프레스|리포트|포스트|위클리|브리핑|뉴스24|매거진|와이어|파이낸스|비즈|저널리즘|인사이트|트리뷴|TV|티브이"
)
NETWORKS = ("MBC", "KBS", "SBS")
"""Broadcasters whose local stations are outlets of their own."""
MASTHEAD = re.compile(rf"^[가-힣A-Za-z0-9]{{2,10}}(?:{PRESS})$|^[가-힣]{{2,8}}(?=\s?로고)")
NAME = r"[가-힣A-Za-z0-9&.\- ]{1,18}"
SUFFIX = (
    rf"(?:{PRESS}|코리아|픽|시사|연합|TV|KBS|MBC|SBS|YTN|뉴시스|뉴스1|뉴스핌|이데일리|프라임|소리|"
    r"시대|시민|의원|저널리즘|인|통|월드|옵저버|내일|사람들|News|news|NEWS)"
)
LIKE_OUTLET = re.compile(
    rf"^{NAME}{SUFFIX}$|^(?:뉴스|아시아|시사|데일리|NSP|UPI|OBS)[가-힣A-Za-z0-9]*$|^(?:월간|계간)\s?[가-힣A-Za-z]{2, 8}$"
)
CLAUSE = re.compile(r"[가-힣](?:을|를|의|은|는|한|된|있는)(?:\s|$)")
OFFICE = re.compile(
    r"^[가-힣]{2,12}(?:시청|군청|구청|도청|교육청|의회|경찰[청서]|소방[청서]|공단|공사|재단|진흥원|위원회|대학교|테크노파크|학회)$"
)
BOARD = re.compile(
    r"(?:정보|소식|동정|동향|자료|자료실|공지|공지사항|알림|게시판|마당|광장|안내|소개|센터|검색|화면|메뉴|서비스|커뮤니티|블로그"
    r"|홍보|홍보실|홍보관|보도|해명|공개|[군시구도]정|이야기|건너뛰기|기사|보기|보호|이동|날씨|기획|브리핑|누리집|티스토리)$|^뉴스룸$"
)
"""How a site's boards and menus are called, beside which its own name may stand or not."""
_DUTY = re.compile(
    r"(?:취재|사회|경제|정치|문화|지역|전국|편집|보도|체육|산업|행정|국제|제작|사진|영상|온라인|디지털|뉴스|제2사회)?(?:부서?|과|팀|편집국|보도국|취재국|본부|지사|데스크|에디터)$"
    r"|(?:기자|특파원|위원|국장|부장|본부장|대표|시민|인턴|객원|선임|수습|전문|사진|글|취재|편집|자료|제공|출처|작성자?|글쓴이|담당자?)$"
)


def is_duty(word: str) -> bool:
    """Whether a word beside a reporter's name is a desk or a duty (`사회부`, `취재`), no outlet."""
    return bool(_DUTY.search(word))
