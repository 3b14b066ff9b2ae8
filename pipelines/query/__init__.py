"""Questions to a build: the filter language, all SQL, the measures and the tables to take away."""

from pipelines.query.download import export
from pipelines.query.filters import Filters, parse, to_query

__all__ = ["Filters", "export", "parse", "to_query"]
