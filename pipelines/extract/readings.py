"""The relation of an organisation to what an article reports, from the predicate that governs it.

A sentence is cut into clauses; the clause of the name decides, then its sentence.  What a sentence
leaves open the article says: who sits at a signing has signed, who is named in an article about a
visit has come.  A sentence of another time (2019년 … 때, 다음 달부터) takes nothing from the lead.
"""

from __future__ import annotations

import re

from pipelines.extract import cues
from pipelines.extract.clauses import Place, pays, place_of
from pipelines.extract.naming import Organisation
from pipelines.extract.scenes import Scene
from pipelines.extract.text import Text
from pipelines.extract.words import RelationWords


class Readings:
    """Reads relations off clauses; the strength says how plainly they tell."""

    def __init__(self, words: RelationWords) -> None:
        self._words = words
        signing = (self._signing, self._calling, self._signing_later)
        self._first = (self._prize, self._teaching, self._trade, *signing, self._hosting)
        self._first_unsigned = tuple(read for read in self._first if read not in signing[::2])

    def has(self, relation: str, words: str) -> bool:
        """Whether words speak of a relation."""
        return self._words.has(relation, words)

    def of(
        self, text: Text, organisation: Organisation, scene: Scene, signs: bool = True
    ) -> tuple[str, float]:
        """The relation that one occurrence of a name tells, with its strength.

        `signs`: whether the name can be a party to an agreement that its clause tells of.
        """
        place = place_of(text, organisation)
        for read in self._first if signs else self._first_unsigned:
            found = read(place, scene)
            if found is not None:
                return found
        guest = place.organisation.country != "KR" and self.has("benchmark_visit", place.clause)
        if place.kind.startswith("foreign") or guest or cues.COMES.search(place.before):
            return self._abroad(place, scene)
        if place.kind == cues.STATE or (
            place.kind == "public_institution" and cues.BESIDE_STATE.search(place.before)
        ):
            return self._state(place, scene)
        return self._rest(place, scene)

    def _prize(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        if not cues.PRIZE.search(place.sentence):
            return None
        own = place.kind == cues.STATE and not re.search(r"공모(?!전)|국비", place.sentence)
        return ("award", 1.2) if own or cues.GIVES.match(place.after) else None

    def _trade(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        """Paid work: builders, suppliers and winners of tenders, and who gave the order."""
        if cues.STUDIES.match(place.after):
            return ("contract" if place.kind == "company" else "advice"), 1.1
        firm = place.kind == "company"
        if not firm and cues.ENTRUSTED.match(place.after):
            return "joint_project", 1.1
        if (firm or place.kind == "public_institution") and cues.VENDOR.search(place.sentence):
            venture = cues.VENTURE.search(place.sentence)
            return ("joint_project" if venture else "contract"), 1.15
        if firm and re.search(r"용역을\s(?:맡은|수행한|수행하는)\s$", place.before):
            return "contract", 1.15
        ordered = re.search(r"(?:설계|시공|공사)[은는]\s$", place.before) and "맡" in place.after
        if (
            firm
            and not cues.PACT.search(place.clause)
            and (ordered or cues.BUILDS.match(place.after))
        ):
            return "contract", 1.15
        if cues.ORDERS.match(place.after) and self.has("contract", place.after[:45]):
            return "contract", 1.0
        return None

    def _teaching(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        if cues.SAYS.search(place.sentence):
            return None
        course = cues.COURSE.match(place.after)
        if course and "공모" not in place.after[: course.end() + 20]:
            return "education", 1.05
        school = place.kind in ("university", "school")
        if cues.PERSON.match(place.after) and cues.TEACH.search(cues.QUOTED.sub("", place.after)):
            lectures = school and cues.LECTURES.search(place.after)
            return ("education" if lectures else "advice"), 1.1
        if place.kind != "company" and not cues.PACT.search(place.clause):
            judge = cues.SPEAKS.search(place.before[-60:]) and place.kind != cues.STATE
            speaks = cues.SPEAKER.search(place.after[:50])
            near = judge or (speaks and not cues.AT_EVENT.search(place.after[: speaks.end()]))
            if near and not (school and cues.LEARNS.search(place.after[:50])):
                return "advice", 1.0
            if school and re.match(r"^에서\s[^.]{0,40}(?:배웠|배우|교육을\s받)", place.after):
                return "education", 1.0
        words = place.before[-40:] + place.after[:60]
        if (
            place.kind == "university"
            and not cues.SIGNS.search(place.clause)
            and cues.LEARNS.search(words)
        ):
            return ("education", 0.9) if not cues.BOARD.search(place.after) else None
        return None

    def _signing(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        """Who stands in a clause of agreement signs; so does who sits at the ceremony."""
        if place.kind == cues.STATE and cues.CALL.search(place.after[:40]):
            return None
        if place.kind.startswith("foreign") and cues.ASKS_IN.match(place.after):
            return "benchmark_visit", 1.1
        if cues.BODY.search(place.before[-60:]):
            return None
        if cues.PACT.search(place.clause):
            return "mou", 1.1
        if scene.has("pact") and cues.PARTIES.match(place.before):
            return "mou", 1.0
        if cues.HANDS.search(place.clause) and scene.has("pact"):
            return "mou", 1.0
        if cues.CEREMONY.search(place.before) and cues.BOARD.search(place.after):
            return "mou", 1.1
        return None

    def _calling(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        """A public body's own call or grant."""
        paying = place.kind == "public_institution" and pays(place)
        return ("funding", 0.95) if paying else None

    def _signing_later(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        """An agreement in a later clause of the sentence."""
        if place.kind == cues.STATE and cues.CALL.search(place.after[:40]):
            return None
        if cues.BODY.search(place.before[-60:]):
            return None
        if cues.PACT.search(place.after) and not cues.OTHER_TIME.search(place.clause):
            return "mou", 0.9
        return None

    def _hosting(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        public = place.kind in (cues.STATE, "public_institution", "media", "association")
        if public and cues.MEET.search(place.sentence) and cues.HOSTS.match(place.after):
            return ("award" if scene.has("prize") else "other"), 0.95
        if (
            place.kind == cues.STATE
            and re.search(r"행사|대회|설명회", place.sentence)
            and cues.HOSTS.match(place.after)
        ):
            return ("award" if scene.has("prize") or "대회" in place.sentence else "other"), 0.9
        return None

    def _abroad(self, place: Place, scene: Scene) -> tuple[str, float]:
        if cues.TRAINED.search(place.sentence):
            return "education", 1.0
        if cues.HOME.search(place.sentence) or re.match(r"^[을를]\s[^.]{0,20}초청", place.after):
            return "benchmark_visit", 0.9
        if cues.TALKS.search(place.after) and not self.has("benchmark_visit", place.after):
            return "other", 0.8
        if cues.COMES.search(place.before) or self.has("benchmark_visit", place.sentence):
            return "benchmark_visit", 1.0
        for relation in ("education", "contract"):
            if self.has(relation, place.sentence):
                return relation, 0.9
        if scene.has("visit"):
            return "benchmark_visit", 0.5
        return (
            ("joint_project", 0.45) if self.has("joint_project", place.sentence) else ("other", 0.4)
        )

    def _state(self, place: Place, scene: Scene) -> tuple[str, float]:
        now = scene.has("pact") and not cues.OTHER_TIME.search(place.sentence)
        if now and cues.GROUP.search(place.sentence):
            return "mou", 0.95
        if (
            cues.WITH.match(place.after)
            or cues.HANDS.search(place.after[:12])
            or re.match(
                r"^(?:\([^)]*\))?(?:,|·|와|과|\s및)[^.]{0,36}(?:와|과)\s함께\s", place.after
            )
        ):
            return "joint_project", 0.9
        if cues.APPROVES.match(place.after) and not cues.CALL.search(place.after[:60]):
            return "other", 0.92
        if cues.CERTIFIES.search(place.sentence) and not re.search(r"공모|국비", place.sentence):
            return "award", 0.95
        if scene.has("prize") and cues.RATES.search(place.sentence) and not scene.has("funding"):
            return "award", 0.95
        if cues.SELECTS.search(place.sentence) or cues.OWN_CALL.match(place.after):
            return "funding", 1.0
        if self.has("funding", place.sentence):
            return "funding", 0.95
        if cues.ADVISES.search(place.after[:60]):
            return "advice", 0.9
        if cues.LOOKS_ON.search(place.after):
            return "other", 0.6
        if place.organisation.name in scene.calls or (
            scene.has("funding") and not cues.LINKS.search(place.sentence)
        ):
            return "funding", 0.7
        if cues.SPENDS.search(place.after):
            return "funding", 0.8
        if cues.OWN.match(place.after) and not cues.LINKS.search(place.sentence):
            return "funding", 0.65
        return "joint_project", 0.6 if self.has("joint_project", place.sentence) else 0.3

    def _rest(self, place: Place, scene: Scene) -> tuple[str, float]:
        """Firms, public bodies, schools and clubs: the surest reading first."""
        if cues.WITH.match(place.after[:60]):
            return "joint_project", 0.85
        for read in (self._paying, self._judging, self._visiting, self._advising, self._attending):
            found = read(place, scene)
            if found is not None:
                return found
        if self.has("joint_project", place.sentence):
            return "joint_project", 0.6
        return ("other" if place.kind in cues.ONLOOKERS else "joint_project"), 0.3

    def _paying(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        """A public body that gives money, or to which one applies."""
        near = place.after[:60]
        paying = cues.GIVES_MONEY.match(near) and cues.MONEY.search(place.before)
        asked = cues.TAKES.match(near) or cues.CALLS_WITH.match(place.after)
        if place.kind == "public_institution" and (paying or asked):
            return "funding", 0.9
        return None

    def _judging(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        """A body of judges that puts something on its list."""
        judge = place.kind in ("international_org", "association", "media")
        if judge and cues.ACTS.match(place.after[:60]) and cues.RANKS.search(place.after):
            return "award", 0.85
        return None

    def _visiting(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        """Who comes to see, who goes along; nobody comes to see at an opening."""
        near = place.after[:60]
        if cues.ACTS.match(near) and cues.COUNSELS.search(near[:45]):
            return "advice", 0.8
        if cues.OPENING.search(place.sentence):
            return None
        comes_to = scene.has("visit") or cues.SEES.search(near)
        along = scene.has("visit") and cues.GOES_ALONG.search(place.after)
        asked = scene.has("visit") and (place.kind == "school" or cues.INVITES.match(near))
        subject = re.match(r"^(?:\([^)]*\))?(?:이|가|은|는)\s", near)
        comes = subject and self.has("benchmark_visit", place.clause)
        if along or asked or (comes_to and (comes or self.has("benchmark_visit", near[:40]))):
            return "benchmark_visit", 0.8
        return None

    def _advising(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        """Members of a council, experts who are heard."""
        if cues.COUNCIL.search(place.before) and cues.BOARD.search(place.after):
            return "other", 0.75
        if cues.EXPERTS.search(place.after) and not scene.has("pact"):
            return "advice", 0.75
        learned = place.kind in ("research_institute", "association", "university")
        return ("advice", 0.7) if learned and self.has("advice", place.clause) else None

    def _attending(self, place: Place, scene: Scene) -> tuple[str, float] | None:
        """Who sits at a signing, who runs a call, who only looks on."""
        other_time = cues.OTHER_TIME.search(place.sentence) or cues.BODY.search(place.before[-60:])
        there = cues.BOARD.search(place.after) or cues.GROUP.search(place.sentence)
        if scene.has("closed") and cues.PRESENT.search(place.after):
            return "other", 0.55
        if scene.has("pact") and not other_time and there:
            return "mou", 0.75
        if place.kind == "public_institution" and cues.RUNS_CALL.match(place.after):
            return "funding", 0.9
        drill = scene.has("watch") and cues.POLICE.search(place.organisation.name)
        onlooker = place.kind in ("public_institution", "association", "local_government")
        if onlooker and not drill and cues.LOOKS_ON.search(place.after):
            return "other", 0.6
        return None
