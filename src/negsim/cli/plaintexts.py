"""The plain face's words, kept as data."""

from __future__ import annotations

from negsim.content.texts import Words

plain = Words("texts_plain.yaml")
"""The plain face's text of a key, with its blanks filled."""
