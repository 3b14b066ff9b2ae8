"""Naver news search: up to the 1,000 newest or best articles of a query, 100 an answer.

https://developers.naver.com/docs/serviceapi/search/news/news.md: display ≤ 100, start ≤ 1000,
25,000 requests a day; errors come as `{"errorCode", "errorMessage"}`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.errors import FetchError
from pipelines.fetch.client import Answer, Client, Manners, TryAgainError
from pipelines.fetch.parts import Parts

ENDPOINT = "https://openapi.naver.com/v1/search/news.json"
KEYS = ("NAVER_CLIENT_ID", "NAVER_CLIENT_SECRET")
MANNERS = Manners(interval=0.2)
DISPLAY, LAST_START = 100, 1000
_TOO_FAST, _QUOTA = "012", "010"


@dataclass(frozen=True, slots=True)
class NaverQuery:
    """What is searched; `limit` articles at most, sorted by `date` or by `sim`ilarity."""

    words: str
    sort: str = "date"
    limit: int = LAST_START


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many articles came, and how many the service says there are."""

    articles: int
    total: int


def fetch_naver(
    query: NaverQuery, keys: tuple[str, str], out: Path, client: Client, endpoint: str = ENDPOINT
) -> Fetched:
    """Write the answers, a line each, in order; raises FetchError and InputError."""
    parts = Parts(out, {"service": "naver", "query": query.words, "sort": query.sort})
    headers = {"X-Naver-Client-Id": keys[0], "X-Naver-Client-Secret": keys[1]}
    answers: list[Any] = []
    articles = total = 0
    for start in range(1, LAST_START + 1, DISPLAY):
        params = {
            "query": query.words, "display": str(DISPLAY), "start": str(start), "sort": query.sort,
        }  # fmt: skip
        ask = partial(client.get, endpoint, judge, params, headers)
        body = parts.get(f"{start:04}.json", ask)
        answer = json.loads(body)
        answers.append(answer)
        articles += len(answer["items"])
        total = max(total, int(answer.get("total") or 0))
        if len(answer["items"]) < DISPLAY or articles >= min(query.limit, total):
            break
    parts.finish(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in answers)
    return Fetched(articles, total)


def judge(answer: Answer) -> None:
    """Tell errors that pass from those that a person must mend."""
    try:
        content = json.loads(answer.body)
    except ValueError:
        content = None
    if isinstance(content, dict) and "errorCode" in content:
        code = str(content["errorCode"])
        if code == _TOO_FAST or (answer.status >= 500 and code != _QUOTA):
            raise TryAgainError(f"error {code}")
        raise FetchError(_explain(code, str(content.get("errorMessage", ""))))
    if answer.status == 200 and not (
        isinstance(content, dict) and isinstance(content.get("items"), list)
    ):
        raise TryAgainError("the answer is not the JSON of a search")


def _explain(code: str, said: str) -> str:
    advice = {
        "024": f"check {' and '.join(KEYS)} and that the application may use the search API",
        _QUOTA: "the day's quota is used up; run the same command again tomorrow to go on",
    }.get(code, "check the query")
    return f"naver: error {code} ({' '.join(said.split())[:120]}); {advice}"
