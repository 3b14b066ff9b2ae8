"""Korean strings of the pages about the data itself: its quality, and bringing one's own."""

from __future__ import annotations

COVERAGE = "언론사와 연도에 따라 기사가 고르지 않습니다"
COVERAGE_NOTE = "칸의 수는 그 언론사의 그해 기사 수입니다. 많은 곳부터 {n}개를 보입니다."
REGION_COVERAGE = "시도와 연도에 따라 기사가 고르지 않습니다"
REGION_NOTE = "빈칸은 모은 기사가 없다는 뜻이며, 정책이 없었다는 뜻이 아닙니다."
NO_OUTLET = "언론사 모름"
OUTLET_COUNT, EXACT, SURE_FINDINGS, REJECTED = (
    "언론사",
    "날짜가 하루까지",
    "확실한 판정",
    "받지 못한 자료",
)
OF_FINDINGS = "판정 {n}개 가운데"
OF_ARTICLES = "기사 {n}건 가운데"
WHOLE_BUILD = "이 자료 전체에서"
EXACTNESS = "날짜는 {share}가 하루까지 정확합니다"
EXACTNESS_NOTE = "날짜는 기사에 적힌 만큼만 씁니다. 모르는 날짜는 짐작하지 않습니다."
CONFIDENCE = "‘{kind}’ 판정이 가장 덜 확실합니다"
CONFIDENCE_NOTE = "확실함은 0.9 이상, 그럴듯함은 0.7 이상, 약함은 그 밖입니다."
CLASSES = {"sure": "확실함", "likely": "그럴듯함", "weak": "약함"}
REJECTS = "받지 못한 자료 {n}개와 그 까닭"
NO_REJECTS = "받지 못한 자료가 없습니다"
REJECT_COLUMNS = ("까닭", "보기", "개수")
BUILDS = "자료를 만든 기록"
BUILD_COLUMNS = (
    "만든 때",
    "기사",
    "주제에 맞는 기사",
    "보도자료",
    "받지 못함",
    "규칙",
    "기준 자료",
)
BUILDS_NOTE = "앞의 자료로 되돌리려면 명령줄에서 citytrends rollback을 쓰세요."
LEAD = (
    "{where} 언론사 {outlets}의 {articles}이 모였고, 그 가운데 <b>{exact}</b>는"
    " 날짜를 하루까지 압니다."
)

UPLOAD_LEAD = "가지고 있는 기사를 넣으면 이 화면이 그 기사로 바뀝니다."
UPLOAD_OWN = "넣은 자료는 이 컴퓨터의 내 자료 창고에만 저장됩니다. 예시 자료와 섞이지 않습니다."
UPLOAD_BOX = "기사 파일"
UPLOAD_LIMITS = "한 번에 {files}개, 파일마다 {each}MB, 모두 {total}MB까지 넣을 수 있습니다."
UPLOAD_DROP, UPLOAD_CHOOSE = "여기에 파일을 끌어다 놓으세요", "파일 고르기"
UPLOAD_START = "자료 만들기"
UPLOAD_KINDS_TITLE = "이런 파일을 읽습니다"
UPLOAD_KINDS = (
    ("빅카인즈 엑셀", "뉴스검색·분석에서 내려받은 .xlsx 그대로"),
    ("표", "제목·본문·날짜 열이 있는 .csv, .xlsx, .jsonl, .parquet"),
    ("저장한 글", "웹 페이지(.html)나 글(.txt) 한 파일에 기사 하나"),
    ("피드와 묶음", "RSS·Atom(.xml), 네이버 검색 결과(.json), 이들을 묶은 .zip"),
)
UPLOAD_OFF_TITLE = "이 서버에서는 자료를 넣을 수 없습니다"
UPLOAD_OFF_HINT = (
    "여러 사람이 쓰는 서버라서 꺼 두었습니다. 운영자는 --allow-upload로 켤 수 있고, "
    "명령줄에서는 citytrends build로 자료를 넣을 수 있습니다."
)
TOO_MANY = "파일이 {count}개입니다. 한 번에 {most}개까지 넣을 수 있으니 나누어 넣어 주세요."
TOO_LARGE = "파일을 모두 더하면 {size}MB입니다. {most}MB까지 넣을 수 있으니 나누어 넣어 주세요."
BUSY = "앞서 넣은 자료를 만들고 있습니다. 끝난 뒤에 넣어 주세요."
STARTING = "읽을 준비를 하고 있습니다. 처음에는 몇 초 걸립니다."
RUNNING = "기사 {documents}건을 읽었습니다. 파일 {files}/{of}개."
ELAPSED = "{seconds}초 지났습니다. 이 화면을 떠나도 계속 만듭니다."
DONE_TITLE = "기사 {kept}건을 넣었습니다"
NOTHING_NEW = "새로 넣을 기사가 없습니다"
DONE_HINT = "지금부터 모든 화면이 새 자료로 보입니다."
DONE_COLUMNS = ("새로 넣음", "고쳐 넣음", "이미 있음", "주제 밖", "받지 못함")
FAILED_TITLE = "자료를 만들지 못했습니다"
FAILED_HINT = "보이던 자료는 그대로입니다. 아래 말을 보고 고쳐서 다시 넣어 주세요."
SEE_OVERVIEW, SEE_QUALITY = "개요 보기", "자료 품질 보기"
