"""A document as Markdown. Every text is escaped, so that what people wrote cannot become markup, links or HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from negsim.model.text import clean_text
from negsim.reports.document import Block, Curves, Document, Grid, Head, Items, Pairs, Para, Quote

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#$^{}]")
_START = re.compile(r"^(?:[-+=](?=\s|$|[-+=])|:(?=\s))")
_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_LINK = re.compile(r"(?i)(https?|ftp)(?=://)|\b(www)(?=\.)")


def escaped(text: str) -> str:
    """One line of literal text."""
    line = " ".join(clean_text(text).split()).replace("&", "&amp;")
    line = _SPECIAL.sub(lambda found: "\\" + found.group(), line)
    line = _LINK.sub(lambda found: found.group() + "\\", line)
    line = _NUMBER.sub(r"\1\\\2", line)
    return _START.sub(lambda found: "\\" + found.group(), line)


def markdown_of(document: Document) -> str:
    """The whole document."""
    parts = [f"# {escaped(document.title)}", escaped(document.subtitle)]
    for section in document.sections:
        parts.append(f"## {escaped(section.title)}")
        parts += [_block(block) for block in section.blocks]
    parts.append("---")
    parts += [escaped(text) for text in document.foot]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Para):
        return f"*{escaped(block.text)}*" if block.note else escaped(block.text)
    if isinstance(block, Head):
        return f"### {escaped(block.text)}"
    if isinstance(block, Quote):
        lines = [escaped(line) for line in clean_text(block.text).split("\n")]
        said = "\\\n> ".join(line for line in lines if line)
        return f"> **{escaped(block.who)}:** {said}"
    if isinstance(block, Items):
        return "\n".join(f"- {escaped(item)}" for item in block.items)
    if isinstance(block, Pairs):
        return "\n".join(f"- **{escaped(name)}:** {escaped(value)}" for name, value in block.pairs)
    if isinstance(block, Grid):
        return _table(block.header, block.rows, block.numbers)
    return _curves(block)


def _curves(block: Curves) -> str:
    rows = [(name, *(str(value) for value in values)) for name, values in block.rows]
    return _table(block.header, rows, frozenset(range(1, len(block.header))))


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers: frozenset[int]) -> str:
    rule = " | ".join("--:" if column in numbers else "---" for column in range(len(header)))
    lines = [_cells(header), f"| {rule} |", *(_cells(row) for row in rows)]
    return "\n".join(lines)


def _cells(row: Sequence[str]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in row) + " |"
