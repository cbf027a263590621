"""A Debrief as text, Markdown, HTML or JSON. Nothing in it is read as markup in any of them."""

from __future__ import annotations

import json

from negsim.reports.as_html import html_of
from negsim.reports.as_markdown import markdown_of
from negsim.reports.as_text import text_of
from negsim.reports.debrief_model import Debrief
from negsim.reports.layout import lay_out


def to_text(debrief: Debrief, width: int = 0) -> str:
    """Plain text. With a ``width`` lines are wrapped; without one the reader's screen does it."""
    return text_of(lay_out(debrief), width)


def to_markdown(debrief: Debrief) -> str:
    """Markdown in which the trainee's words stay words."""
    return markdown_of(lay_out(debrief))


def to_html(debrief: Debrief) -> str:
    """One page that needs nothing else: no script, no picture from elsewhere."""
    return html_of(lay_out(debrief))


def to_json(debrief: Debrief) -> str:
    """The model itself, keys in a fixed order, in ASCII so that no terminal reads more into it."""
    return json.dumps(debrief.model_dump(mode="json"), ensure_ascii=True, indent=2) + "\n"
