"""Readers: one module a format, chosen by content and name; `read_file` is the way in."""

from pipelines.read.folders import InputFile, find_inputs
from pipelines.read.registry import READERS, read_file

__all__ = ["READERS", "InputFile", "find_inputs", "read_file"]
