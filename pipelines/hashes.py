"""A map from document hashes to part numbers in sixteen bytes each: there may be ten million."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipelines.identity import DIGITS

_KEY = f"S{DIGITS // 2}"
_RECENT = 16_384
NONE = -1
"""The part of a hash that is not there."""


class HashIndex:
    """Hash → part number; what was added last of a hash counts.

    Sorted arrays hold most, a dict what came last; it goes into the arrays when it is full.
    """

    def __init__(self) -> None:
        self._keys: npt.NDArray[np.bytes_] = np.empty(0, _KEY)
        self._parts: npt.NDArray[np.int32] = np.empty(0, np.int32)
        self._recent: dict[bytes, int] = {}
        self._waiting: list[tuple[npt.NDArray[np.bytes_], npt.NDArray[np.int32]]] = []

    def __len__(self) -> int:
        self._settle()
        return len(self._keys)

    def __contains__(self, raw_hash: str) -> bool:
        return self.get(raw_hash) is not None

    def get(self, raw_hash: str) -> int | None:
        """Give the part of one hash, or None."""
        key = bytes.fromhex(raw_hash)
        if key in self._recent:
            return self._recent[key]
        if self._waiting:
            self._settle()
        (part,) = self._look_up(np.array([key], _KEY))
        return None if part == NONE else int(part)

    def parts(self, raw_hashes: Sequence[str]) -> npt.NDArray[np.int32]:
        """Give the parts of many hashes, NONE where one is not there."""
        self._settle()
        return self._look_up(_keys(raw_hashes))

    def add(self, raw_hash: str, part: int) -> None:
        """Say in which part a document is."""
        self._recent[bytes.fromhex(raw_hash)] = part
        if len(self._recent) >= _RECENT:
            self._settle()

    def extend(self, raw_hashes: Sequence[str], part: int) -> None:
        """Say that many documents are in a part."""
        self._waiting.append((_keys(raw_hashes), np.full(len(raw_hashes), part, np.int32)))

    def arrays(self) -> tuple[npt.NDArray[np.bytes_], npt.NDArray[np.int32]]:
        """Give all hashes, sorted, and their parts."""
        self._settle()
        return self._keys, self._parts

    def take(self, keys: npt.NDArray[np.bytes_], parts: npt.NDArray[np.int32]) -> None:
        """Begin with what `arrays` gave; raises ValueError where it cannot be that."""
        if keys.dtype != _KEY or parts.dtype != np.int32 or keys.shape != parts.shape:
            raise ValueError("not the arrays of an index")
        self._keys, self._parts = keys, parts

    def clear(self) -> None:
        """Forget all."""
        self.__init__()  # type: ignore[misc]

    def _settle(self) -> None:
        """Merge all into the arrays; of one hash the last part stays."""
        if self._recent:
            recent = np.frombuffer(b"".join(self._recent), _KEY)
            parts = np.fromiter(self._recent.values(), np.int32, len(recent))
            self._waiting.append((recent, parts))
            self._recent = {}
        if not self._waiting:
            return
        keys = np.concatenate([self._keys, *(keys for keys, _ in self._waiting)])
        parts = np.concatenate([self._parts, *(parts for _, parts in self._waiting)])
        self._waiting = []
        order = np.argsort(keys, kind="stable")
        keys, parts = keys[order], parts[order]
        last = np.append(keys[1:] != keys[:-1], True)[: len(keys)]
        self._keys, self._parts = keys[last], parts[last]

    def _look_up(self, keys: npt.NDArray[np.bytes_]) -> npt.NDArray[np.int32]:
        if not len(self._keys):
            return np.full(len(keys), NONE, np.int32)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, self._parts[at], NONE).astype(np.int32)


def _keys(raw_hashes: Sequence[str]) -> npt.NDArray[np.bytes_]:
    return np.frombuffer(bytes.fromhex("".join(raw_hashes)), _KEY)
