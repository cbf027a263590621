"""The reader's cues: what words speak for which act, read from content/catalogue/cues.yaml.

Cues are written in a small phrase language rather than in regular expressions, so that a teacher can read and
add to them:

===========  ===============================================================================
``word``     that word; ``don't`` also matches "dont" and "do not", ``we'll`` also "we will"
``word*``    any word beginning so
``(a|b c)``  one of several phrases
``[a|b]``    the same, but may be missing
``{name}``   a phrase group from ``groups``
``..``       up to four words in between, ``...`` up to nine ("don't" counts as two)
``^`` ``$``  the clause begins or ends here
===========  ===============================================================================

Phrases of one entry are separated by commas or line ends, in a YAML block (``any: |``), so that none needs quoting.

Words that may be skipped (``..``) are where a negation counts: "we will *not* lift" still fits
``{we} .. lift*`` and is then read as a denial.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, Field, ValidationError

from negsim.model.base import Frozen, Slug
from negsim.model.reading import Attribution, Condition
from negsim.nlu.phrases import Phrase, PhraseError, PhraseIndex, compile_phrase, words_of

Scope = Literal["clause", "sentence"]


def _phrases(value: Any) -> Any:
    """A block of phrases as a tuple; anything else is left for pydantic to judge."""
    if isinstance(value, str):
        return tuple(phrase.strip() for phrase in value.replace("\n", ",").split(",") if phrase.strip())
    return value


Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]


class CueError(ValueError):
    """The cues cannot be used; the message says which entry and what to do."""


class CueSpec(Frozen):
    """One cue as it is written in YAML."""

    act: Slug = Field(description="the act when the words are meant as they stand")
    also: tuple[Slug, ...] = Field(default=(), description="further acts on the same words")
    any: Phrases = Field(min_length=1, description="phrases, one of which must occur")
    unless: Phrases = Field(default=(), description="phrases whose presence in the same scope silences the cue")
    line: Phrases = Field(default=(), description="phrases, one of which the delegation's line must hold")
    tactics: tuple[str, ...] = Field(default=(), description="tactic ids or names of tactic groups; empty: any")
    issues: tuple[str, ...] = Field(default=(), description="issues, one of which the clause must be linked to")
    linked: bool = Field(default=False, description="only when the clause is linked to some issue")
    key: bool = Field(default=False, description="only when the linked issue is a key objective")
    negated: tuple[Slug, ...] = Field(default=(), description="acts when the words are denied; none: silent")
    either_polarity: bool = Field(default=False, description="the cue holds whether or not a negation stands by")
    conditional: tuple[Slug, ...] | None = Field(
        default=None, description="acts when the other side has to act first or at once; absent: as without condition"
    )
    conditions: tuple[Condition, ...] = Field(default=(), description="only with one of these conditions")
    attributions: tuple[Attribution, ...] = Field(default=(Attribution.OWN,))
    floated: bool = Field(default=False, description="as a question or a supposition it is still said, more faintly")
    question: bool | None = Field(default=None, description="only as a question (true) or only as a statement (false)")
    over: Scope = "clause"
    max_words: int = Field(default=0, ge=0, description="only in replies of at most so many words; 0: any length")
    strength: float = Field(default=1.0, gt=0, le=1)
    confidence: float = Field(default=0.7, gt=0, le=1)
    precise: bool = Field(default=False, description="trusted even where a learned model saw nothing")


class Derivation(Frozen):
    """An act that follows from another one in the moment in which it is done."""

    when: tuple[Slug, ...] = Field(min_length=1)
    add: Slug
    tactics: tuple[str, ...] = Field(default=(), description="tactic ids or names of tactic groups; empty: any")
    instead: bool = Field(default=False, description="the new act takes the place of the old one")
    key: bool = Field(default=False, description="only when the move's issue is a key objective")
    binding: bool = Field(default=False, description="only when the move waits for a step of the other side")


class Thresholds(Frozen):
    """When a model's opinion counts."""

    default: float = Field(default=0.5, gt=0, lt=1)
    labels: dict[str, float] = Field(default={}, description="per 'principle.verdict', or per verdict")
    concession: float = Field(default=0.5, gt=0, lt=1, description="enough to say how a gift is made")
    manner: float = Field(default=0.3, gt=0, lt=1, description="needed of the likeliest manner of giving")
    given: float = Field(default=0.34, gt=0, lt=1, description="needed of an issue to count as given")
    agree: float = Field(default=0.3, gt=0, lt=1, description="enough when a rule says the same")
    accuse: float = Field(default=0.15, ge=0, lt=1, description="needed of the model before a cue's breach counts")
    against_good: float = Field(
        default=0.6, gt=0, lt=1, description="needed for a breach on words in which rules read only good"
    )
    contradict: float = Field(default=0.75, gt=0, lt=1, description="needed where a rule says the opposite")
    overrule: float = Field(default=0.9, gt=0, lt=1, description="needed where a precise cue says the opposite")
    trust_rules: float = Field(default=0.05, ge=0, lt=1, description="enough for a cue marked precise")
    issue: float = Field(default=0.45, gt=0, lt=1, description="cosine that links a clause to an issue by its gloss")

    def of(self, principle: str, verdict: str) -> float:
        """The probability from which on an opinion on this principle and verdict counts."""
        return self.labels.get(f"{principle}.{verdict}", self.labels.get(verdict, self.default))


class CueFile(Frozen):
    """The whole of cues.yaml."""

    groups: dict[str, Phrases] = {}
    aliases: dict[str, Phrases] = Field(default={}, description="words for the issues of the shared vocabulary")
    tactics: dict[str, tuple[str, ...]] = Field(default={}, description="named groups of tactic ids")
    evidence: dict[str, Phrases] = Field(description="phrases for negation, condition, attribution and so on")
    notes: dict[str, Phrases] = Field(description="phrases and word lists for whole-reply notes")
    thresholds: Thresholds = Thresholds()
    derive: tuple[Derivation, ...] = ()
    fitting: dict[str, tuple[str, ...]] = Field(default={}, description="act -> issues it can be about")
    cues: tuple[CueSpec, ...]


@dataclass(frozen=True)
class Cue:
    """A cue ready for use: phrases compiled, tactic groups resolved."""

    spec: CueSpec
    number: int
    tactics: frozenset[str]
    unless: tuple[Phrase, ...]
    line: tuple[Phrase, ...]


@dataclass(frozen=True)
class Cues:
    """All cues, compiled once; shared by every reading."""

    cues: tuple[Cue, ...]
    clause_index: PhraseIndex
    sentence_index: PhraseIndex
    evidence: dict[str, tuple[Phrase, ...]]
    evidence_index: PhraseIndex
    """All of ``evidence``, numbered as in ``evidence_names``."""
    evidence_names: tuple[str, ...]
    words: dict[str, frozenset[str]]
    """Word lists of ``notes``, whose names end in ``_words``."""
    aliases: tuple[tuple[str, tuple[str, ...]], ...]
    """Words for the issues of the shared vocabulary; scenarios add their own."""
    derive: tuple[Derivation, ...]
    """Derivations with their tactic groups resolved."""
    fitting: dict[str, tuple[str, ...]]
    """Issues that an act can be about; acts that are not named here can be about any."""
    thresholds: Thresholds

    def evidence_in(self, folded: str) -> dict[str, list[Phrase]]:
        """For a clause or sentence the evidence phrases that occur in it, by the name of their entry."""
        found: dict[str, list[Phrase]] = {}
        for phrase, number in self.evidence_index.candidates(words_of(folded)):
            if phrase.search(folded):
                found.setdefault(self.evidence_names[number], []).append(phrase)
        return found

    def acts(self) -> frozenset[str]:
        """Every act id that some cue can produce."""
        found = {derivation.add for derivation in self.derive}
        for cue in self.cues:
            found.update((cue.spec.act, *cue.spec.also, *cue.spec.negated, *(cue.spec.conditional or ())))
        return frozenset(found)


def load_cues(text: str) -> Cues:
    """Cues from the text of cues.yaml.

    Raises ``CueError`` when the YAML is broken, a key is unknown or a phrase cannot be compiled.
    """
    try:
        raw: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CueError(f"cues.yaml is not readable YAML: {error}") from error
    try:
        file = CueFile.model_validate(raw)
    except ValidationError as error:
        raise CueError(f"cues.yaml does not have the expected shape: {error}") from error

    def compiled(phrases: tuple[str, ...], where: str) -> tuple[Phrase, ...]:
        try:
            return tuple(compile_phrase(phrase, file.groups) for phrase in phrases)
        except PhraseError as error:
            raise CueError(f"cues.yaml, {where}: {error}") from error

    def resolved(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(tactic for name in names for tactic in file.tactics.get(name, (name,)))

    cues: list[Cue] = []
    clause_entries: list[tuple[Phrase, int]] = []
    sentence_entries: list[tuple[Phrase, int]] = []
    for number, spec in enumerate(file.cues):
        where = f"cue {number + 1} ({spec.act})"
        tactics = resolved(spec.tactics)
        entries = clause_entries if spec.over == "clause" else sentence_entries
        entries.extend((phrase, number) for phrase in compiled(spec.any, where))
        cues.append(Cue(spec, number, frozenset(tactics), compiled(spec.unless, where), compiled(spec.line, where)))
    evidence = {name: compiled(phrases, f"evidence.{name}") for name, phrases in file.evidence.items()}
    words: dict[str, frozenset[str]] = {}
    for name, phrases in file.notes.items():
        if name.endswith("_words"):
            words[name] = frozenset(word for phrase in phrases for word in phrase.split())
        else:
            evidence[name] = compiled(phrases, f"notes.{name}")
    names = tuple(evidence)
    return Cues(
        cues=tuple(cues),
        clause_index=PhraseIndex(clause_entries),
        sentence_index=PhraseIndex(sentence_entries),
        evidence=evidence,
        evidence_index=PhraseIndex((phrase, names.index(name)) for name in names for phrase in evidence[name]),
        evidence_names=names,
        words=words,
        aliases=tuple(sorted(file.aliases.items())),
        derive=tuple(item.model_copy(update={"tactics": resolved(item.tactics)}) for item in file.derive),
        fitting=file.fitting,
        thresholds=file.thresholds,
    )
