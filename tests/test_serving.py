"""What the server does with its process before it serves."""

from __future__ import annotations

import ctypes
import platform

import pytest

from dashboard import __main__ as serving


class Library:
    """A C library that notes what its allocator is told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def mallopt(self, parameter: int, value: int) -> int:
        self.told.append((parameter, value))
        return 1


@pytest.mark.parametrize(("library", "told"), [("glibc", 3), ("", 0), ("musl", 0)])
def test_only_glibc_is_told_to_give_memory_back(
    library: str, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Library()
    monkeypatch.setattr(platform, "libc_ver", lambda: (library, "2.36"))
    monkeypatch.setattr(ctypes, "CDLL", lambda name: there)
    serving.give_memory_back()
    assert len(there.told) == told


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="needs glibc")
@pytest.mark.parametrize("name", serving.MALLOC)
def test_glibc_takes_each_setting(name: str) -> None:
    assert ctypes.CDLL(None).mallopt(*serving.MALLOC[name]) == 1
