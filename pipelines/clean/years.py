"""Weighs the years that an undated article names: which of them, if any, is that of its news.

A release rarely says its year; it stands in the name of the call that was won, of the congress that
opens, of the plan that begins (`2021 ○○대상`), beside years that were or will be.  A feature is what
the words about a year say of it; what each counts for is fitted to annotated pages
(`scripts/fit_years.py`) and stands in `data/reference/choice_weights.tsv`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

Features = dict[str, float]
CHOICE = "year"
LIKELIER_THAN_NOT = 0.5
_FIRST = 2003
"""Years before are history."""
_YEAR = re.compile(r"(?<![\d.])(?P<whole>20[0-3]\d)(?!\d)|[‘'’](?P<short>[0-3]\d)(?=년|\s|[.-])")
_FORMS = {
    "day": r"(?:년도?)?\s?\d{1,2}월\s?\d{1,2}일",
    "month": r"(?:년도?)?\s?\d{1,2}월",
    "until": r"(?:년도?)?\s?(?:연말|말|상반기|하반기|초)?\s?까지",
    "part": r"(?:년도?)?\s?(?:말|초|상반기|하반기|중반)",
    "since": r"(?:년도?)?(?:부터|\s?이후|\s?이래)",
    "range": r"(?:년도?)?\s?[~∼-]",
    "name": r"년도?\s[가-힣A-Z‘'“「『(]",
    "edition": r"\s[가-힣A-Z]",
    "in": r"(?:년도?)?에(?:는|도)?\s",
    "behind": r"(?:년도?)?[’'”\"」』)]",
}
"""How the words go on behind a year; the first that fits."""
_FORM = [(name, re.compile(pattern)) for name, pattern in _FORMS.items()]
_BEFORE = {
    "quoted": re.compile(r"[‘'“「『\"]\s?(?:제\d+회\s)?$"),
    "range_end": re.compile(r"[~∼-]\s?$"),
    "past_word": re.compile(r"지난\s?$"),
    "coming": re.compile(r"오는\s?$"),
    "gone": re.compile(r"(?:지난해|작년|앞서)\s(?:[가-힣]{2,8}의\s)?[‘'“「『\"]?\s?$"),
}
"""What stands right before a year."""
_BEHIND = {
    "event": re.compile(
        r"[^.,\n]{0,36}?(?:엑스포|박람회|포럼|서밋|컨퍼런스|콘퍼런스|대상|어워드|어워즈|페스티벌|축제|공모전|위크|"
        r"대회|챌린지|총회|전시회|공모)"
    ),
    "call": re.compile(r"[^.,\n]{0,36}?(?:사업|공모|지원|선정|평가|인증)"),
    "ran": re.compile(
        r"\s[^\s.,]{1,12}[을를]\s(?!위한|대한|통한|향한)(?:[^\s.,]{1,4}한|벌인)\s"
        r"|\s(?:[^\s.,]{1,8}\s){0,2}[^\s.,]{2,8}[을를]\s시작으로"
    ),
    "printed": re.compile(r"[^.,\n]{0,24}(?:글|작품|사진)[’”\"']?(?:이|을|도)?\s(?:실|담)"),
    "awaited": re.compile(
        r"[^.,\n]{0,32}?(?:앞두|앞둔|대비[하해한]|(?<!투자)유치(?!설명|원|기관|대상)|준비|채비)"
    ),
    "reached": re.compile(r"[^.,\n’”]{2,30}(?:완성|달성|실현|구현|완공|준공|도약|시대)[’”\"']"),
    "finished": re.compile(r"[^.,\n]{0,36}?(?:준공|완료|마무리|끝내|끝마|마치고|마쳤)"),
    "goal": re.compile(r"[^.,\n]{0,32}?(?:예산|계획|목표|비전)"),
    "began": re.compile(
        r"[^.,]{0,22}?(?:(?:시작|개통|개소|설립|제정|출범|준공|구축)(?:한|된|해|됐|했)|문을\s연|지어진|세워진|들어선|벌인)"
    ),
}
"""What the year is that of, within its clause."""
_PAST = "".join(chr(0xAC00 + 28 * i + 20) for i in range(399)).replace("있", "").replace("겠", "")
"""Syllables that close with ㅆ, as every past form does."""
DAY_SAID = re.compile(
    r"(?<![\d월])\s(?P<d>\d{1,2})일(?:\s?(?:오전|오후))?\s?(?:밝혔|전했|발표했|설명했|알렸|말했|공개했|소개했)"
)
"""A bare day on which somebody spoke (`20일 밝혔다`)."""
_DAY_DONE = re.compile(
    r"(?<![\d월년.])\s(?:지난\s)?(?:\d{1,2}[~∼-])?\d{1,2}일(?!간|째|부터|까지|\s?동안)"
)
_AROUND = {
    "won": re.compile(
        r"선정됐|선정되|선정하였|선정했|최종\s선정돼|뽑혔|뽑힌|뽑혀|확정됐|합격|수상했|받았다고|낙점|마무리됐|마무리했"
    ),
    "said": DAY_SAID,
    "daydone": _DAY_DONE,
    "thisyear": re.compile(r"(?<![가-힣])올(?:해|\s(?=한\s해|상반기|하반기|봄|여름|가을|겨울|\d))"),
    "nextyear": re.compile(r"내년"),
    "background": re.compile(r"앞서|지난해|작년|재작년|그동안|이미|당시"),
    "done": re.compile(rf"[{_PAST}](?:다|고|으며|으나|습니다)"),
    "soon": re.compile(r"(?<![가-힣])오는\s(?:[3-9]|1[0-2])월"),
    "newyear": re.compile(r"(?<![가-힣])오는\s[12]월"),
    "held": re.compile(r"(?<![월\d])\s\d{1,2}일(?:부터|\s?[~∼-])\s?(?:[^.]{0,24}\s)?\d{1,2}일까지"),
    "lately": re.compile(r"(?<![가-힣])최근\s"),
}
"""What its sentence says besides."""
_AHEAD = re.compile(r"예정|계획|방침|까지")
_OTHER = frozenset({"gone", "past_word", "ran", "awaited", "newyear", "printed"})
"""Cues of a year that is not this one, or need not be."""
_PAIRED = frozenset({"won", "said", "background"})
"""Cues that count by the form of the year, too."""
_LATER_DONE = re.compile(
    rf"(?P<y>20\d{{2}})년\s?\d{{1,2}}월(?:에|에는)?\s[^.,]{{0,34}}?[{_PAST}](?:다|고|으며)"
)
"""A month of a year in which something was done: no year before it is the news'."""
_PLACED = frozenset({"quoted", "event", "call"})
"""Cues that count by the place of the year, too."""
_LEAD, _NEAR, _MOST = 2, 5, 5
_WORD = re.compile(r"[가-힣]{2,}|[A-Za-z]{2,}")
_STEM, _ENDING, _PARTICLE = 2, 3, 2
"""Letters that stand for a word, for how a sentence closes, for how a word before a year ends."""
_BESIDE, _BEHIND_AS_FAR, _BEFORE_AS_FAR = 0.5, 48, 24
"""What a word beside a year counts, where a cue counts 1, and the letters that are read for them."""
_QUOTE_CLOSED = re.compile(r"[^’”'\"」』)]{0,60}[’”'\"」』)]\s?(?P<then>[가-힣]{2,3})")


def year_of_news(
    title: str, sentences: Sequence[str], weights: Mapping[str, float]
) -> tuple[int, str] | None:
    """The year that is likelier than not that of the news, with the words that name it."""
    best, found = LIKELIER_THAN_NOT, None
    for year, features in year_features(title, sentences).items():
        odds = sum(weights.get(name, 0.0) * value for name, value in features.items())
        if (share := 1 / (1 + math.exp(-odds))) > best:
            best, found = share, year
    return (found, _named(found, title, sentences)) if found is not None else None


def year_features(title: str, sentences: Sequence[str]) -> dict[int, Features]:
    """What speaks for and against each year that headline and opening name, up to this one."""
    years: dict[int, Features] = {}
    for place, text in _fields(title, sentences):
        for match in _YEAR.finditer(text):
            year, said = _year(match), list(_said_of(match, text, place))
            if year is not None and not _OTHER & set(said):
                own = years.setdefault(year, {"times": 0.0})
                own["times"] += 1
                own.update(dict.fromkeys(said, 1.0))
                own.update(dict.fromkeys(_words_beside(match, text), _BESIDE))
    dated = _dated(sentences)
    done = max((int(m["y"]) for text in sentences for m in _LATER_DONE.finditer(text)), default=0)
    named = {year: own | _among(year, sorted(years)) | dated for year, own in years.items()
             if year >= done}  # fmt: skip
    return {year: own | {"times": min(own["times"], 3) / 3} for year, own in named.items()}


def _dated(sentences: Sequence[str]) -> Features:
    """Whether an article says on a bare day what it tells, the same for all its years."""
    told = any(DAY_SAID.search(f" {text}") for text in sentences[: _LEAD + 1])
    opens = _DAY_DONE.search(" " + " ".join(sentences[:_LEAD]))
    return {"told": float(told), "opens": float(opens is not None), "always": 1.0}


def _fields(title: str, sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Headline and sentences, each with its place."""
    yield "title", title
    for index, text in enumerate(sentences):
        yield "lead" if index < _LEAD else ("near" if index < _NEAR else "far"), text


def _year(match: re.Match[str]) -> int | None:
    year = int(match["whole"] or f"20{match['short']}")
    return year if _FIRST <= year <= date.today().year else None


def _said_of(match: re.Match[str], text: str, place: str) -> Iterator[str]:
    """The features of one mention: place, form, what stands before and behind, its sentence."""
    behind, before = text[match.end() : match.end() + 40], text[: match.start()][-12:]
    form = next((name for name, pattern in _FORM if pattern.match(behind)), "other")
    clause = re.sub(r"^년도?", "", behind)
    cues = [name for name, pattern in _BEFORE.items() if pattern.search(before)]
    cues += [name for name, pattern in _BEHIND.items() if pattern.match(clause)]
    cues += [name for name, pattern in _AROUND.items() if pattern.search(f" {text}")]
    cues += ["ahead"] if _AHEAD.search(text, match.end()) else []
    yield from (f"at={place}", f"form={form}", f"{place}|{form}", *cues)
    yield from (f"{cue}|{form}" for cue in cues if cue in _PAIRED)
    yield from (f"{cue}|{place}" for cue in cues if cue in _PLACED)


def _words_beside(match: re.Match[str], text: str) -> Iterator[str]:
    """The words behind a year and before it, and how its sentence closes, by their first letters."""
    behind = re.sub(r"^년도?", "", text[match.end() : match.end() + _BEHIND_AS_FAR])
    before = _WORD.findall(text[max(0, match.start() - _BEFORE_AS_FAR) : match.start()])
    follows, whole = _WORD.findall(behind), _WORD.findall(text)
    yield from (f"behind:{word[:_STEM]}" for word in follows)
    yield from (f"next:{word[:_STEM]}" for word in follows[:1])
    yield from (f"before:{word[:_STEM]}" for word in before)
    yield from (f"from:{word[-_PARTICLE:]}" for word in before[-1:])
    for word in whole[-1:]:
        yield from (f"end:{word[:_STEM]}", f"close:{word[-_ENDING:]}")
    closed = _QUOTE_CLOSED.match(text, match.end())
    if closed:
        yield f"then:{closed['then']}"


def _among(year: int, years: list[int]) -> Features:
    """How a year stands among all that an article names."""
    later = [other for other in years if other > year]
    earlier = [other for other in years if other < year]
    return {
        "latest": float(not later),
        "earliest": float(not earlier),
        "only": float(len(years) == 1),
        "years": min(len(years), _MOST) / _MOST,
        "next_named": float(year + 1 in later),
        "last_named": float(year - 1 in earlier),
        "later": min(len(later), 3) / 3,
    }


def _named(year: int, title: str, sentences: Sequence[str]) -> str:
    """The words that name a year, with what it is that of."""
    for _, text in _fields(title, sentences):
        for match in _YEAR.finditer(text):
            if _year(match) == year:
                return text[match.start() : match.end() + 24].split(",")[0].strip()
    return str(year)
