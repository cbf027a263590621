"""Markdown of scenarios and reports, shown as text: headings, lists and emphasis, and nothing that can be clicked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.content import Content

from negsim.model.text import clean_text

_EMPHASIS = re.compile(r"\*\*([^*\n]+)\*\*|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])")
_BULLET = re.compile(r"^(\s*)[-*] +")
_HEADING = re.compile(r"^(#{1,6}) +")


def emphasised(text: str) -> Content:
    """One line with its Markdown emphasis as bold or italic; everything else is literal."""
    parts: list[Content] = []
    at = 0
    for match in _EMPHASIS.finditer(text):
        parts.append(Content(text[at : match.start()]))
        bold, *light = match.groups()
        inner = bold or next(part for part in light if part)
        parts.append(Content.styled(inner, "bold" if bold else "italic"))
        at = match.end()
    return Content("").join([*parts, Content(text[at:])])


def line_content(line: str, emphasis: bool = True) -> Content:
    """One logical line: a heading, a list item or a sentence. Without ``emphasis`` stars and underlines stay."""
    shown = emphasised if emphasis else Content
    heading = _HEADING.match(line)
    if heading:
        return Content.styled(line[heading.end() :], "bold underline" if len(heading[1]) < 3 else "bold")
    bullet = _BULLET.match(line)
    if bullet:
        return Content("").join([Content("- "), shown(line[bullet.end() :])])
    return shown(line)


def paragraphs(text: str, plain: bool = False) -> Iterator[Content]:
    """Blocks of text to be shown under each other.

    Markdown of a pack: wrapped lines of a paragraph are joined, emphasis is shown. ``plain`` text of a report holds
    people's own words: every line stays a line, and only headings are read.
    """
    for block in clean_text(text).split("\n\n"):
        shown = [line_content(line, not plain) for line in (block.split("\n") if plain else _logical(block))]
        yield Content("\n").join(shown)


def _logical(block: str) -> list[str]:
    found: list[str] = []
    for line in block.split("\n"):
        fresh = not found or _BULLET.match(line) or _HEADING.match(line) or _HEADING.match(found[-1])
        if fresh or line.startswith("|"):
            found.append(line)
        else:
            found[-1] += " " + line.strip()
    return found
