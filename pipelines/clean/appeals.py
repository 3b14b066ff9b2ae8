"""Reads the outlets that pages name when they speak of themselves: prints, appeals, own articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipelines.clean.claims import Claim, is_masthead, may_be_name
from pipelines.clean.dateline import BRACKET, read_dateline
from pipelines.clean.lines import Kind, Line
from pipelines.clean.press import LIKE_OUTLET, NETWORKS
from pipelines.clean.rules import PageRules

_NAME = r"(?P<name>[가-힣A-Za-z0-9.&]{2,14})"
_SITE = (
    r"^\W{0,3}(?:[이본]\s기사는\s)?(?P<name>[가-힣A-Za-z0-9][^()<>\n]{1,19}?)\s?"
    r"(?:홈페이지|웹사이트|누리집)?\s?(?:\([^()\s]{4,60}\))?\s?"
)
_PRINTED = re.compile(rf"{_SITE}에서\s(?:프린트|인쇄|출력)\s?(?:되었|됐|된|됨)")
_SITED = re.compile(rf"{_SITE}$")
_APPEALS = (
    re.compile(
        rf"^{_NAME}(?:에|의|은|는)\s(?:[가-힣A-Z]{{1,6}}\s)?(?:제보|정기후원|후원|구독|독자|여러분의|지역신문발전)"
    ),
    re.compile(
        rf"^{_NAME}\s(?:좋은\s기사\s|시청자\s?|독자\s?|정기\s?|기사\s?)?(?:제보|후원|구독\s?신청|뉴스레터|독자\s?권익)"
    ),
    re.compile(rf"[‘'“\"]{_NAME}[’'”\"]\s(?:기사\s내용을|채널을?\s(?:추가|검색|구독)|검색)"),
)
"""How an outlet asks for hints and gifts, and how a digest names whose article it cuts short."""
_APPEAL_HINT = (
    "제보", "후원", "구독", "뉴스레터", "기사 내용을", "채널", "검색", "앱 다운로드", "지역신문발전",
)  # fmt: skip
_WORD = re.compile(r"[가-힣A-Za-z0-9]{2,14}")
_PARTICLE = re.compile(r"(?<=.)(?:뉴스)?(?:에서|에|의|은|는|을|를|로)?$")
"""What stands behind an outlet's name in an appeal: `바다뉴스를 구독해 주세요`."""
_NETWORK = re.compile("|".join(NETWORKS))
_MARKS = " ▶▷☞■□●◆·•-–[]<>『』※*"
_SIGNED_END = re.compile(
    r"[\[<【〈(]\s?(?P<inside>[^\[\]<>【】〈〉()]{2,12}\s?[=/·|]?\s?[가-힣]{2,4}\s?(?:선임|인턴|객원|수습)?기자)\s?[\]>】〉)]$"
    r"|[.”’\"']\s?[/(]\s?(?P<wire>[가-힣A-Za-z0-9]{2,12})\)?$|^[/(]\s?(?P<alone>[가-힣A-Za-z0-9]{2,12})\)?$"
    r"|기자\s?[/|·(]\s?(?P<behind>[가-힣A-Za-z0-9]{2,12})\)?$"
)
"""How an article's last words are signed: `…계획이다.[바다일보 김하늘 기자]`, `…밝혔다. /바다통신`."""
_PRINT_LINES, _APPEAL_LINES, _OPENING, _SIGNED_LINES = 80, 30, 6, 3
"""Lines about an article in which a print's mark, an appeal, an opening mark, a signature stands."""
_PRINTS, _STATION, _SIGNS, _ASKS, _LIKELY = 9, 6, 5, 4, 2
"""Weights: a print's own line, a station's name, a signature, an appeal, one of an unlike name."""
_LINE = 90


def of_print(lines: list[Line]) -> Iterator[Claim]:
    """The site that a print names: `이 기사는 바다골 홈페이지(bada.example)에서 프린트 되었습니다`."""
    first = next((line.text for line in lines[:2] if "홈페이지(http" in line.text), "")
    found = _SITED.match(first) if len(first) <= _LINE else None
    for line in lines[-_PRINT_LINES:]:
        if "에서 " in line.text and not found:
            found = _PRINTED.match(line.text.strip(" |"))
    if found and "기사" not in found["name"]:
        yield found["name"].strip(), _PRINTS


def of_appeals(below: Iterable[Line], rules: PageRules) -> Iterator[Claim]:
    """The outlet that asks for hints, gifts or readers below its article."""
    for line in [line for line in below if line.text][:_APPEAL_LINES]:
        if len(line.text) > 2 * _LINE or not any(hint in line.text for hint in _APPEAL_HINT):
            continue
        text = line.text.strip(_MARKS)
        match = next(filter(None, (appeal.search(text) for appeal in _APPEALS)), None)
        name = match["name"].removesuffix("제보") if match else ""
        if known := _known_in(text, rules):
            yield known, _ASKS
            return
        if not name or name.lower() in rules.portals:
            continue
        if is_masthead(name, rules) or LIKE_OUTLET.match(name):
            yield name, _ASKS
            return
        if "기사 내용을" in text and may_be_name(name, rules):
            yield name, _LIKELY
            return


def _known_in(text: str, rules: PageRules) -> str | None:
    """The first outlet of the table that an appeal names, be it with a particle behind it."""
    for word in _WORD.findall(text):
        for name in (word, _PARTICLE.sub("", word)):
            if name in rules.outlets:
                return name
    return None


def of_own_words(article: list[Line], below: Iterable[Line], rules: PageRules) -> Iterator[Claim]:
    """The outlet whose mark opens a paragraph behind a caption, or signs an article's last words."""
    opening = [line for line in article if line.text][:_OPENING]
    for line in opening:
        text = line.text[line.text.find("| [") + 2 :] if "| [" in line.text else line.text
        if line.kind is Kind.PROSE and text[0] in "[【<(" and BRACKET.match(text):
            name = read_dateline(text, rules).outlet
            if name and (name in rules.outlets or LIKE_OUTLET.match(name)):
                yield name, _SIGNS
                break
    for line in (*article[-1:], *[line for line in below if line.text][:_SIGNED_LINES]):
        match = _SIGNED_END.search(line.text)
        if match is None:
            continue
        name = match["wire"] or match["alone"] or match["behind"]
        if match["inside"]:
            name = read_dateline(f"[{match['inside']}] ", rules).outlet
        if name and is_masthead(name, rules):
            yield name, _SIGNS if match["inside"] or match["behind"] else _LIKELY
            return


def of_station(lines: Iterable[Line], rules: PageRules) -> Iterator[Claim]:
    """The local station that a page's frame names above all, before its network and programmes."""
    named = Counter(
        name
        for line in lines
        if _NETWORK.search(line.text) and line.kind is not Kind.PROSE
        for name in rules.stations.findall(line.text)
    )
    first = named.most_common(2)
    if first and first[0][1] >= 2 * sum(count for _, count in first[1:]):
        yield first[0][0], _STATION
