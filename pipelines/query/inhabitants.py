"""Articles or stories per 100,000 inhabitants, where the build has a population table."""

from __future__ import annotations

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch
from pipelines.query.parts import part_counts
from pipelines.query.periods import period_start
from pipelines.query.regions import Level
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends import inhabitants
from pipelines.trends.periods import Period

RATES = inhabitants.RATES


def per_inhabitants(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level = "sido",
    period: Period = "year",
) -> pd.DataFrame:
    """Rates of each region and period with exact Poisson intervals; gives RATES.

    Empty without a population table; a region that the table does not have has no rate (NaN).
    At level sigungu a 시도's own policy is left out, except where it has no 시군구.
    """
    known = Sql("SELECT code AS region, year, inhabitants FROM population")
    people = fetch(connection, known, inhabitants.POPULATION)
    if people.empty:
        return empty(RATES)
    picked = chosen(filters, vocabulary)
    counts = part_counts(picked, filters, vocabulary, level, period_start(period))
    query = Sql(f"SELECT part AS region, period, counted FROM ({counts.text})", counts.values)
    found = fetch(connection, query, inhabitants.COUNTS)
    if level == "sigungu":
        divided = {region.sido_code for region in vocabulary.districts()}
        found = found[~found["region"].isin(divided)]
    return inhabitants.per_inhabitants(found, people)
