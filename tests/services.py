"""News services on this machine that behave as the real ones: limits, pages, error bodies."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

NAVER_ID, NAVER_SECRET = "my-client-id", "my-client-secret"
GATEWAY_KEY = "abc+def/ghi=="
RSS = "<rss><channel><title>소식</title><item><title>{}</title></item></channel></rss>"


@dataclass
class Service:
    """What the server has, what it was asked, and which faults come first."""

    url: str = ""
    articles: int = 250
    releases_a_day: int = 60
    knows_pages: bool = True
    quota: int = 1000
    faults: list[str] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    hang: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.service.asked.append((parts.path, query))
        if self.service.faults:
            self._fail(self.service.faults.pop(0))
        elif len(self.service.asked) > self.service.quota:
            self._over_quota(parts.path)
        elif parts.path.endswith("news.json"):
            self._naver(query)
        elif parts.path.endswith("pressReleaseList"):
            self._korea_kr(query)
        else:
            self._feed(parts.path)

    def _say(self, body: str | bytes, status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def _fail(self, fault: str) -> None:
        match fault:
            case "500":
                self._say("<h1>Internal Server Error</h1>", 500)
            case "503 wait":
                self._say("", 503, Retry_After="7")
            case "reset":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{")
            case "hang":
                self.service.hang.wait(20)
            case "fast":
                self._error("012", "Rate limit exceeded. (속도 제한을 초과했습니다.)", 429)
            case "html":
                self._say("<html><body>점검 중입니다</body></html>")
            case "gateway":
                self._gateway("SERVICETIMEOUT_ERROR", "05")

    def _error(self, code: str, said: str, status: int) -> None:
        self._say(json.dumps({"errorMessage": said, "errorCode": code}), status)

    def _over_quota(self, path: str) -> None:
        if path.endswith("news.json"):
            self._error("010", "Query limit exceeded (쿼리한도를 초과했습니다.)", 429)
        else:
            self._gateway("LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR", "22")

    def _gateway(self, said: str, code: str) -> None:
        self._say(
            "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
            f"<returnAuthMsg>{said}</returnAuthMsg><returnReasonCode>{code}</returnReasonCode>"
            "</cmmMsgHeader></OpenAPI_ServiceResponse>"
        )

    def _naver(self, query: dict[str, str]) -> None:
        given = self.headers.get("X-Naver-Client-Id"), self.headers.get("X-Naver-Client-Secret")
        display, start = int(query.get("display", "10")), int(query.get("start", "1"))
        if given != (NAVER_ID, NAVER_SECRET):
            self._error("024", "Authentication failed. (인증에 실패했습니다.)", 401)
        elif not query.get("query"):
            self._error("SE01", "Incorrect query request (잘못된 쿼리요청입니다.)", 400)
        elif not 1 <= display <= 100:
            self._error("SE02", "Invalid display value", 400)
        elif not 1 <= start <= 1000:
            self._error("SE03", "Invalid start value", 400)
        else:
            numbers = range(start, min(start + display, self.service.articles + 1))
            items = [
                {
                    "title": f"<b>{query['query']}</b> 소식 {number}",
                    "originallink": f"https://www.kyeonggi.com/article/{number}",
                    "link": f"https://n.news.naver.com/article/666/{number:010}",
                    "description": f"하남시가 {number}번째 센터를 열었다.",
                    "pubDate": "Wed, 31 May 2023 18:20:00 +0900",
                }
                for number in numbers
            ]
            answer = {
                "lastBuildDate": "Thu, 01 Jun 2023 10:00:00 +0900",
                "total": self.service.articles, "start": start, "display": len(items),
                "items": items,
            }  # fmt: skip
            self._say(json.dumps(answer, ensure_ascii=False))

    def _korea_kr(self, query: dict[str, str]) -> None:
        if query.get("serviceKey") != GATEWAY_KEY:
            self._gateway("SERVICE_KEY_IS_NOT_REGISTERED_ERROR", "30")
            return
        first, last = (
            datetime.strptime(query[name], "%Y%m%d") for name in ("startDate", "endDate")
        )
        days = (last - first).days + 1
        if days > 3:
            self._press("98", "조회 기간은 3일 이내여야 합니다.", "")
            return
        page, rows = int(query.get("pageNo", "1")), int(query.get("numOfRows", "10"))
        count = days * self.service.releases_a_day
        numbers = range((page - 1) * rows, min(page * rows, count))
        items = "".join(
            f"<NewsItem><NewsItemId>{first:%Y%m%d}{number}</NewsItemId>"
            f"<ApproveDate>{first:%m/%d/%Y} 09:00:00</ApproveDate><Title>자료 {number}</Title>"
            f"<DataContents><![CDATA[<p>국토교통부가 {number}번째 자료를 냈다.</p>]]></DataContents>"
            "<MinisterCode>국토교통부</MinisterCode></NewsItem>"
            for number in (numbers if self.service.knows_pages else range(min(rows, count)))
        )
        self._press("0", "NORMAL_SERVICE", items)

    def _press(self, code: str, said: str, items: str) -> None:
        self._say(
            '<?xml version="1.0" encoding="UTF-8"?><response><header>'
            f"<resultCode>{code}</resultCode><resultMsg>{said}</resultMsg></header>"
            f"<body>{items}</body></response>"
        )

    def _feed(self, path: str) -> None:
        match path:
            case "/moved.xml":
                self._say("", 302, Location=f"{self.service.url}/one.xml")
            case "/round.xml":
                self._say("", 302, Location=f"{self.service.url}/round.xml")
            case "/page.xml":
                self._say("<html><body>없는 쪽입니다</body></html>")
            case "/gone.xml":
                self._say("gone", 404)
            case "/huge.xml":
                self._say(b"<rss>" + b" " * 3000)
            case _:
                self._say(RSS.format(f"하남시 {path}"))


@contextmanager
def running(**settings: object) -> Iterator[Service]:
    """Run a server on a free port of this machine."""
    service = Service(**settings)  # type: ignore[arg-type]
    handler = type("Handler", (_Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.hang.set()
        server.shutdown()
        server.server_close()
