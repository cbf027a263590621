"""Text from people, files or models is data: control characters are stripped at the edge, nothing is interpreted."""

from __future__ import annotations

import re
import unicodedata

REPLY_LIMIT = 4000
"""Characters that one reply may have; a longer one is refused with the text kept in the prompt."""

_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|\x1b[@-_]")
_SPACES = re.compile(r"[ \t\u00a0]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\n", "\u200c", "\u200d"}  # joiners belong to emoji and to some scripts


def clean_text(raw: str) -> str:
    """``raw`` without terminal escapes, control, direction-override and private characters; line ends as \\n."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = _ESCAPES.sub("", text).replace("\t", " ")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = "".join(ch for ch in text if ch in _KEPT or unicodedata.category(ch) not in _DROPPED)
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()


def has_words(text: str) -> bool:
    """Whether there is anything to read: at least one letter or digit."""
    return any(ch.isalnum() for ch in text)
