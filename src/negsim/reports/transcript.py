"""A session as one conversation, in Markdown: what was said, in order, and the verdicts in the margin."""

from __future__ import annotations

from collections.abc import Sequence

from negsim.content.texts import say
from negsim.engine.fold import effective
from negsim.model import events as ev
from negsim.model.catalogue import Catalogue
from negsim.model.scenario import Scenario

_CHOICES = {"accept": "Accepted", "amend": "Amended", "strike": "Struck out"}
_MARKUP = str.maketrans({c: "\\" + c for c in "\\`*_[]<>#|~"})


def literal(text: str) -> str:
    """Text as Markdown that shows it letter by letter."""
    return text.translate(_MARKUP).replace("\n", "  \n")


def transcript_markdown(
    events: Sequence[ev.Event], scenario: Scenario, catalogue: Catalogue, trainee: str = "", about: str = ""
) -> str:
    """The whole session as one page."""
    opened = events[0]
    assert isinstance(opened, ev.SessionOpened)  # a session's list begins so
    setup = opened.setup
    head = [
        f"# {scenario.card.title}" + (f": the {trainee} trainee" if trainee else ""),
        "",
        say("composed"),
        say("simulated"),
        "",
    ]
    if about:
        head += [literal(about), ""]
    head += [f"Seed {setup.seed}, doctrine {setup.doctrine}, difficulty {setup.difficulty}, reader {setup.reader}.", ""]
    seats = {seat.id: seat.title for seat in scenario.delegation}
    body: list[str] = []
    for event in effective(events):
        body += _lines(event, seats, scenario, catalogue)
    return "\n".join([*head, *body]).rstrip() + "\n"


def _lines(event: ev.Event, seats: dict[str, str], scenario: Scenario, catalogue: Catalogue) -> list[str]:
    if isinstance(event, ev.PhaseEntered):
        title = event.phase.capitalize() + (f": {event.step}" if event.step else "")
        return [f"## {title}", "", *([f"*{literal(event.text)}*", ""] if event.text else [])]
    if isinstance(event, ev.Prepared):
        label = next(o.label for o in scenario.preparation.options if o.id == event.option).rstrip(".")
        own = f' "{literal(event.text)}"' if event.text else ""
        return [f"- {literal(label)}{own}: {literal(event.buys)}", ""]
    if isinstance(event, ev.LineSpoken):
        if event.line.stage:
            return [f"*({literal(event.line.text)})*", ""]
        return [f"**{seats.get(event.line.speaker, event.line.speaker)}:** {literal(event.line.text)}", ""]
    if isinstance(event, ev.ReplyGiven):
        spoken = say("silence_held") if event.silent else literal(event.text)
        who = "Your statement" if event.where == "press" else "You"
        return [f"**{who}:** {spoken}", "", *_verdicts(event, catalogue)]
    if isinstance(event, ev.WorldMoved | ev.AftermathHappened):
        return [f"> {literal(event.text)}", ""]
    if isinstance(event, ev.ReadoutGiven):
        return [*(f"> {literal(text)}" + "\n>" for text in event.texts), ""]
    if isinstance(event, ev.TacticNamed):
        return [f"*{say(f'named_{event.result}', actual=catalogue.tactics[event.actual].name)}*", ""]
    if isinstance(event, ev.ClauseDecided):
        text = say("clause_granted" if event.granted else "clause_insist")
        clause = next(c for c in scenario.closing.clauses if c.id == event.clause)
        words = event.text or clause.text
        theirs = "" if event.choice == "accept" else f" *{text}*"
        return [f"- {_CHOICES[event.choice]}: {literal(words)}{theirs}", ""]
    if isinstance(event, ev.ActionTaken) and event.action in ("recess", "consult"):
        return [f"*{say(event.action)}*", ""]
    if isinstance(event, ev.StatementMade) and event.borrowed:
        return [f"*Borrowed from their readout: {literal('; '.join(event.borrowed))}*", ""]
    if isinstance(event, ev.TextClosed):
        return [f"*{literal(event.text)}*", ""]
    if isinstance(event, ev.TableLeft):
        key = {"trainee": "trainee_leaves", "delegation": "delegation_leaves"}.get(event.by, "time_over")
        return [f"*{say(key)}*", ""]
    if isinstance(event, ev.SessionEnded):
        kept = "red lines kept" if event.red_lines_kept else "a red line crossed"
        return [
            f"## {literal(event.title)}",
            "",
            f"Outcome {event.outcome}, conduct {event.conduct}, {kept}.",
            "",
            literal(event.text),
            "",
        ]
    return []


def _verdicts(event: ev.ReplyGiven, catalogue: Catalogue) -> list[str]:
    marks = [f"breached {catalogue.principles[v.principle].name}" for v in event.assessment.breached]
    marks += [f"upheld {catalogue.principles[v.principle].name}" for v in event.assessment.upheld]
    marks += [f"gave {c.issue} ({c.kind.value})" for c in event.assessment.concessions]
    tactic = f" to {catalogue.tactics[event.tactic].name.lower()}" if event.tactic in catalogue.tactics else ""
    return [f"<sub>{event.assessment.score} points{tactic}: {'; '.join(marks) or 'nothing engaged'}.</sub>", ""]
