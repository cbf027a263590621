"""A document as plain text: one thing a line, for terminals, pipes and screen readers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from negsim.model.text import clean_text
from negsim.reports.document import Block, Curves, Document, Grid, Head, Items, Pairs, Para, Quote

INDENT = "  "


def text_of(document: Document, width: int = 0) -> str:
    """The whole document; ``width`` 0 leaves lines as long as they are. Only headings begin with '#'."""
    lines = [*_wrapped(document.title, width, "# "), *_wrapped(document.subtitle, width)]
    for section in document.sections:
        lines += ["", "", f"## {_one_line(section.title)}"]
        for block in section.blocks:
            lines += _block(block, width) if isinstance(block, Items) else ["", *_block(block, width)]
    lines += ["", ""]
    for text in document.foot:
        lines += _wrapped(text, width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _wrapped(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    line = _one_line(text)
    if not width:
        return [first + line]
    return textwrap.wrap(
        line, width, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    ) or [first.rstrip()]


def _block(block: Block, width: int) -> list[str]:
    if isinstance(block, Para):
        return _wrapped(block.text, width)
    if isinstance(block, Head):
        return [f"### {_one_line(block.text)}"]
    if isinstance(block, Quote):
        return _quote(block, width)
    if isinstance(block, Items):
        return [line for item in block.items for line in _wrapped(item, width, "- ", INDENT)]
    if isinstance(block, Pairs):
        return [line for name, value in block.pairs for line in _wrapped(f"{name}: {value}", width, "", INDENT)]
    if isinstance(block, Grid):
        return [line for row in block.rows for line in _row(block.header, row, width)]
    return _curves(block, width)


def _quote(block: Quote, width: int) -> list[str]:
    """Later lines are set in, so that nothing said can pass for a heading or a new speaker."""
    first, *rest = clean_text(block.text).split("\n") or [""]
    lines = _wrapped(f"{block.who}: {first}", width, "", INDENT)
    for line in rest:
        lines += _wrapped(line, width, INDENT, INDENT)
    return lines


def _row(header: Sequence[str], row: Sequence[str], width: int) -> list[str]:
    """A row as one line that names its columns: it reads aloud, and no cell is cut."""
    cells = [f"{name}: {cell}" for name, cell in zip(header, row, strict=True) if cell]
    return _wrapped("; ".join(cell.rstrip(".;") for cell in cells) + ".", width, "- ", INDENT)


def _curves(block: Curves, width: int) -> list[str]:
    longest = max((len(name) for name, _ in block.rows), default=0)
    sizes = [max(len(label), 3) + 1 for label in block.header[1:]]
    if width and longest + sum(sizes) > width:
        lines = [f"{INDENT}{_numbers(block.header[1:], sizes)}"]
        for name, values in block.rows:
            lines += [_one_line(name), f"{INDENT}{_numbers(map(str, values), sizes)}"]
        return lines
    lines = [block.header[0].ljust(longest) + _numbers(block.header[1:], sizes)]
    return lines + [name.ljust(longest) + _numbers(map(str, values), sizes) for name, values in block.rows]


def _numbers(values: Iterable[str], sizes: Sequence[int]) -> str:
    return "".join(value.rjust(size) for value, size in zip(values, sizes, strict=True))
