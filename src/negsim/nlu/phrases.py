"""The phrase language of the cues: compiling phrases and finding them quickly in a text.

Matching runs over *folded* text: lower case, typographic quotes made straight, every character still at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

GAP_SHORT, GAP_LONG = 4, 9
# One skipped word with what follows it; a gap never runs over the end of a sentence. The two halves share no
# character, so that no text, however hostile, can be skipped in more than one way.
_SKIP = r"(?:\w+[^\w.!?]+)"
_BETWEEN = r"[^\w.!?;]+"
_OPENING = r"\A[^\w]*(?:(?:ok(?:ay)?|well|and|but|so|no|yes|look|now|then|oh)\b[^\w]+)?"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_TOKEN = re.compile(r"\s*(\.\.\.|\.\.|\^|\$|\{[a-z_]+\}|[()\[\]|]|[^\s()\[\]|{}^$]+)")
_COMMON = frozenset(  # words too frequent to narrow a search
    """a an the and or but if of to in on at by for with from as is are was be been it it's that that's this i i'm we
    we'll we're you your you're they he she me my our us not no do don't does did can can't could will won't would
    should shall have has had what who which so then than there here all any one just only""".split()  # noqa: SIM905
)
_FOLD = {ord(a): b for a, b in zip("‘’ʼ`´“”„«»\u00a0", "'''''\"\"\"\"\" ", strict=True)}
# Contractions: what else may be written for them.
_SHORT: Mapping[str, tuple[str, ...]] = {
    "can't": ("can't", "cant", "cannot", "can not"),
    "won't": ("won't", "wont", "will not", "shall not", "shan't"),
    "let's": ("let's", "lets", "let us"),
    "i'm": ("i'm", "im", "i am"),
    "gonna": ("gonna", "going to"),
}
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "n't": ("not",),
    "'ll": ("will", "shall"),
    "'re": ("are",),
    "'ve": ("have",),
    "'d": ("would", "had"),
    "'s": ("is", "has"),
}


class PhraseError(ValueError):
    """A phrase that is not in the phrase language."""


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase. Its regex keeps every gap in a group, so that negations within can be found."""

    text: str
    regex: re.Pattern[str]
    anchors: frozenset[str]
    """Words (or beginnings of words, ending in ``*``) one of which a matching text must hold."""

    def search(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match within ``folded[start:end]``."""
        return self.regex.search(folded, start, len(folded) if end is None else end)


@dataclass(frozen=True)
class _Part:
    regex: str
    anchors: frozenset[str]
    gap: bool = False
    optional: bool = False
    edge: bool = False


def fold(text: str) -> str:
    """``text`` in lower case with straight quotes; never longer or shorter, so spans stay true."""
    plain = text.translate(_FOLD)
    lowered = plain.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


def words_of(folded: str) -> list[str]:
    """The words of folded text."""
    return _WORD.findall(folded)


def compile_phrase(text: str, groups: Mapping[str, tuple[str, ...]]) -> Phrase:
    """The compiled phrase. Raises ``PhraseError`` on unknown groups and unbalanced brackets."""
    tokens = _tokens(text)
    parts, rest = _sequence(tokens, 0, groups, text, 0)
    if rest != len(tokens):
        raise PhraseError(f"phrase {text!r}: unexpected {tokens[rest]!r}; check its brackets")
    while parts and parts[-1].gap:
        parts.pop()
    if not parts:
        raise PhraseError(f"phrase {text!r} holds no word")
    return Phrase(text, re.compile(_join(parts)), _anchor(parts))


def _tokens(text: str) -> list[str]:
    tokens, position = [], 0
    text = text.strip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if not found:
            raise PhraseError(f"phrase {text!r}: cannot read {text[position:]!r}")
        tokens.append(found.group(1))
        position = found.end()
    if not tokens:
        raise PhraseError("an empty phrase")
    return tokens


def _sequence(
    tokens: list[str], at: int, groups: Mapping[str, tuple[str, ...]], text: str, depth: int
) -> tuple[list[_Part], int]:
    if depth > 12:
        raise PhraseError(f"phrase {text!r}: groups nest too deeply; does one name itself?")
    parts: list[_Part] = []
    while at < len(tokens) and tokens[at] not in (")", "]", "|"):
        token = tokens[at]
        at += 1
        if token in ("..", "..."):
            parts.append(_Part(f"({_SKIP}{{0,{GAP_SHORT if token == '..' else GAP_LONG}}}?)", frozenset(), gap=True))
        elif token in ("^", "$"):
            # Clause edges: quotes, brackets and little words of address may stand there.
            parts.append(_Part(_OPENING if token == "^" else r"[^\w]*\Z", frozenset(), edge=True))
        elif token in ("(", "["):
            options: list[list[_Part]] = []
            while True:
                option, at = _sequence(tokens, at, groups, text, depth + 1)
                options.append(option)
                if at >= len(tokens):
                    raise PhraseError(f"phrase {text!r}: a bracket is not closed")
                at += 1
                if tokens[at - 1] != "|":
                    break
            parts.append(_choice(options, optional=token == "["))
        elif token.startswith("{"):
            name = token[1:-1]
            if name not in groups:
                raise PhraseError(f"phrase {text!r}: no group {token}; there are {', '.join(sorted(groups))}")
            parts.append(_choice([_sequence(_tokens(p), 0, groups, text, depth + 1)[0] for p in groups[name]], False))
        else:
            parts.append(_word(token.lower()))
    return parts, at


def _choice(options: list[list[_Part]], optional: bool) -> _Part:
    regex = "(?:" + "|".join(_join(option) for option in options) + ")"
    anchors: frozenset[str] = frozenset().union(*(_anchor(option) for option in options))
    return _Part(regex, frozenset() if optional else anchors, optional=optional)


def _word(token: str) -> _Part:
    if token.endswith("*"):
        return _Part(r"\b" + re.escape(token[:-1]) + r"\w*", frozenset({token}))
    forms: tuple[str, ...] = _SHORT.get(token, ())
    if not forms:
        for ending, long in _ENDINGS.items():
            if token.endswith(ending) and len(token) > len(ending):
                head = token[: -len(ending)]
                forms = (token, token.replace("'", ""), *(f"{head} {word}" for word in long))
                break
    forms = forms or (token,)
    regex = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
    first = {form.split()[0] for form in forms}
    return _Part(rf"\b(?:{regex})(?![\w])", frozenset(first | {part.split("-")[0] for part in first}))


def _join(parts: list[_Part]) -> str:
    """The regex of a sequence, with separators between words; optional parts and gaps carry their own."""
    out = ""
    pending = False
    for part in parts:
        if part.edge:
            out += part.regex
        elif part.gap:
            out += (_BETWEEN if pending else "") + part.regex
            pending = False
        elif part.optional:
            out += rf"(?:{_BETWEEN}{part.regex})?" if pending else rf"(?:{part.regex}{_BETWEEN})?"
        else:
            out += (_BETWEEN if pending else "") + part.regex
            pending = True
    return out


def _anchor(parts: list[_Part]) -> frozenset[str]:
    """The anchors of the rarest word that every match must hold; empty when there is none."""
    best: frozenset[str] = frozenset()
    rank = (2, 0)
    for part in parts:
        if part.anchors:
            common = sum(word in _COMMON for word in part.anchors)
            mine = (1 if common else 0, len(part.anchors))
            if not best or mine < rank:
                best, rank = part.anchors, mine
    return best


class PhraseIndex:
    """Many phrases, found by the words they cannot do without."""

    def __init__(self, entries: Iterable[tuple[Phrase, int]]) -> None:
        self._by_word: dict[str, list[tuple[Phrase, int]]] = {}
        self._by_beginning: dict[str, list[tuple[Phrase, int]]] = {}
        self._always: list[tuple[Phrase, int]] = []
        for entry in entries:
            anchors = entry[0].anchors
            if not anchors:
                self._always.append(entry)
            for anchor in anchors:
                if anchor.endswith("*"):
                    self._by_beginning.setdefault(anchor[:-1], []).append(entry)
                else:
                    self._by_word.setdefault(anchor, []).append(entry)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})

    def candidates(self, words: Iterable[str]) -> Iterator[tuple[Phrase, int]]:
        """Phrases worth trying on a text with these words, each once, in the order of the file."""
        found: dict[tuple[int, str], tuple[Phrase, int]] = {(e[1], e[0].text): e for e in self._always}
        for word in set(words):
            for entry in self._entries(word):
                found[(entry[1], entry[0].text)] = entry
        for key in sorted(found):
            yield found[key]

    def _entries(self, word: str) -> Iterator[tuple[Phrase, int]]:
        yield from self._by_word.get(word, ())
        head, apostrophe, _ = word.partition("'")
        if apostrophe:
            yield from self._by_word.get(head, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._by_beginning.get(word[:length], ())


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A rough stem, enough to see that "strikes" and "striking" speak of one thing."""
    word = word.removesuffix("'s")
    for ending, least in (
        ("ations", 4),
        ("ation", 4),
        ("ings", 4),
        ("ing", 4),
        ("ies", 3),
        ("ers", 4),
        ("ed", 4),
        ("es", 4),
        ("s", 3),
        ("y", 4),
        ("e", 4),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word
