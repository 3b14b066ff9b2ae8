"""Keys by which an article finds others that may be its story, without a look at all of them.

Two kinds.  Bands of a MinHash (datasketch) of the letter triples, of the body and of its lead,
joined with the week: two texts of one week that share half of their triples nearly surely share
a band (locality-sensitive hashing: Leskovec, Rajaraman & Ullman, Mining of Massive Datasets,
ch. 3).  And region and day, for light rewrites that share less: few articles on topic have both
in common, and the stored signature tells quickly which of them are worth reading.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.stories import DAYS, LEAST_LETTERS, Telling, letters_of, triples_of

Numbers = npt.NDArray[np.uint32]

ROWS = 3
BODY_BANDS = 20
"""A pair that shares half of its triples (Jaccard) meets in a band with 93 %, of 0.7 with
99.98 %; one of 0.1 with 2 %."""

LEAD_BANDS = 10
LEAD_LETTERS = 120
"""What a body clipped at 200 characters still holds: it must find its whole one."""

NEAR_ROWS = 12
NEAR_BANDS = BODY_BANDS * ROWS // NEAR_ROWS
"""Bands that only nearly the same texts share: for articles without a date, of any week."""

WEEK = 7
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MULTIPLIERS = np.multiply.accumulate(np.full(NEAR_ROWS, _PRIME))
"""A sum of odd multiples modulo 2**64, of which the upper half is used, hashes evenly."""

_DATED, _UNDATED = -1, -2
_MOST = np.uint32(0xFFFFFFFF)
"""The value where there is nothing to hash."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an article to find it again.

    `signature` is the lowest byte of each hash value, `size` the number of distinct triples.
    `held` keys are stored; `asked` are looked up, `places` as well, but those only by the
    signature's leave.
    """

    signature: bytes
    size: int
    held: Numbers
    asked: Numbers
    places: Numbers


@lru_cache(maxsize=2)
def _permutations(count: int) -> tuple[Numbers, Numbers]:
    """Give the factors and summands of datasketch's hash functions, a row each."""
    # Imported here: it takes a second that commands without a new article need not wait.
    from datasketch import MinHash  # noqa: PLC0415

    factors, summands = MinHash(count).permutations
    return factors[:, None].astype(np.uint32), summands[:, None].astype(np.uint32)


def _values(triples: npt.NDArray[np.uint64], permutations: int) -> Numbers:
    """Give the MinHash of a set of triples, as datasketch's scheme `affine32` has it.

    Done here, for a MinHash takes its numbers one by one from a list.
    """
    hashes = _mixed(((triples * _PRIME) >> np.uint64(32)).astype(np.uint32))
    factors, summands = _permutations(permutations)
    values: Numbers = (factors * hashes + summands).min(axis=1, initial=_MOST)
    return values


def _mixed(hashes: Numbers) -> Numbers:
    """The last step of MurmurHash3 (Appleby): each bit moves every other."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    return hashes ^ (hashes >> np.uint32(16))


def _bands(values: Numbers, rows: int, salt: int) -> npt.NDArray[np.uint64]:
    """Hash each band of a signature to 64 bits."""
    table = values.reshape(-1, rows).astype(np.uint64)
    salted = np.arange(salt, salt + len(table), dtype=np.uint64) * _PRIME
    mixed: npt.NDArray[np.uint64] = table @ _MULTIPLIERS[:rows] + salted
    return mixed


def _at(bands: npt.NDArray[np.uint64], when: Iterable[int]) -> Numbers:
    """Join bands with times: one key a band and time."""
    times = np.array([time + 8 for time in when], dtype=np.uint64)[:, None]
    mixed = (bands[None, :] ^ (times * _PRIME)) * _PRIME
    return (mixed >> np.uint64(32)).astype(np.uint32).ravel()


def sketch(telling: Telling) -> Sketch:
    """Sketch an article; one of too few letters has no keys."""
    letters = letters_of(telling.body)
    triples = triples_of(letters)
    values = _values(triples, BODY_BANDS * ROWS)
    signature = (values & np.uint32(0xFF)).astype(np.uint8).tobytes()
    none = np.empty(0, np.uint32)
    if triples.size < LEAST_LETTERS:
        return Sketch(signature, int(triples.size), none, none, none)
    lead = _values(triples_of(letters[:LEAD_LETTERS]), LEAD_BANDS * ROWS)
    bands = np.concatenate([_bands(values, ROWS, 0), _bands(lead, ROWS, BODY_BANDS)])
    near = _bands(values, NEAR_ROWS, BODY_BANDS + LEAD_BANDS)
    if not telling.dated or telling.days is None:
        held, asked = _at(near, (_UNDATED,)), _at(near, (_UNDATED, _DATED))
        return Sketch(signature, int(triples.size), held, asked, none)
    first, last = (day.toordinal() for day in telling.days)
    weeks = _at(bands, range(first // WEEK, last // WEEK + 1))
    around = _at(bands, range((first - DAYS) // WEEK, (last + DAYS) // WEEK + 1))
    places = _places(telling, first, first) if first == last else none
    return Sketch(
        signature,
        int(triples.size),
        np.concatenate([weeks, _at(near, (_DATED,)), places]),
        np.concatenate([around, _at(near, (_UNDATED,))]),
        _places(telling, first - DAYS, last + DAYS) if first == last else none,
    )


def _places(telling: Telling, first: int, last: int) -> Numbers:
    """Give a key for each region and day; an article without any has the state's."""
    return np.array(list(_place_keys(telling, first, last)), np.uint32)


def _place_keys(telling: Telling, first: int, last: int) -> Iterator[int]:
    if telling.on_topic:
        for code in telling.places or ("",):
            for day in range(first, last + 1):
                yield zlib.crc32(f"{code}@{day}".encode())


def estimated_containment(
    a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8], sizes: tuple[Any, Any]
) -> npt.NDArray[np.float64]:
    """Estimate what share of the smaller text's triples the larger has, from signatures.

    `a` and `b` are of shape (pairs, values), `sizes` two arrays of their sizes.  The lowest
    byte agrees by accident once in 256.
    """
    agree = (a == b).mean(axis=1)
    jaccard = np.clip((agree - 1 / 256) / (1 - 1 / 256), 0, 1)
    first, second = sizes
    estimate: npt.NDArray[np.float64] = (
        jaccard * (first + second) / (1 + jaccard) / np.maximum(np.minimum(first, second), 1)
    )
    return estimate
