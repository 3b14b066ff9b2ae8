"""Writes fitted weights of a choice into choice_weights.tsv; other choices keep theirs."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.settings import REFERENCE_DIR

TABLE = "choice_weights.tsv"
HEAD = "choice\tfeature\tweight\tsource"


def write_choices(fitted: Mapping[str, Mapping[str, float]], source: str) -> None:
    """Replace the rows of each fitted choice; weights of nought are left out."""
    path = REFERENCE_DIR / TABLE
    rows = [row for row in path.read_text(encoding="utf-8").splitlines()[1:]
            if row.split("\t")[0] not in fitted]  # fmt: skip
    for choice, weights in fitted.items():
        rows += [f"{choice}\t{name}\t{w:g}\t{source}" for name, w in weights.items() if w]
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
