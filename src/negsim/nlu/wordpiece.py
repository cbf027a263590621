"""WordPiece for uncased BERT, in plain Python, with the characters of the original text that each piece covers.

Text is data here: "[SEP]" typed by a trainee becomes ordinary pieces, never a marker.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LONGEST_WORD = 100
"""Words with more characters than this are one unknown piece, as in BERT."""

_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


@dataclass(frozen=True)
class Piece:
    """One piece: its id and the half-open range of characters of the original text."""

    id: int
    start: int
    end: int


class WordPiece:
    """Cuts text into the pieces of one vocabulary."""

    def __init__(self, words: Sequence[str]) -> None:
        """``words`` in the order of their ids."""
        self._ids: Mapping[str, int] = {word: number for number, word in enumerate(words)}
        missing = [mark for mark in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]") if mark not in self._ids]
        if missing:
            raise ValueError(f"The vocabulary lacks {', '.join(missing)}.")
        self.pad, self.unknown = self._ids["[PAD]"], self._ids["[UNK]"]
        self.start, self.separator = self._ids["[CLS]"], self._ids["[SEP]"]
        self.mask = self._ids["[MASK]"]
        self.size = len(words)

    @classmethod
    def read(cls, file: Path) -> WordPiece:
        """The vocabulary of ``file``: one word a line."""
        return cls(file.read_text(encoding="utf-8").removesuffix("\n").split("\n"))

    def cut(self, text: str) -> tuple[Piece, ...]:
        """The pieces of ``text`` in order."""
        pieces: list[Piece] = []
        for word, places in _words(text):
            if len(word) > LONGEST_WORD:
                pieces.append(Piece(self.unknown, places[0], places[-1] + 1))
                continue
            found = self._match(word)
            if found is None:
                pieces.append(Piece(self.unknown, places[0], places[-1] + 1))
            else:
                pieces.extend(Piece(number, places[start], places[end - 1] + 1) for number, start, end in found)
        return tuple(pieces)

    def ids(self, text: str) -> list[int]:
        """Only the ids of the pieces."""
        return [piece.id for piece in self.cut(text)]

    def _match(self, word: str) -> list[tuple[int, int, int]] | None:
        """Longest match first; None when some part of ``word`` is in no piece."""
        found: list[tuple[int, int, int]] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._ids.get(prefix + word[start:end])
                if number is not None:
                    found.append((number, start, end))
                    start = end
                    break
            else:
                return None
        return found


def _words(text: str) -> list[tuple[str, list[int]]]:
    """Normalised words, each with the place in ``text`` from which each of its characters comes."""
    words: list[tuple[str, list[int]]] = []
    letters: list[str] = []
    places: list[int] = []

    def close() -> None:
        if letters:
            words.append(("".join(letters), places.copy()))
            letters.clear()
            places.clear()

    for place, char in enumerate(text):
        for letter in _normal(char):
            if letter == " ":
                close()
            elif _stands_alone(letter):
                close()
                words.append((letter, [place]))
            else:
                letters.append(letter)
                places.append(place)
    close()
    return words


@lru_cache(maxsize=4096)
def _normal(char: str) -> str:
    """What one character becomes: nothing, a space, or lower-case letters without accents."""
    kind = unicodedata.category(char)
    if char in "\t\n\r" or kind.startswith("Z"):
        return " "
    if char == "\ufffd" or kind in ("Cc", "Cf", "Co", "Cs"):
        return ""
    bare = "".join(part for part in unicodedata.normalize("NFD", char) if unicodedata.category(part) != "Mn")
    return bare.lower()


@lru_cache(maxsize=4096)
def _stands_alone(char: str) -> bool:
    """Punctuation (all ASCII symbols included) and ideographs are words of their own."""
    code = ord(char)
    if code < 128:
        return not char.isalnum()
    return unicodedata.category(char).startswith("P") or any(low <= code <= high for low, high in _IDEOGRAPHS)
