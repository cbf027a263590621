"""A report as blocks of plain text. No text here carries markup: each renderer escapes all of it in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Voice = Literal["you", "they", "scene"]


@dataclass(frozen=True)
class Para:
    """A paragraph; a note is set smaller where that is possible."""

    text: str
    note: bool = False


@dataclass(frozen=True)
class Quote:
    """What somebody said, with the speaker; line ends inside are kept."""

    who: str
    text: str
    voice: Voice


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """Names with their values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table; columns named in ``numbers`` are set to the right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Curves:
    """Trackers over the turns: a table of numbers, and a small drawing where that is possible."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Head:
    """A heading inside a section."""

    text: str


Block: TypeAlias = Para | Quote | Items | Pairs | Grid | Curves | Head


@dataclass(frozen=True)
class Section:
    """A titled part; ``key`` is stable and names it in links."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole report."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
