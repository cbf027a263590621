"""Text is data: everything shown on screen passes here, so that no words can become markup, actions or escapes."""

from __future__ import annotations

from textual.content import Content

from negsim.model.text import clean_text


def literal(text: str, style: str = "") -> Content:
    """``text`` as it is, without control and direction characters; never read as markup."""
    clean = clean_text(text)
    return Content.styled(clean, style) if style else Content(clean)


def lines(*parts: Content | str) -> Content:
    """The parts under each other; empty ones are left out."""
    shown = [part if isinstance(part, Content) else literal(part) for part in parts]
    return Content("\n").join([part for part in shown if part.plain])


def blocks(*parts: Content | str) -> Content:
    """The parts with a blank line between them; empty ones are left out."""
    shown = [part if isinstance(part, Content) else literal(part) for part in parts]
    return Content("\n\n").join([part for part in shown if part.plain])


def labelled(label: str, text: str) -> Content:
    """``label`` in bold, then the text behind it."""
    return Content.assemble((f"{clean_text(label)} ", "bold"), literal(text))
