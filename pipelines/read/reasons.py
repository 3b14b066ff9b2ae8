"""Why an input was not taken, in words for the people who brought it, and what they can do.

The dashboard shows these sentences, so they are Korean; numbers and names are filled in.
"""

from __future__ import annotations

from collections.abc import Sequence

EMPTY = "빈 파일입니다. 내용이 들어 있는지 확인해 주세요."
PDF = (
    "PDF는 읽지 않습니다. PDF를 열어 글을 모두 선택(Ctrl+A)해 복사한 뒤 .txt(UTF-8)로 저장하거나 "
    "pdftotext로 글을 뽑아 넣어 주세요."
)
HWP = (
    "한글(HWP·HWPX) 문서는 읽지 않습니다. 한글에서 ‘다른 이름으로 저장’ → ‘텍스트 문서(.txt)’로 "
    "저장해 넣어 주세요."
)
WORD = (
    "워드(DOC·DOCX) 문서는 읽지 않습니다. 워드에서 ‘다른 이름으로 저장’ → ‘일반 텍스트(.txt)’로 "
    "저장해 넣어 주세요."
)
SLIDES = "발표 자료(PPT·PPTX)는 읽지 않습니다. 글을 복사해 .txt(UTF-8)로 저장해 넣어 주세요."
OLD_EXCEL = (
    "옛 엑셀(.xls) 파일은 읽지 않습니다. 엑셀에서 ‘Excel 통합 문서(.xlsx)’로 다시 저장해 주세요."
)
IMAGE = "그림 파일입니다. 글자 인식(OCR)으로 글을 뽑아 .txt(UTF-8)로 저장해 넣어 주세요."
PACKED = "이 압축 형식은 풀지 않습니다. 압축을 풀어 폴더째 넣거나 zip으로 다시 묶어 주세요."
BINARY = "글이 아닌 이진 파일입니다. 글을 .txt(UTF-8)나 .csv로 저장해 넣어 주세요."
UNKNOWN = (
    "모르는 형식({suffix})입니다. 글은 .txt나 .html, 표는 .csv·.xlsx·.jsonl·.parquet으로 "
    "저장해 넣어 주세요."
)
JSON_DOCUMENT = (
    "기사 목록으로 읽을 수 없는 JSON입니다. 한 줄에 기사 하나인 JSONL(title, body, …)로 "
    "저장해 넣어 주세요."
)
UNDECODABLE = "글자를 알아볼 수 없습니다. UTF-8로 다시 저장해 주세요(읽는 인코딩: UTF-8, CP949)."
MIXED_ENCODINGS = (
    "UTF-8과 CP949가 섞여 글자를 알아볼 수 없습니다. 한 가지(UTF-8)로 다시 저장해 주세요."
)
DAMAGED_ROW = (
    "이 줄에 알아볼 수 없는 글자가 있습니다(다른 인코딩이 섞였거나 깨진 글자). 한 가지 인코딩(UTF-8)으로 "
    "다시 저장해 주세요."
)
NUL = "글 안에 NUL(0) 바이트가 있습니다. 파일이 깨졌는지 확인하고 다시 저장해 주세요."
TOO_LONG = "글이 {size:,}자로 기사 하나로 보기에 너무 깁니다(최대 {limit:,}자). 나누어 넣어 주세요."
TOO_LARGE = "파일이 {size:,}바이트로 한 쪽의 글로 보기에 너무 큽니다(최대 {limit:,}바이트)."
LONG_LINE = (
    "한 줄이 {limit:,}바이트를 넘습니다. 줄바꿈이 빠지지 않았는지 확인하고 다시 저장해 주세요."
)
NO_BODY_COLUMN = (
    "본문 열이 없습니다(있는 열: {columns}). 본문이 든 열의 이름을 ‘본문’이나 ‘body’로 바꿔 주세요."
)
NO_BODY = "본문이 비어 있습니다."
BROKEN_QUOTES = (
    "표의 따옴표가 닫히지 않아 이 줄부터 읽지 못했습니다. 엑셀에서 CSV(UTF-8)로 다시 저장해 주세요."
)
BROKEN_EXCEL = "엑셀 파일이 깨졌거나 잘렸습니다. 다시 내려받거나 엑셀에서 다시 저장해 주세요."
FAR_CELLS = (
    "엑셀 시트가 지나치게 넓습니다(끝 칸이 {rows:,}행 {columns:,}열). 빈 행과 열을 지우고 다시 "
    "저장해 주세요."
)
LOCKED_EXCEL = "암호가 걸린 엑셀 파일입니다. 암호를 풀고 다시 저장해 주세요."
BROKEN_PARQUET = "Parquet 파일이 깨졌거나 잘렸습니다. 다시 만들거나 내려받아 주세요."
BROKEN_ZIP = "압축 파일이 깨졌거나 잘렸습니다. 다시 내려받거나 다시 묶어 주세요."
LOCKED_ZIP = "암호가 걸린 압축 파일입니다. 암호 없이 다시 묶어 주세요."
ZIP_BOMB = "풀면 지나치게 커지는 압축 파일이라 열지 않았습니다. 압축을 풀어 폴더째 넣어 주세요."
NESTED_ZIP = (
    "압축 파일이 여러 겹으로 묶여 있어 열지 않았습니다. 안쪽 압축을 풀어 한두 겹으로 묶어 주세요."
)
CROWDED_ZIP = (
    "압축 파일에 든 파일이 {count:,}개로 너무 많습니다(최대 {limit:,}개). 나누어 묶어 주세요."
)
BROKEN_JSON = "이 줄은 JSON이 아닙니다({detail}). 한 줄에 JSON 객체 하나를 적어 주세요."
NOT_AN_OBJECT = '이 줄은 JSON 객체({{"title": …, "body": …}})가 아닙니다.'
BROKEN_ANSWER = (
    "네이버 뉴스 검색 결과가 아니거나 잘렸습니다. 받은 JSON을 고치지 않은 그대로 저장해 주세요."
)
NO_ITEMS = "기사가 하나도 들어 있지 않습니다. 검색어나 기간을 바꾸어 다시 받거나 저장해 주세요."
BROKEN_XML = (
    "XML이 깨졌거나 잘려 여기부터 읽지 못했습니다. 다시 내려받거나 받은 그대로 저장해 주세요."
)
XML_ENTITIES = (
    "XML이 스스로 엔티티를 정의해(<!ENTITY …>) 안전을 위해 열지 않았습니다. 그 정의를 지우고 다시 "
    "저장해 주세요."
)
UNKNOWN_XML = (
    "모르는 XML(<{root}>)입니다. 읽는 XML은 RSS·Atom 피드와 정책브리핑 보도자료입니다. 다른 글은 "
    ".txt나 .html로 저장해 넣어 주세요."
)
BAD_CHARACTERS = (
    "글자로 쓸 수 없는 부호(짝을 잃은 대리 코드)가 들어 있습니다. UTF-8로 다시 저장해 주세요."
)
SERVICE_ERROR = "기사가 아니라 {service}의 오류 응답입니다({code}: {said}). {advice}"
EXCLUDED = "빅카인즈가 분석에서 뺀 기사입니다(분석제외 여부: {flag})."
UNREADABLE = "파일을 열 수 없습니다({detail}). 읽기 권한과 파일 상태를 확인해 주세요."
TOO_MANY_PROBLEMS = (
    "읽지 못한 줄이 {count:,}개를 넘어 나머지는 읽지 않았습니다. 기사 목록이 맞는지 확인해 주세요."
)
FAILED = "읽는 중에 오류가 났습니다({detail}). 파일이 깨졌는지 확인해 주세요."
PROCESSING_FAILED = "기사를 처리하는 중에 오류가 났습니다({detail})."


def no_body_column(columns: Sequence[str]) -> str:
    """Say that a table has no body, naming at most eight of the columns that it has."""
    plain = ("".join(c for c in column if c.isprintable())[:40] for column in columns)
    named = [column for column in plain if column][:8]
    return NO_BODY_COLUMN.format(columns=", ".join(named) or "없음")


_GATEWAY_ADVICE = {
    "20": "활용 신청이 승인되었는지 확인해 주세요.",
    "22": "하루 요청 한도를 넘었습니다. 내일 다시 받아 주세요.",
    "30": "등록되지 않은 인증키입니다. 키를 다시 확인해 주세요(발급 뒤 한 시간쯤 걸립니다).",
    "31": "인증키의 기한이 지났습니다. 활용 기간을 늘려 주세요.",
    "32": "등록되지 않은 IP입니다. 공공데이터포털의 설정을 확인해 주세요.",
}
_NAVER_ADVICE = {
    "010": "요청 한도를 넘었습니다. 내일 다시 받아 주세요.",
    "012": "요청이 너무 잦았습니다. 잠시 뒤 다시 받아 주세요.",
    "024": "Client ID와 Secret, 애플리케이션의 검색 API 사용 설정을 확인해 주세요.",
    "SE01": "검색 조건을 확인해 주세요.",
    "SE02": "display는 1~100이어야 합니다.",
    "SE03": "start는 1~1000이어야 합니다.",
}
_ADVICE = "잠시 뒤 다시 받아 주세요."


def gateway_error(code: str, said: str) -> str:
    """Explain an error body of the public data gateway."""
    advice = _GATEWAY_ADVICE.get(code.lstrip("0") or code, _ADVICE)
    return _service_error("공공데이터포털", code, said, advice)


def naver_error(code: str, said: str) -> str:
    """Explain an error body of the Naver search."""
    return _service_error("네이버 검색", code, said, _NAVER_ADVICE.get(code, _ADVICE))


def _service_error(service: str, code: str, said: str, advice: str) -> str:
    shown = " ".join(said.split())[:120]
    return SERVICE_ERROR.format(service=service, code=code[:20], said=shown, advice=advice)
