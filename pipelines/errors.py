"""What can go wrong, drawn as a tree.

CitytrendsError
 ├─ InputError        an input cannot be read: says file, row, what was expected, what to do
 ├─ ReferenceDataError  a table of data/reference breaks a rule: file, row, column, expectation
 ├─ WarehouseError    the warehouse folder cannot be used
 │   └─ LockedError   another build holds the warehouse; says who
 ├─ FetchError        a service gives no usable answer; says what to check, or to go on later
 ├─ FilterError       a filter parameter or value is not known; lists candidates
 └─ MissingExtraError      an optional dependency is not installed; says what to install
"""

from __future__ import annotations


class CitytrendsError(Exception):
    """Base of all errors that a person can act on; its text is one line for stderr."""


class InputError(CitytrendsError):
    """An input that cannot be read."""


class ReferenceDataError(CitytrendsError):
    """A reference table that breaks one of its rules."""


class WarehouseError(CitytrendsError):
    """A warehouse folder that cannot be used as asked."""


class LockedError(WarehouseError):
    """Another build holds the warehouse's lock."""


class FetchError(CitytrendsError):
    """A service that gives no usable answer."""


class FilterError(CitytrendsError):
    """A filter parameter or value that is not known; `candidates` lists what would be."""

    def __init__(self, message: str, *, parameter: str = "", candidates: tuple[str, ...] = ()):
        super().__init__(message)
        self.parameter = parameter
        self.candidates = candidates


class MissingExtraError(CitytrendsError):
    """An optional dependency that is not installed."""
