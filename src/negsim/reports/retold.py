"""What the parts of a debrief share: a session's effective events, its State, and names that never fail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from negsim.engine.fold import apply, effective, fold, opening
from negsim.model import events as ev
from negsim.model.catalogue import Catalogue, Doctrine
from negsim.model.judgement import Verdict
from negsim.model.scenario import Issue, Scenario
from negsim.model.state import State
from negsim.reports.record_model import Finding
from negsim.reports.words import tell

_SENTENCE = re.compile(r"(?<=[.!?])[\"'\u2019\u201d]?\s+")


@dataclass(frozen=True)
class Retold:
    """One session, ready to be told. A pack may have changed since it was played: unknown ids stay ids."""

    all_events: tuple[ev.Event, ...]
    events: tuple[ev.Event, ...]
    state: State
    scenario: Scenario
    catalogue: Catalogue

    @classmethod
    def of(cls, events: Sequence[ev.Event], scenario: Scenario, catalogue: Catalogue) -> Retold:
        """The session of ``events``. Raises NotASession."""
        return cls(tuple(events), tuple(effective(events)), fold(events), scenario, catalogue)

    @property
    def doctrine(self) -> Doctrine:
        """The doctrine under which it was played; the first known one when it has gone."""
        known = self.catalogue.doctrines
        return known.get(self.state.setup.doctrine) or next(iter(known.values()))

    @property
    def replies(self) -> tuple[ev.ReplyGiven, ...]:
        """Replies at the table and in the closing."""
        return tuple(reply for reply in self.state.replies if reply.where != "press")

    @property
    def judged(self) -> tuple[ev.ReplyGiven, ...]:
        """Replies that count for conduct: silence counts where it was judged."""
        return tuple(reply for reply in self.replies if not reply.silent or reply.assessment.verdicts)

    def issue(self, issue_id: str | None) -> Issue | None:
        """The issue with this id, if the pack has it."""
        return next((issue for issue in self.scenario.issues if issue.id == issue_id), None)

    def issue_name(self, issue_id: str | None) -> str:
        """Its name, else its id."""
        issue = self.issue(issue_id)
        return issue.name if issue else (issue_id or "")

    def tactic_name(self, tactic_id: str) -> str:
        """Its name, else its id."""
        tactic = self.catalogue.tactics.get(tactic_id)
        return tactic.name if tactic else tactic_id

    def principle_name(self, principle_id: str) -> str:
        """Its name, else its id."""
        principle = self.catalogue.principles.get(principle_id)
        return principle.name if principle else principle_id

    def finding(self, verdict: Verdict, reply: str, kept: bool) -> Finding:
        """A verdict with its words."""
        return Finding(
            kept=kept, principle=verdict.principle, name=self.principle_name(verdict.principle),
            severity=verdict.severity, why=verdict.why, source=verdict.source, quotes=quotes(verdict, reply),
        )  # fmt: skip

    def findings(self, reply: ev.ReplyGiven) -> tuple[Finding, ...]:
        """All verdicts of a reply, what was broken first."""
        found = reply.assessment
        return (
            *(self.finding(verdict, reply.text, kept=False) for verdict in found.breached),
            *(self.finding(verdict, reply.text, kept=True) for verdict in found.upheld),
        )

    @property
    def first(self) -> State:
        """The State after the first event."""
        opened = self.events[0]
        assert isinstance(opened, ev.SessionOpened)  # fold() has refused anything else
        return opening(opened)

    def states(self) -> list[State]:
        """The State after each effective event."""
        found = [self.first]
        for event in self.events[1:]:
            found.append(apply(found[-1], event))
        return found


def quotes(verdict: Verdict, reply: str) -> tuple[str, ...]:
    """The words a verdict rests on, each once, in order; silence has none."""
    cut = (" ".join(span.cut(reply).split()) for span in verdict.evidence)
    return tuple(dict.fromkeys(piece for piece in cut if piece))


def trimmed(quote: str) -> str:
    """A quotation without the full stop or comma it ended on, to stand inside a sentence of ours."""
    return quote.rstrip(" .,;:") or quote


def words_of(reply: ev.ReplyGiven, longest: int = 200) -> str:
    """What was said, in short; silence where nothing was."""
    return tell("silence_quote") if reply.silent else shortened(reply.text, longest)


def first_quote(verdict: Verdict, reply: ev.ReplyGiven) -> str:
    """The first words a verdict rests on, else what was said."""
    found = quotes(verdict, reply.text)
    return shortened(found[0]) if found else words_of(reply)


def shortened(text: str, longest: int = 200) -> str:
    """One line of ``text``: whole sentences up to ``longest`` characters, else cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    kept = ""
    for piece in _SENTENCE.split(line):
        if len(kept) + len(piece) + 1 > longest:
            break
        kept = f"{kept} {piece}".strip()
    if not kept:
        kept = line[:longest].rsplit(" ", 1)[0]
    return f"{kept} \u2026"


def last_sentences(text: str, longest: int = 220) -> str:
    """The end of a line: what a speaker ends on is what they ask."""
    line = " ".join(text.split())
    pieces = _SENTENCE.split(line)
    kept = ""
    for piece in reversed(pieces):
        if kept and len(kept) + len(piece) + 1 > longest:
            return f"\u2026 {kept}"
        kept = f"{piece} {kept}".strip()
    return shortened(kept, longest) if len(kept) > longest else kept
