"""The conversation as entries for the screen, made from events alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from negsim.content.texts import say
from negsim.engine.fold import effective
from negsim.model import events as ev
from negsim.model.catalogue import Catalogue
from negsim.model.judgement import Assessment
from negsim.model.scenario import Scenario
from negsim.reports.standing import sentence
from negsim.tui.words import word

Kind = Literal["they", "you", "stage", "note", "outside", "mark"]


@dataclass(frozen=True)
class Entry:
    """One block of the transcript. ``who`` names the speaker's role; stage directions have none."""

    kind: Kind
    text: str
    who: str = ""
    tag: str = ""
    """What stands before the speaker's role: the side, as a word and never as a colour alone."""


class Storyteller:
    """Turns events into entries; knows which of them are feedback and withholds those in an examination."""

    def __init__(self, scenario: Scenario, catalogue: Catalogue, practice: bool) -> None:
        self.scenario, self.catalogue, self.practice = scenario, catalogue, practice
        self._titles = {seat.id: seat.title for seat in scenario.delegation}
        self._in_room = False
        self._prepared: list[str] = []
        self._clauses: tuple[str, ...] = ()

    def tell(self, events: Sequence[ev.Event]) -> list[Entry]:
        """The whole conversation from all events of a session."""
        self._in_room, self._prepared = False, []
        return self.more(effective(events))

    def more(self, events: Iterable[ev.Event]) -> list[Entry]:
        """The entries that some further events add."""
        return [entry for event in events for entry in self._entries(event) if entry.text]

    def _entries(self, event: ev.Event) -> list[Entry]:
        found: list[Entry] = []
        match event:
            case ev.Prepared():
                self._prepared.append(event.option)
            case ev.PhaseEntered():
                found = self._phase(event)
            case ev.LineSpoken(line=line) if line.stage:
                found = [_stage(line.text)]
            case ev.LineSpoken(line=line):
                found = [Entry("they", line.text, self._titles.get(line.speaker, line.speaker), word("they"))]
            case ev.ReplyGiven():
                found = self._reply(event)
            case ev.WorldMoved():
                found = [Entry("outside", event.text, tag=word("outside"))]
            case ev.ActionTaken(action="recess" | "consult"):
                found = [_stage(event.text or say(event.action))]
            case ev.NoticeGiven():
                found = self._notice(event)
            case ev.TacticNamed():
                found = [_note(self._named(event))]
            case ev.ClauseTabled():
                self._clauses = event.clauses
            case ev.PositionMoved(side="theirs") if self.practice:
                found = [_note(word("they_moved", issue=self.scenario.issue(event.issue).name))]
            case ev.ClauseDecided():
                found = [_note(self._clause(event))]
            case ev.TableLeft() if event.text or event.by:
                text = {"delegation": "delegation_leaves", "trainee": "trainee_leaves", "time": "time_over"}[event.by]
                found = [_stage(event.text or say(text))]
            case ev.TextClosed():
                found = [_stage(event.text)]
            case ev.Rewound():
                found = [_note(say("rewound", turn=event.turn))]
            case _:
                pass
        return found

    def _phase(self, event: ev.PhaseEntered) -> list[Entry]:
        entering = event.phase == "table" and not self._in_room
        self._in_room = self._in_room or entering
        if not self._in_room or event.phase in ("press", "debrief"):
            return []
        found = [_stage(event.text)]
        if entering:
            notes = {option.id: option.note for option in self.scenario.preparation.options}
            found += [_stage(notes.get(option, "")) for option in self._prepared]
        return found

    def _reply(self, event: ev.ReplyGiven) -> list[Entry]:
        if event.where == "press":
            found = [Entry("you", event.text, word("to_the_press"), word("you"))]
        elif event.silent:
            found = [_stage(say("silence_held"))]
        else:
            found = [Entry("you", event.text, self.scenario.trainee.title, word("you"))]
        if self.practice:
            found.append(Entry("mark", summary(event.assessment, self.catalogue)))
        return found

    def _notice(self, event: ev.NoticeGiven) -> list[Entry]:
        if event.code == "red_line":
            names = {issue.id: issue.name for issue in self.scenario.issues}
            text = say("red_line_notice", issue=names.get(event.text, event.text))
            return [Entry("note", text, tag=word("team"))] if self.practice else []
        return [Entry("note", event.text, tag=word("team"))]

    def _named(self, event: ev.TacticNamed) -> str:
        guess = self.catalogue.tactics[event.guess].name
        if not self.practice:
            return word("named_exam", guess=guess)
        actual = self.catalogue.tactics[event.actual].name
        return f"{word('named', guess=guess)} {say(f'named_{event.result}', actual=actual)}"

    def _clause(self, event: ev.ClauseDecided) -> str:
        number = self._clauses.index(event.clause) + 1 if event.clause in self._clauses else 0
        name = next((c.issue for c in self.scenario.closing.clauses if c.id == event.clause), event.clause)
        issue = sentence(next((i.name for i in self.scenario.issues if i.id == name), name))
        decided = word(f"clause_{event.choice}", number=number, issue=issue)
        if event.choice == "accept":
            return decided
        return f"{decided} {say('clause_granted' if event.granted else 'clause_insist')}"


def _stage(text: str) -> Entry:
    return Entry("stage", f"({text})" if text else "")


def _note(text: str) -> Entry:
    return Entry("note", text)


def summary(assessment: Assessment, catalogue: Catalogue) -> str:
    """The judgement of a reply in one line, for screens that have no room beside the talk."""
    parts = [word("score", score=assessment.score)]
    for key, verdicts in (("broken", assessment.breached), ("kept", assessment.upheld)):
        names = [catalogue.principles[v.principle].name for v in verdicts]
        if names:
            parts.append(f"{word(key)}: {', '.join(dict.fromkeys(names))}.")
    if len(parts) == 1:
        parts.append(say("no_verdict") + ".")
    return " ".join(parts).replace("..", ".")
