"""What surrounds an article on a page: blocks in our own words, one kind of furniture each."""

from __future__ import annotations

from dataclasses import dataclass

MENU = "로그인\n회원가입\n전체메뉴\n정치\n경제\n사회\n문화\n오피니언"
CLOCK = "최종편집: 2027-01-15 08:20 (금)"
TOOLS = "페이스북 공유하기\n트위터 공유하기\n글자크기 설정\n본문 글씨 키우기\n기사스크랩하기"
WEATHER = "\n".join(
    f"  • {sky}{town} {degree}℃"
    for sky, town, degree in (
        ("맑음", "속초", "12.4"), ("구름많음", "철원", "-3.1"), ("흐림", "동두천", "0.2"),
        ("박무", "여수", "15.0"), ("비", "울릉도", "9.9"), ("맑음", "제주", "17.3"),
    )
) + "\n기상청 제공"  # fmt: skip
SHARED = "이 기사는 0번 공유됐고 0개의 댓글이 있습니다."
NOTICE = "로그인 후 댓글을 남기실 수 있습니다.\n삭제한 댓글은 다시 복구할 수 없습니다.\n그래도 삭제하시겠습니까?"
LEGAL = "저작권자 © 누리골신문 무단전재 및 재배포 금지"
RANKING = (
    "많이 본 뉴스\n1 진안군 고추시장 새벽부터 북적\n2 태백시 눈꽃마당 채비 끝\n"
    "3 무안군 갯벌 낙지 값 껑충\n4 문경시 옛길 걷기 이틀 동안"
)
RELATED = (
    "관련기사\n단양군, 강변 자전거길 넓힌다\n"
    "단양군이 강변 자전거길 4km를 두 배로 넓히는 공사를 다음 달 시작한다고 9일 밝혔다. 쉼터와 가로등도..\n"
    "부여군 연꽃 잔치에 5만 명\n"
    "부여군은 연꽃 잔치에 닷새 동안 5만 명이 다녀갔다고 8일 밝혔다. 군은 주차장을 더 마련하기로.."
)
COMMENTS = "댓글삭제\n댓글 0\n댓글쓰기\n이름\n비밀번호\n자동등록방지"
FOOTER = "회사소개\n광고문의\n개인정보처리방침\n청소년보호책임자 : 나루리\n등록번호 : 전남 아00000"
EMOTIONS = "  • 좋아요0\n  • 화나요0\n  • 슬퍼요0\n  • 추가취재 원해요0"
HASHTAGS = "#나루터 #말하는안내기#데이터 플랫폼"
PORTAL_ABOVE = (
    "컨텐츠 바로가기\n\n09.21 (토)\n\n주소복사가 완료되었습니다\n댓글 첫 댓글을 작성해보세요"
)
PORTAL_BELOW = (
    "누리골신문이 사회 섹션으로 분류했습니다.\n이 글을 어떻게 생각하시나요?\n"
    "- 고창군 복분자 값 껑충\n- 하동군 차밭 길 새로 열려"
)
SCRIPT_CREDITS = "영상취재 : 나루리\n영상편집 : 도다리"
FIELDS = (
    "담당부서 : 정보과\n담당자 : 나루리\n전화번호 : 000-0000\n첨부파일 : 사진.jpg\n이전글 연못 정비"
)
BUTTONS = "AD\n원본보기 아이콘\n닫기\n언론사 홈 구독\n뉴스듣기\n불러오는 중..."
PRINTED = "이 글은 누리골신문에서 프린트 되었습니다.\n프린트 시각 : 2027-01-15 08:20"
LEADS_ABOVE = "옥천군, 금강 둘레길 손본다\n옥천군이 금강 둘레길 12km를 손본다고 3일 밝혔다. 낡은 난간을 갈고..."
CAPTIONS = (
    "순천만 들머리에서 주민들이 안내를 듣고 있다. [사진=누리골신문]",
    "▲ 군청 앞 새 시설 모습 (사진제공=군청)",
    "시연회에 나온 어르신(왼쪽)이 화면을 눌러 보고 있다. 누리구 제공",
    "새_시설_01.jpg",
)
"""Lines under pictures that stand anywhere in an article."""
ABOVE = (
    MENU,
    CLOCK,
    WEATHER,
    f"{MENU}\n\n{CLOCK}",
    f"{CLOCK}\n\n{WEATHER}",
    SHARED,
    TOOLS,
    PORTAL_ABOVE,
    BUTTONS,
    LEADS_ABOVE,
)
"""Blocks that stand above a headline."""
BELOW = (
    LEGAL,
    COMMENTS,
    FOOTER,
    EMOTIONS,
    NOTICE,
    RANKING,
    f"{LEGAL}\n\n{RELATED}",
    RELATED,
    HASHTAGS,
    SCRIPT_CREDITS,
    FIELDS,
    PRINTED,
    f"{LEGAL}\n\n{PORTAL_BELOW}",
)
"""Blocks that stand below an article."""


@dataclass(frozen=True)
class Piece:
    """An article as it should come out of any page."""

    title: str
    stamp: str
    day: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """The paragraphs, a line each."""
        return "\n".join(self.paragraphs)

    def page(self, above: str = "", below: str = "", gap: str = "\n\n") -> str:
        """The article with furniture above and below it; `gap` parts blocks and paragraphs."""
        own = gap.join((self.title, self.stamp, *self.paragraphs))
        return gap.join(block for block in (above, own, below) if block)


PIECES = (
    Piece(
        "순천시, 정류장 120곳에 ‘말하는 안내기’ 단다", "승인 2023.04.11 15:02", "2023-04-11",
        (
            "순천시가 시내버스 정류장 120곳에 소리로 알려 주는 도착 안내기를 단다고 11일 밝혔다.",
            "안내기는 카메라와 센서로 휠체어 이용자를 알아보고 기사에게 미리 신호를 보낸다. 시는 국비 12억원을 확보했다.",
            "고다온 순천시 교통과장은 “눈이 어두운 어르신도 혼자 버스를 타는 도시를 만들겠다”고 말했다.",
        ),
    ),
    Piece(
        "의성군 ‘들녘 데이터’ 한곳에 모은다…플랫폼 착수보고회", "입력 : 2021-09-30 10:41:20", "2021-09-30",
        (
            "의성군은 지난 29일 군청 회의실에서 농업 데이터 플랫폼 구축 착수보고회를 열었다.",
            "군은 마늘밭 180곳의 센서 값과 기상 자료를 한 화면에서 보게 한다. 사업비는 18억원이고 내년 6월에 끝난다.",
            "이날 자리에는 농업기술센터와 마을 대표 등 40여 명이 나왔다.",
            "군 관계자는 “감으로 짓던 농사를 숫자로 돕겠다”고 강조했다.",
        ),
    ),
    Piece(
        "서울 광진구, 공무원이 직접 만든 민원 챗봇 문 열어", "등록 2025-02-18 09:12:44", "2025-02-18",
        (
            "서울 광진구가 직원들이 손수 만든 인공지능 민원 챗봇을 18일 열었다.",
            "챗봇은 여권과 주차, 폐기물 등 60가지 물음에 밤낮없이 답한다. 구는 한 "
            "해 걸려 온 전화 9만 건을 나누어 학습시켰다.",
            "구는 하반기에 영어와 중국어, 베트남어 답변도 넣을 계획이다.",
        ),
    ),
)  # fmt: skip
