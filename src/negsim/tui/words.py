"""Words of the screens, kept as data beside the catalogue."""

from __future__ import annotations

from negsim.content.texts import Words

word = Words("texts_tui.yaml")
"""The screens' text of a key, with its blanks filled."""
