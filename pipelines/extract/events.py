"""Days on which something of a project happens, with its stage.

`23일`, `지난달 8일`, `오는 18일`, `내년 1월 1일` are resolved only from a certain day of publication;
the day of an announcement (…일 밝혔다) is no event.  Without an anchor a date counts only where the
text writes it out in full.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.clean.dates import day_or_none
from pipelines.extract.text import Text
from pipelines.model import EventFinding, Precision
from pipelines.reference import Reference

_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})년\s?|(?P<rel>올해|금년|지난해|작년|내년|전년)\s?)?"
    r"(?:(?P<mrel>이달|지난달|다음\s?달|내달|같은\s?달|이번\s?달)\s?|(?P<month>1[0-2]|0?[1-9])월\s?)?"
    r"(?:(?P<dir>오는|지난)\s)?"
    r"(?<![\d.,:])(?P<day>3[01]|[12]\d|0?[1-9])일(?!간|째|동안|분|차|\s?동안|\s?만에|\s?안에|\s?이내|\s?내내|\d|반|장|꼴|대)"
)
_DIRECTION = re.compile(r"(?:오는|지난)\s$")
_GLUED = re.compile(r"(?<![\d.,:\-])(?P<month>1[0-2]|[1-9])(?P<day>3[01]|[12]\d|0?[1-9])일(?!간|째|동안|\d)")
_SAID = re.compile(
    r"^\s?(?:오전|오후)?\s?(?:\d+시\s?)?(?:이같이\s|이렇게\s|보도자료를\s통해\s)?(?:밝혔|전했|말했|설명했|알렸|덧붙|강조했)"
)
_SINCE = re.compile(r"^\s?(?:현재|기준|자)")
_UNTIL = re.compile(r"^\s?(?:까지|부터)")
_RANGE = re.compile(r"^\s?[~∼-]\s?\d{1,2}일|^\s?부터\s")
_DAY_BEFORE = re.compile(r"(?<![가-힣])(?P<word>전날|하루 전|이튿날|다음 날|다음날|당일|이날)(?![가-힣]{2})")
_EDITION = re.compile(r"[‘'“\"][^’'”\"]*$")
_STAGES = (
    "halted", "agreement", "evaluation", "selected", "pilot", "launch", "opened", "exchange",
    "expansion", "bid", "plan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    on: date
    start: int
    end: int
    rule: str


class Events:
    """Finds the dated events of an article."""

    def __init__(self, reference: Reference) -> None:
        terms = reference.lexicon("stage")
        self._stage = {
            stage: re.compile("|".join(re.escape(t) for t, s in terms if s == stage))
            for stage in _STAGES
        }

    def find(self, text: Text) -> list[EventFinding]:
        """One finding a day and stage, in text order."""
        found: dict[date, EventFinding] = {}
        for item in self._dates(text):
            stage = self._stage_of(text, item)
            if stage is None or item.on in found:
                continue
            precision: Precision = "day"
            found[item.on] = EventFinding(
                item.on, item.on, item.on, precision, stage, item.rule, 0.85,
                text.evidence(item.start, item.end), item.start, item.end,
            )  # fmt: skip
        return list(found.values())

    def _dates(self, text: Text) -> list[_Found]:
        published = text.article.published.on
        found: list[_Found] = []
        context: date | None = None
        for match in _DATE.finditer(text.body):
            after = text.body[match.end() : match.end() + 24]
            on, rule = self._resolve(text, match, published, context)
            if on is None:
                continue
            if match["year"] or match["month"] or match["mrel"]:
                context = on
            if _SAID.match(after) or _SINCE.match(after):
                continue
            if _UNTIL.match(after) and after.lstrip().startswith("까지"):
                continue
            found.append(_Found(on, match.start(), match.end(), rule))
        found.extend(self._glued(text, published))
        found.extend(self._day_words(text, published))
        return sorted(found, key=lambda f: f.start)

    def _resolve(
        self, text: Text, match: re.Match[str], published: date | None, context: date | None
    ) -> tuple[date | None, str]:
        day = int(match["day"])
        if match["year"] and match["month"]:
            return day_or_none(match["year"], match["month"], day), "full_date"
        if published is None:
            return None, ""
        year = self._year(match["rel"], published)
        if match["mrel"]:
            month = self._month(match["mrel"], published, context)
            return (day_or_none(month.year, month.month, day) if month else None), "month_word"
        ahead = match["dir"] == "오는" or bool(re.search(r"오는\s$", text.body[: match.start()]))
        if match["month"]:
            return self._of_month(int(match["month"]), day, year, match["rel"], published, ahead)
        return self._of_day(day, published, ahead)

    @staticmethod
    def _year(word: str | None, published: date) -> int:
        return published.year + {"지난해": -1, "작년": -1, "전년": -1, "내년": 1}.get(word or "", 0)

    @staticmethod
    def _month(word: str, published: date, context: date | None) -> date | None:
        if word.startswith("같은"):
            return context
        first = published.replace(day=1)
        if word == "지난달":
            return (first - timedelta(days=1)).replace(day=1)
        if word.replace(" ", "") in ("다음달", "내달"):
            return (first + timedelta(days=32)).replace(day=1)
        return first

    @staticmethod
    def _of_month(
        month: int, day: int, year: int, word: str | None, published: date, ahead: bool
    ) -> tuple[date | None, str]:
        found = day_or_none(year, month, day)
        if found is None or word:
            return found, "month_and_day"
        if ahead and found < published:
            return day_or_none(year + 1, month, day), "month_and_day"
        if not ahead and (found - published).days > 150:
            return day_or_none(year - 1, month, day), "month_and_day"
        return found, "month_and_day"

    @staticmethod
    def _of_day(day: int, published: date, ahead: bool) -> tuple[date | None, str]:
        """A bare day: the nearest one behind, or ahead where the text looks ahead."""
        first = published.replace(day=1)
        if ahead:
            month = first if day >= published.day else (first + timedelta(days=32)).replace(day=1)
        elif day <= published.day:
            month = first
        elif day - published.day <= 3 and day <= calendar.monthrange(first.year, first.month)[1]:
            month = first  # 17일 기사가 18일 행사를 예고한다
        else:
            month = (first - timedelta(days=1)).replace(day=1)
        return day_or_none(month.year, month.month, day), "day"

    @staticmethod
    def _glued(text: Text, published: date | None) -> list[_Found]:
        """`527일` for 5월 27일: only where no month has so many days."""
        found = []
        for match in _GLUED.finditer(text.body):
            if published is None or int(match["month"] + match["day"]) <= 31:
                continue
            on = day_or_none(published.year, match["month"], match["day"])
            if on and (on - published).days > 150:
                on = day_or_none(published.year - 1, match["month"], match["day"])
            if on and not _SAID.match(text.body[match.end() : match.end() + 20]):
                found.append(_Found(on, match.start(), match.end(), "glued"))
        return found

    def _day_words(self, text: Text, published: date | None) -> list[_Found]:
        """`전날` from the day of publication, where the lead announces on it."""
        if published is None:
            return []
        found = []
        for match in _DAY_BEFORE.finditer(text.body):
            if match["word"] in ("전날", "하루 전") and match.start() < text.lead_end + 200:
                said = re.search(r"(\d{1,2})일\s?(?:밝혔|전했)", text.body[: text.lead_end + 200])
                if said and int(said.group(1)) == published.day:
                    found.append(
                        _Found(published - timedelta(days=1), *match.span(), "day_before")
                    )
        return found

    def _stage_of(self, text: Text, item: _Found) -> str | None:
        """The stage by the nearest predicate behind the date, then of the whole sentence."""
        sentence = text.sentence_at(item.start)
        after = text.body[item.end : sentence.end]
        best: tuple[int, str] | None = None
        for stage in _STAGES:
            match = self._stage[stage].search(after)
            if match and (best is None or match.start() < best[0] - 2):
                best = (match.start(), stage)
        if best is not None:
            return best[1]
        before = text.body[sentence.start : item.start]
        return next((s for s in _STAGES if self._stage[s].search(before)), None)
