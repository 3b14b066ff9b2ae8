"""Corrections by people: `corrections.csv` in the warehouse folder, applied after extraction."""

from pipelines.corrections.apply import correct
from pipelines.corrections.file import COLUMNS, FILE, Correction, read_corrections
from pipelines.corrections.paste import lines_to_paste

__all__ = ["COLUMNS", "FILE", "Correction", "correct", "lines_to_paste", "read_corrections"]
