"""The debrief's words, kept as data beside the catalogue."""

from __future__ import annotations

from negsim.content.texts import Words

FILE_NAME = "texts_debrief.yaml"

tell = Words(FILE_NAME)
"""The debrief's text of a key, with its blanks filled."""
