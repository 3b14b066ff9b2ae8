"""From Korean news pages to a tidy table of regions, topics, partners and dates."""

__version__ = "0.1.0"
