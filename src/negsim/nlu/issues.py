"""Linking clauses to the scenario's issues: by alias, by meaning when a model is there, by what "it" refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from negsim.nlu.context import Subject
from negsim.nlu.opinion import OpinionModel
from negsim.nlu.phrases import fold, stem, words_of

_REFERS_BACK = re.compile(
    r"\b(?:it|that|this|those|these|them|one|the (?:same|rest|whole)"
    r"|your (?:proposal|point|demand|offer|line|condition|text|paper))\b"
)


@dataclass(frozen=True)
class Link:
    """An issue of the scenario that a text speaks of."""

    issue: str
    key: bool
    how: str
    """``alias``, ``meaning`` or ``reference``."""


@dataclass(frozen=True)
class _Alias:
    stems: tuple[str, ...]
    subject: Subject


class Linker:
    """Finds issues in folded text. Built once for a scenario's subjects."""

    def __init__(self, subjects: tuple[Subject, ...], common: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        self._by_first: dict[str, list[_Alias]] = {}
        self._subjects = {subject.id: subject for subject in subjects}
        self.subjects = subjects
        shared = dict(common)
        for subject in subjects:
            for phrase in dict.fromkeys((*subject.aliases, subject.name, *shared.get(subject.id, ()))):
                stems = tuple(stem(word) for word in words_of(fold(phrase)) if word not in ("the", "a", "an"))
                if stems:
                    self._by_first.setdefault(stems[0], []).append(_Alias(stems, subject))
        for aliases in self._by_first.values():
            aliases.sort(key=lambda alias: -len(alias.stems))

    def key(self, issue: str | None) -> bool:
        """Whether an issue is one of the trainee's key objectives."""
        return issue is not None and issue in self._subjects and self._subjects[issue].key

    def named(self, folded: str) -> tuple[Link, ...]:
        """Issues named in the text, in the order of their first mention."""
        stems = [stem(word) for word in words_of(folded)]
        links: dict[str, Link] = {}
        at = 0
        while at < len(stems):
            step = 1
            for alias in self._by_first.get(stems[at], ()):
                if tuple(stems[at : at + len(alias.stems)]) == alias.stems:
                    links.setdefault(alias.subject.id, Link(alias.subject.id, alias.subject.key, "alias"))
                    step = max(step, len(alias.stems))
            at += step
        return tuple(links.values())

    def nearest(self, texts: tuple[str, ...], model: OpinionModel, least: float) -> list[Link | None]:
        """For each text the issue whose gloss it is nearest to, when near enough."""
        if not texts or not self.subjects:
            return [None] * len(texts)
        glosses = tuple(f"{subject.name}: {subject.gloss}" for subject in self.subjects)
        vectors = model.embed((*glosses, *texts))
        out: list[Link | None] = []
        for vector in vectors[len(glosses) :]:
            scores = [sum(x * y for x, y in zip(vector, gloss, strict=True)) for gloss in vectors[: len(glosses)]]
            best = max(range(len(scores)), key=scores.__getitem__)
            subject = self.subjects[best]
            out.append(Link(subject.id, subject.key, "meaning") if scores[best] >= least else None)
        return out

    def referred(self, folded: str, issue: str | None) -> Link | None:
        """The issue of the delegation's line, when the text only points back at it."""
        if issue is None or issue not in self._subjects or not _REFERS_BACK.search(folded):
            return None
        return Link(issue, self._subjects[issue].key, "reference")


@lru_cache(maxsize=64)
def linker_for(subjects: tuple[Subject, ...], common: tuple[tuple[str, tuple[str, ...]], ...]) -> Linker:
    """The linker of a scenario; ``common`` holds the shared vocabulary's words per issue id."""
    return Linker(subjects, common)
