"""A document as one HTML page that fetches nothing and runs nothing. Every text goes through html.escape."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from negsim.model.text import clean_text
from negsim.reports.document import Block, Curves, Document, Grid, Head, Items, Pairs, Para, Quote, Section

_STYLE = Path(__file__).with_name("debrief.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_WIDE, _HIGH = 120, 26


def safe(text: str) -> str:
    """Literal text."""
    return escape(clean_text(text), quote=True)


def html_of(document: Document) -> str:
    """The whole page."""
    style = _STYLE.read_text(encoding="utf-8").strip()
    links = "".join(f'<li><a href="#{safe(s.key)}">{safe(s.title)}</a></li>' for s in document.sections)
    body = "\n".join(_section(section) for section in document.sections)
    foot = "".join(f"<p>{safe(text)}</p>" for text in document.foot)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY, quote=True)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{safe(document.title)}</title>\n<style>\n{style}\n</style>\n</head>\n<body>\n"
        f"<header><h1>{safe(document.title)}</h1>\n<p>{safe(document.subtitle)}</p></header>\n"
        f"<nav><ol>{links}</ol></nav>\n<main>\n{body}\n</main>\n<footer>{foot}</footer>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    blocks = "\n".join(_block(block) for block in section.blocks)
    return f'<section id="{safe(section.key)}">\n<h2>{safe(section.title)}</h2>\n{blocks}\n</section>'


def _block(block: Block) -> str:
    if isinstance(block, Para):
        return f'<p class="note">{safe(block.text)}</p>' if block.note else f"<p>{safe(block.text)}</p>"
    if isinstance(block, Head):
        return f"<h3>{safe(block.text)}</h3>"
    if isinstance(block, Quote):
        who = f'<p class="who">{safe(block.who)}</p>'
        return f'<blockquote class="{block.voice}">{who}<p class="said" dir="auto">{safe(block.text)}</p></blockquote>'
    if isinstance(block, Items):
        items = "".join(f'<li dir="auto">{safe(item)}</li>' for item in block.items)
        return f"<ul>{items}</ul>" if items else ""
    if isinstance(block, Pairs):
        pairs = "".join(f'<dt>{safe(name)}</dt><dd dir="auto">{safe(value)}</dd>' for name, value in block.pairs)
        return f"<dl>{pairs}</dl>"
    if isinstance(block, Grid):
        return _table(_header(block.header), [_cells(row, block.numbers) for row in block.rows])
    return _curves(block)


def _table(header: str, rows: Sequence[str]) -> str:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>'


def _header(header: Sequence[str]) -> str:
    return "".join(f'<th scope="col">{safe(name)}</th>' for name in header)


def _cells(row: Sequence[str], numbers: frozenset[int]) -> str:
    return "".join(
        f'<td class="n">{safe(cell)}</td>' if column in numbers else f'<td dir="auto">{safe(cell)}</td>'
        for column, cell in enumerate(row)
    )


def _curves(block: Curves) -> str:
    first, *moments = block.header
    header = f'<th scope="col">{safe(first)}</th><th></th>{_header(moments)}'
    rows = []
    for name, values in block.rows:
        numbers = "".join(f'<td class="n">{value}</td>' for value in values)
        rows.append(f'<th scope="row">{safe(name)}</th><td>{_drawing(name, values)}</td>{numbers}')
    return _table(header, rows)


def _drawing(name: str, values: Sequence[int]) -> str:
    """A small line from first to last; the numbers beside it say the same."""
    step = (_WIDE - 6) / max(1, len(values) - 1)
    points = [(3 + index * step, _HIGH - 3 - (_HIGH - 6) * value / 100) for index, value in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    end = f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="2.2"/>' if points else ""
    middle = _HIGH / 2
    return (
        f'<svg viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}" role="img" aria-label="{safe(name)}">'
        f'<line x1="3" y1="{middle}" x2="{_WIDE - 3}" y2="{middle}"/><polyline points="{line}"/>{end}</svg>'
    )
