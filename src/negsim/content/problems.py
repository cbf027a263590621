"""Defects in content: every one names the file, the place, what is wrong and the cure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One defect in a content file. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what} {self.cure}".rstrip()


class ContentError(Exception):
    """Content cannot be used; ``problems`` holds all defects found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(p) for p in self.problems))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known spelling nearest to ``word``, or None when nothing is near."""
    found = difflib.get_close_matches(str(word), sorted({str(k) for k in known}), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The cure for a wrong id: the nearest known spelling, else the list (shortened)."""
    names = sorted({str(k) for k in known})
    near = nearest(word, names)
    if near is not None:
        return f"Did you mean '{near}'?"
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"Use one of: {shown}." if names else ""
