"""`citytrends fetch`: its parser, and what it does with its arguments."""

# ruff: noqa: PLC0415 - the HTTP client is imported by the command that needs it

from __future__ import annotations

import argparse
import os
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from pipelines.errors import InputError

DONE, SOME_FAILED = 0, 1


def add_fetch(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command with its three services."""
    text = "download with your own key from the environment"
    services = subparsers.add_parser("fetch", help=text, description=text).add_subparsers(
        metavar="SERVICE", required=True
    )
    naver = _service(services, "naver", "news search; needs NAVER_CLIENT_ID, NAVER_CLIENT_SECRET")
    naver.add_argument("query", metavar="QUERY", help="words as in the search box")
    naver.add_argument("--sort", choices=("date", "sim"), default="date", help="newest or best")
    naver.add_argument(
        "--limit",
        type=int,
        default=1000,
        metavar="N",
        help="stop after N articles, 1000 at most; an answer has 100",
    )
    naver.set_defaults(command=fetch_naver)
    korea_kr = _service(services, "korea_kr", "press releases; needs DATA_GO_KR_KEY")
    korea_kr.add_argument("--from", dest="first", type=_day, required=True, metavar="YYYY-MM-DD")
    korea_kr.add_argument("--to", dest="last", type=_day, required=True, metavar="YYYY-MM-DD")
    korea_kr.set_defaults(command=fetch_korea_kr)
    rss = _service(services, "rss", "feeds by their addresses; needs no key")
    rss.add_argument("urls", nargs="+", metavar="URL", help="several go into a FILE.zip")
    rss.set_defaults(command=fetch_rss)


def _service(
    services: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    parser = services.add_parser(name, help=text, description=text)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write")
    if name != "rss":
        parser.add_argument("--endpoint", metavar="URL", help="another address of the service")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2023-05-31") from None


def _key(name: str) -> str:
    """Take a key from the environment; its value is never shown."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise InputError(f"{name} is not set; put your own key into the environment variable")
    if not (value.isascii() and value.isprintable()):
        raise InputError(f"{name} holds characters that no key has; copy the key once more")
    return value


def fetch_naver(arguments: Namespace) -> int:
    """Download a news search."""
    from pipelines.fetch import naver
    from pipelines.fetch.client import Client

    query = naver.NaverQuery(arguments.query, arguments.sort, arguments.limit)
    keys = (_key(naver.KEYS[0]), _key(naver.KEYS[1]))
    with Client("naver", naver.MANNERS) as client:
        found = naver.fetch_naver(
            query, keys, arguments.out, client, arguments.endpoint or naver.ENDPOINT
        )
    print(f"{found.articles:,} of {found.total:,} articles written to {arguments.out}")
    if found.total > naver.LAST_START and found.articles < found.total:
        print(
            f"the service gives {naver.LAST_START:,} at most; narrow the query for others",
            file=sys.stderr,
        )
    return DONE


def fetch_korea_kr(arguments: Namespace) -> int:
    """Download press releases."""
    from pipelines.fetch import korea_kr
    from pipelines.fetch.client import Client

    key = _key(korea_kr.KEY)
    days = korea_kr.Days(arguments.first, arguments.last)
    with Client("korea_kr", korea_kr.MANNERS) as client:
        count = korea_kr.fetch_korea_kr(
            days, key, arguments.out, client, arguments.endpoint or korea_kr.ENDPOINT
        )
    print(f"{count:,} press releases written to {arguments.out}")
    return DONE


def fetch_rss(arguments: Namespace) -> int:
    """Download feeds; one that does not come costs only itself."""
    from pipelines.fetch import rss
    from pipelines.fetch.client import Client

    found = rss.fetch_rss(arguments.urls, arguments.out, lambda url: Client(url, rss.MANNERS))
    for problem in found.problems:
        print(f"error: {problem}", file=sys.stderr)
    print(f"{found.taken:,} of {len(arguments.urls):,} feeds written to {arguments.out}")
    return SOME_FAILED if found.problems else DONE
