"""Where things are and the few numbers that steer the pipeline, each with its reason."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent

DATA_DIR = Path(os.environ.get("CITYTRENDS_DATA", PROJECT_ROOT / "data"))
"""Reference tables, boundaries and the sample; an installed copy may keep them elsewhere."""

REFERENCE_DIR = DATA_DIR / "reference"
BOUNDARIES_DIR = DATA_DIR / "boundaries"
SAMPLE_INPUT = DATA_DIR / "sample" / "articles"
SAMPLE_WAREHOUSE = DATA_DIR / "sample-warehouse"
"""The sample is a warehouse of its own: the user's own articles never mix with it."""

RULES_VERSION = "14"
"""Raised whenever cleaning or extraction would find something else in the same text, or what a
build keeps for its queries is laid out anew."""

SURE_CONFIDENCE = 0.9
"""A finding of at least this confidence is sure (`sure=1` of the filter language)."""

LIKELY_CONFIDENCE = 0.7
"""A finding of at least this confidence is likely; below it, weak."""


def default_warehouse() -> Path:
    """The warehouse folder that commands use when none is named (CITYTRENDS_WAREHOUSE)."""
    return Path(os.environ.get("CITYTRENDS_WAREHOUSE", DATA_DIR / "warehouse"))


BATCH_DOCUMENTS = 128
"""Documents a worker takes at once, through one step after the other: enough to hide the
hand-over and for each step to find what it needs in the core's caches, few enough for an even
end."""

FLUSH_ARTICLES = 512
"""Articles per Parquet file of the store: what a killed build loses at most."""

MAX_TEXT_CHARACTERS = 400_000
"""A longer single document is not an article; the reader rejects it with its size."""

EARLIEST_YEAR = 1995
"""Local self-government began in 1995; an earlier date in a page is not a publication date."""
