"""The words of each relation (lexicon `relation`), compiled; a weak hint beside the frames."""

from __future__ import annotations

import re

from pipelines.reference import Reference

KINDS = (
    "mou", "benchmark_visit", "award", "funding", "contract", "education", "advice", "joint_project"
)  # fmt: skip
_NOT_BEHIND = {"시공사": "도"}
"""도시공사 builds no house as a 시공사; of other words 추진단 hides 진단."""
_SEEKS = re.compile(
    r"(?:사업|과제|방안|방법|길|해법|해답|기술|문제|답|곳|것|모델|분야|자리|대책|활로|돌파구|까닭|해결책|서비스|수요|기회|일감|거리)(?:을|를|도)?\s?(?:[^\s.,]{1,8}\s){0,2}?찾(?:아|는|았|을|기)|찾아가|찾아내|되찾"
)
"""To find a way or to look for work is no visit, though Korean has one word for both."""


class RelationWords:
    """Whether words speak of a relation."""

    def __init__(self, reference: Reference) -> None:
        self._terms = {
            kind: re.compile(
                "|".join(
                    # Behind its first letter: a pattern that begins with letters is found quicker.
                    f"{term[0]}(?<!{_NOT_BEHIND.get(term, '추')}{term[0]}){re.escape(term[1:])}"
                    for term, value in reference.lexicon("relation")
                    if value == kind
                )
            )
            for kind in KINDS
        }

    def has(self, relation: str, words: str) -> bool:
        """Whether words speak of a relation."""
        if relation == "benchmark_visit" and "찾" in words:
            words = _SEEKS.sub(" ", words)
        return self._terms[relation].search(words) is not None
