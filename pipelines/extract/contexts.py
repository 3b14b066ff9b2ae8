"""Unknown organisations by the words around them: labels, lists, consortia, employers, roles.

Nothing in such a name says that it is one (이튜, 로이쿠); its place in the sentence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipelines.extract.naming import Organisation, trim
from pipelines.extract.text import Sentence, Text, found_in, matches_at
from pipelines.reference import Reference

_ITEM = r"[가-힣A-Za-z0-9&㈜()\-]{2,18}"
_NAME = r"[가-힣A-Za-z0-9&\-]{2,14}"
_LABEL_WORDS = (
    r"주관사|참여사|운영사|개발사|시행사|시공사|협력사|전문업체|전문기업|전문\s기업|스타트업|벤처기업|주관기업|참여기업|"
    r"수행기관|주관기관|제조사|통신사|통신회사|통신사업자|지원기관|건설사|플랫폼 기업|사회적기업|운용사|공급사|사업자|"
    r"사업시행자|시행자|특수목적법인|사업법인|운영법인|기업|업체|회사|중소기업|대기업"
)
"""One list, so that its first letters tell where a search may begin."""
_LABEL = re.compile(
    rf"(?:{_LABEL_WORDS})(?:인|으로는|로는)?\s(?P<name>{_NAME}?)"
    r"(?=(?:와|과|는|은|이|가|의|에|로부터)(?:\s|$)|[,·(])"
)
_QUOTED = re.compile(
    rf"(?:{_LABEL_WORDS})(?:인)?\s?[‘'](?P<name>[가-힣A-Za-z0-9& \-]{{2,20}})[’']"
    r"(?=와|과|는|은|이|가|를|을|의|에|로|\()"
)
_SURNAME = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허남심노하곽성차주우구민유나진지엄채원천방공현함변염여추"
    "도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용봉태가경갈감강빈사탁"
)
_TITLE = r"(?:대표이사|공동대표|대표|이사|상무|전무|부사장|사장)"
_AFTER_TITLE = r"(?=[이가은는과와의을도,·)]|\s(?!기관|기업|단체|자격)|$)"
_EMPLOYER = re.compile(
    rf"(?<![가-힣])[{_SURNAME}][가-힣]{{1,3}}\s(?P<name>{_NAME})\s{_TITLE}{_AFTER_TITLE}"
    rf"|(?<![가-힣])(?P<first>{_NAME})\s(?P<person>[{_SURNAME}][가-힣]{{2}})\s{_TITLE}{_AFTER_TITLE}"
)
_TITLED = re.compile(rf"\s{_TITLE}")
_HUMAN = re.compile(rf"[{_SURNAME}][가-힣]{{2}}")
_BETWEEN = re.compile(
    r"(?:\s?[가-힣]{0,8}(?:본부|지사|지부|지회|사업단))?(?:\([^)]{1,24}\))?\s?(?:[,·ㆍ・/、△▲▷▶◆○]|와\s|과\s|및\s)(?:[^.]|㈜)*(?:[,·ㆍ・/、△▲▷▶◆○]|와|과|및)\s?$"
)
_AFTER = re.compile(
    r"(?P<items>(?:\([^)]{1,24}\))?(?:\s?(?:[,·ㆍ・/、△▲▷▶◆○]|와\s|과\s|및\s)\s?[가-힣A-Za-z0-9&()㈜\-]{2,16}){1,8}?)\s?"
    r"(?=등(?:이|과|은|의|을)?\s(?:\d+|[가-힣]{1,2})?\s?(?:개|곳|여)?\s?(?:기관|기업|업체|사\s|곳|개)"
    r"|등\s[가-힣·\s]{1,16}?(?:업체|기업|기관|대학|회사)|등과\s|등이\s|컨소시엄|등이다|등입니다|등이며|(?:이|가)\s이름을\s올)"
)
_LAST = re.compile(rf"(?:\([^)]{{1,24}}\))?\s?[,·ㆍ]\s?(?P<name>{_NAME}?)(?:와|과)\s")
_COUNT = re.compile(
    r"\s등\s(?:(?:[가-힣]{2,4}\s)?[가-힣]{0,2}(?:기업|업체)\s?\d+(?:곳|개)|"
    r"\d+개\s?(?:기업|업체|회사|사(?![가-힣])|스타트업))"
)
_MEMBERS = re.compile(
    r"(?:(?:컨소시엄|연합체)에는|(?:(?:참여|협약|선정|수행|협력|뽑힌|선정된)\s?(?:기업|업체|기관|회사|스타트업)|참여사|협력사)"
    r"(?:에는|은|는|으로는|로는))\s(?P<items>[△▲▷]?\s?[가-힣A-Za-z0-9&㈜]{2,16}(?:\([^)]{1,30}\))?"
    r"(?:(?:\s?[,·△▲▷]\s?|[와과]\s){1,2}[가-힣A-Za-z0-9&㈜]{2,16}?(?:\([^)]{1,30}\))?){1,12})"
    r"(?=[이가]\s|\s등|이다|다\.|로\s|[을를]\s)"
)
"""Who is told to belong to a consortium or to be chosen, in a list of two or more."""
_MEMBERS_AT = re.compile(r"[컨연참협선수뽑](?:소시|합체|여|약|정|행|력|힌)")
_TEAMS = re.compile(r"컨소시엄|연합체")
_TEAMED = re.compile(
    r"(?:\s등(?:(?:\s[가-힣]{1,6}){0,2}\s(?:기업|업체|기관|대학)(?:들)?)?)?(?:와|과|으로|로)\s(?:함께\s)?(?:컨소시엄|연합체)(?:을|를)?\s(?:구성|꾸|이뤄|이루|맺)"
)
_LIST_BEFORE = re.compile(rf"{_ITEM}(?:(?:\s?[,·ㆍ]\s?|\s(?:및|그리고)\s|[와과]\s){_ITEM}){{0,8}}$")
_TEAM = re.compile(rf"(?<![가-힣A-Za-z])(?P<name>{_NAME}?)\s컨소시엄(?=[이은가과의을]|\s|,)")
_TEAM_QUOTED = re.compile(
    r"[‘'“\"](?P<name>[가-힣A-Za-z0-9&]{2,12}(?:\s[가-힣A-Za-z0-9&]{1,12}){1,2}\s컨소시엄)(?=[’'”\"(])"
)
_LEADS = re.compile(r"[을를]\s(?:주관사|주관기관|운영사|시공사|운영기관|수행기관)로")
_AS_LEAD = re.compile(rf"(?P<name>{_NAME}?){_LEADS.pattern}")
_JOINERS = re.compile(
    rf"(?P<items>(?:\s?(?:,|·|와\s|과\s)\s?{_NAME}){{1,6}}?)(?:이|가)\s(?:[^\s.]{{1,12}}\s){{0,2}}?"
    r"(?:참여|함께|힘을|협약|손잡|들어|시와\s|군과\s|구와\s)"
)
_BEFORE = re.compile(rf"(?<![가-힣A-Za-z0-9])(?P<name>{_NAME}?)(?:와|과|,|·)\s?$")
_LEFT = re.compile(
    rf"(?<![가-힣A-Za-z0-9&])(?:{_NAME}?(?:\([^)]{{1,24}}\))?(?:\s?[,·]\s?|[와과]\s)){{1,8}}$"
)
_RIGHT = re.compile(
    rf"(?:\([^)]{{1,24}}\))?(?:(?:\s?[,·]\s?|\s및\s){_NAME}?){{1,8}}(?=(?:[이가은는도]|등|등이|등은|등도)\s|\s등)"
)
_LIST_ITEM = re.compile(rf"(?P<name>{_NAME}?)(?=\s?[,·(]|[와과]\s|\s|$|[은는이가도의]\s)")
_MIXED = re.compile(r"[가-힣]{1,6}[A-Z&]{2,5}|[A-Z]{1,3}-?[가-힣]{2,6}")
_SPLIT = re.compile(r"\s?(?:[,·ㆍ・∙/、△▲▷▶◆○]|와\s|과\s|및\s|그리고\s)\s?")
_LEGAL = re.compile(
    r"^(?:농업회사법인|영농조합법인|사회적기업|주식회사|유한회사|사단법인|재단법인)\s"
)
_NOT_ITEM = re.compile(
    r"(?:하는|하고|했|된|되는|있는|있|위한|통해|대한|따라|등이|등은|관계자|담당자|책임자|사무소|대표|시장|군수|구청장|도지사|교수|전문가|"
    r"[었았했였렀]고$|[으하]며$|면서$|지만$|는데$|주민|시민|공무원|학생|기업들|기관들|지역|분야|서비스|시스템은|사업|구축|개발|운영|기술은|센터는|이며|하며|으로|에서)"
)
_COMMON_END = re.compile(
    r"[\d.,%]+.*|.*(?:시|군|구|도|읍|면|동|부|원|명|곳|것|들|[시군구도]청|[장총]관상|총리상|[통령표회원][령장]상|[금은동]상|대회|[장차]관|지사|[업시]관)"
)
_TOWN_HALL = re.compile(r"[가-힣]{1,6}[시군구도]청")
_LABELLED_END = re.compile(
    r"[\d.,%]+.*|.*(?:들|하는|되는|있는|으로|에서|까지|부터|대상|임직원|직원|관계자|등)"
)
_ROLE = re.compile(
    rf"(?:^|[,.]\s|[가-힣]\s)(?P<name>{_NAME})(?:은|는|이|가)\s(?:[^,.]{{2,50}}?)(?:을|를)"
    r"(?=,\s|\s(?:맡|담당|대고|댄|제공|시험|짓|설계|공급|내놓|선보))"
)
_ROLE_COMMON = re.compile(
    r".*(?:자|관|생|민|팀|반|단|과|국|실|처|청|회|기관|학교|병원|경찰|소방|정부|업|측|들|이|당국)"
)
_FIRMS = re.compile(r"기업|업체|회사|컨소시엄|스타트업|과제")


class Contexts:
    """Finds organisations that only their surroundings give away."""

    def __init__(self, reference: Reference) -> None:
        self._stop = {term for term, _ in reference.lexicon("org_stop")}
        self._not_org = tuple(term for term, _ in reference.lexicon("not_org"))
        self._stop |= set(self._not_org)
        self._stop |= {name for name, _ in reference.countries}
        self._plain = tuple(term for term, _ in reference.lexicon("plain_noun"))
        self._stop |= {
            name for r in reference.regions for name in (r.name, r.short_name, *r.aliases)
        }
        self._kinds = dict(reference.lexicon("org_suffix")) | dict(reference.lexicon("org_hint"))
        self._hints = tuple(self._kinds)

    def labelled(self, body: str) -> Iterator[Organisation]:
        """`스타트업 세븐포인트원과`, `전문 기업인 ‘오토노머스 에이투지’가`."""
        for match in _LABEL.finditer(body):
            if len(match["name"]) > 2 and self._could_be_name(match["name"], _LABELLED_END):
                yield self._named(match["name"], match.start("name"), "label")
        for match in _QUOTED.finditer(body):
            yield self._named(match["name"].strip(), match.start("name"), "label")

    def employers(self, body: str) -> Iterator[Organisation]:
        """`박가비 다음소프트 이사`, `천지인교육 박찬솔 대표`."""
        if not _TITLED.search(body):
            return
        for match in _EMPLOYER.finditer(body):
            group = "name" if match["name"] else "first"
            name = match[group]
            if _HUMAN.fullmatch(name) or (match["first"] and match["person"] in self._stop):
                continue
            if len(name) > 2 and trim(name) == name and self._could_be_name(name, _LABELLED_END):
                yield self._named(name, match.start(group), "employer")

    def listed(self, text: Text, known: list[Organisation]) -> Iterator[Organisation]:
        """Unknown members of lists in which organisations stand, or that a list calls firms."""
        teamed = found_in(_TEAMS, _TEAMED, text.body)
        for match in (*_COUNT.finditer(text.body), *teamed):
            start = max(text.sentence_at(match.start()).start, match.start() - 110)
            items = _LIST_BEFORE.search(text.body, start, match.start())
            if items and (match.re is _TEAMED or _SPLIT.search(items.group(0))):
                yield from self._items(items.start(), items.group(0))
        for match in matches_at(_MEMBERS_AT, _MEMBERS, text.body):
            yield from self._items(match.start("items"), match["items"])
        teams = found_in(_TEAMS, _TEAM, text.body)
        leads = _AS_LEAD.finditer(text.body) if _LEADS.search(text.body) else ()
        for match in (*teams, *leads):
            whole = (
                trim(match["name"]) == match["name"] and match["name"][-1] not in "한된간린은는던할"
            )
            if whole and self._could_be_name(match["name"], _LABELLED_END):
                yield self._named(match["name"], match.start("name"), "list")
        for match in _TEAM_QUOTED.finditer(text.body):
            start, end = match.span("name")
            if all(end <= o.start or o.end <= start for o in known):
                yield self._named(match["name"], start, "list")
        by_sentence: dict[int, list[Organisation]] = {}
        for organisation in known:
            index = text.sentence_at(organisation.start).index
            by_sentence.setdefault(index, []).append(organisation)
        for index, inside in by_sentence.items():
            yield from self._in_sentence(text.body, text.sentences[index], inside)

    def _in_sentence(
        self, body: str, sentence: Sentence, inside: list[Organisation]
    ) -> Iterator[Organisation]:
        for left, right in pairwise(inside):
            gap = body[left.end : right.start]
            if 3 <= len(gap) <= 90 and "." not in gap and _BETWEEN.match(gap):
                yield from self._items(left.end, gap)
        for organisation in inside:
            match = _AFTER.match(body, organisation.end, sentence.end)
            if match:
                yield from self._items(organisation.end, match["items"])
            match = _JOINERS.match(body, organisation.end, sentence.end)
            if match and len(inside) > 1:
                yield from self._items(organisation.end, match["items"])
            yield from self._first(body, organisation, sentence, len(inside))
            yield from self._around(body, organisation, sentence)
            last = _LAST.match(body, organisation.end, sentence.end)
            if last and (len(inside) > 1 or last["name"].endswith(self._hints)):
                yield from self._items(last.start("name"), last["name"])

    def _around(
        self, body: str, organisation: Organisation, sentence: Sentence
    ) -> Iterator[Organisation]:
        """All of a list of three or more in which one organisation is known."""
        left = _LEFT.search(body, max(sentence.start, organisation.start - 90), organisation.start)
        right = _RIGHT.match(body, organisation.end, min(sentence.end, organisation.end + 90))
        items = [
            (m["name"], m.start("name"))
            for part in (left, right) if part
            for m in _LIST_ITEM.finditer(body, part.start(), part.end())
        ]  # fmt: skip
        if len(items) < 2:
            return
        for written, start in items:
            name = trim(written) if start > organisation.end else written
            plain = name.endswith(self._plain) or name[-1] in "을를의에관로역점길장"
            telling = len(name) >= 4 or name.endswith(self._hints) or _MIXED.fullmatch(name)
            if telling and not plain and self._could_be_name(name, _COMMON_END):
                yield self._named(name, start, "list")

    def _first(
        self, body: str, organisation: Organisation, sentence: Sentence, count: int
    ) -> Iterator[Organisation]:
        """The unknown name in front of a list of known ones (진인프라와 현대자동차, 기아)."""
        match = _BEFORE.search(
            body, max(sentence.start, organisation.start - 18), organisation.start
        )
        goes_on = re.match(
            r"\s?(?:[,·]|와\s|과\s|등)", body[organisation.end : organisation.end + 3]
        )
        if match is None or goes_on is None:
            return
        sure = count > 1 or _MIXED.fullmatch(match["name"])
        if sure and self._could_be_name(match["name"], _COMMON_END):
            yield self._named(match["name"], match.start("name"), "list")

    def _items(self, start: int, gap: str) -> Iterator[Organisation]:
        gap = re.sub(r"\([^)]*\)", lambda m: " " * len(m.group(0)), gap)
        position = 0
        for item in _SPLIT.split(gap):
            at = gap.find(item, position)
            position = at + len(item)
            name = _LEGAL.sub("", item.strip(" ,·㈜"))
            name = trim(name) if name.endswith(("와", "과", "의")) else name
            if self._could_be_name(name, _COMMON_END):
                yield self._named(name, start + gap.find(name, at), "list")

    def roles(self, text: Text) -> Iterator[Organisation]:
        """`스튜디오갈릴레이가 버스를, 로이쿠가 택시를 맡는다`: two subjects with their objects."""
        if not _FIRMS.search(text.body):
            return
        for sentence in text.sentences:
            words = text.body[sentence.start : sentence.end]
            if words.count("를,") + words.count("을,") == 0:
                continue
            found = [m for m in _ROLE.finditer(words) if self._could_play(m["name"])]
            if len(found) >= 2:
                for match in found:
                    yield self._named(match["name"], sentence.start + match.start("name"), "role")

    def _could_play(self, name: str) -> bool:
        plain = _ROLE_COMMON.fullmatch(name) is not None
        return len(name) >= 3 and not plain and self._could_be_name(name, _COMMON_END)

    def _could_be_name(self, name: str, plain: re.Pattern[str]) -> bool:
        if not 2 <= len(name) <= 16 or name in self._stop or name in self._kinds or " " in name:
            return False
        if _MIXED.fullmatch(name):
            return not any(name.endswith(word) for word in self._not_org)
        if _NOT_ITEM.search(name) or name.strip("㈜()") != name or name == "등":
            return False
        if _TOWN_HALL.fullmatch(name):
            return False
        if name[-1] == "고":  # 돕고, 잇고; a school's name has its ending
            return name.endswith(self._hints)
        return plain.fullmatch(name) is None or name.endswith(self._hints)

    def _named(self, name: str, start: int, rule: str) -> Organisation:
        return Organisation(name, name, self.type_of(name), "KR", start, start + len(name), rule)

    def type_of(self, name: str) -> str:
        """The type that a name's ending says, a company where it says nothing."""
        return self.type_by_ending(name) or "company"

    def type_by_ending(self, name: str) -> str | None:
        """The type that a name's ending says, of several the longest."""
        endings = (name[start:] for start in range(len(name)))
        return next((self._kinds[ending] for ending in endings if ending in self._kinds), None)
