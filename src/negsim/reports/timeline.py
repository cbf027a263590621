"""The timeline: every exchange with what was around it, and the trackers over the turns."""

from __future__ import annotations

from dataclasses import dataclass, field

from negsim.model import events as ev
from negsim.model.state import State
from negsim.reports.debrief_model import Exchange, Given, Spoken
from negsim.reports.record_model import Guess, Meter
from negsim.reports.retold import Retold
from negsim.reports.words import tell


@dataclass
class _Open:
    """An exchange being collected: their lines come first, the answer closes it."""

    where: str = "table"
    step: str = ""
    entered: str = ""
    outside: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    lines: list[ev.LineSpoken] = field(default_factory=list)
    named: ev.TacticNamed | None = None
    reply: ev.ReplyGiven | None = None
    moved: dict[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.lines and self.reply is None and not self.outside


def timeline(told: Retold) -> tuple[Exchange, ...]:
    """All exchanges in order. What happened after the last answer and belongs to no further line closes the list."""
    found = [_Open()]
    for event in told.events:
        here = found[-1]
        if isinstance(event, ev.PhaseEntered):
            _enter(found, event)
        elif isinstance(event, ev.LineSpoken):
            if here.reply is not None:
                here = _next(found)
            here.lines.append(event)
        elif isinstance(event, ev.ReplyGiven) and event.where != "press":
            if here.reply is not None:
                here = _next(found)
            here.reply = event
        elif isinstance(event, ev.WorldMoved):
            (_next(found) if here.reply is not None else here).outside.append(event.text)
        elif isinstance(event, ev.TacticNamed):
            here.named = event
        elif isinstance(event, ev.ActionTaken):
            here.done.append(event.action)
        elif isinstance(event, ev.TrackersMoved) and here.reply is not None:
            for name, change in event.changes.items():
                here.moved[name] = here.moved.get(name, 0) + change
    return tuple(_told(one, number, told) for number, one in enumerate((o for o in found if not o.empty), start=1))


def _next(found: list[_Open]) -> _Open:
    last = found[-1]
    found.append(_Open(where=last.where, step=last.step))
    return found[-1]


def _enter(found: list[_Open], event: ev.PhaseEntered) -> None:
    if event.phase not in ("table", "closing") or event.step == "recess":
        return
    here = found[-1]
    resumed = here.where == event.phase and here.step == (event.step or "")
    if here.reply is not None:
        here = _next(found)
    here.where, here.step = event.phase, event.step or ""
    if not resumed and event.text:
        here.entered = event.text


def _told(one: _Open, number: int, told: Retold) -> Exchange:
    intent = one.lines[-1].intent if one.lines else None
    reply = one.reply
    seats = {seat.id: seat.title for seat in told.scenario.delegation}
    tactic = intent.tactic if intent else (reply.tactic if reply else "")
    beat = next((b for b in told.scenario.beats if intent and b.id == intent.beat), None)
    aim = next((o.text for o in told.scenario.their_objectives if intent and o.id == intent.objective), "")
    return Exchange(
        turn=reply.turn if reply else number,
        where=one.where,
        step=one.step,
        entered=one.entered,
        outside=tuple(one.outside),
        done=tuple(one.done),
        tactic=tactic,
        tactic_name=told.tactic_name(tactic) if tactic else "",
        issue=told.issue_name(intent.issue) if intent else "",
        objective=aim,
        move=beat.note if beat else "",
        move_sources=beat.sources if beat else (),
        lines=tuple(
            Spoken(role=seats.get(line.line.speaker, line.line.speaker), text=line.line.text, stage=line.line.stage)
            for line in one.lines
        ),
        answered=reply is not None,
        silent=bool(reply and reply.silent),
        reply=reply.text if reply else "",
        score=reply.assessment.score if reply else None,
        findings=told.findings(reply) if reply else (),
        given=_given(reply, told) if reply else (),
        named=_guess(one.named, told) if one.named else None,
        trackers={name: change for name, change in one.moved.items() if change},
    )


def _given(reply: ev.ReplyGiven, told: Retold) -> tuple[Given, ...]:
    return tuple(
        Given(
            issue=told.issue_name(concession.issue),
            kind=concession.kind.value,
            quote=" ".join(concession.evidence.cut(reply.text).split()),
        )
        for concession in reply.assessment.concessions
    )


def _guess(named: ev.TacticNamed, told: Retold) -> Guess:
    return Guess(
        turn=named.turn + 1,
        guess=told.tactic_name(named.guess),
        actual=told.tactic_name(named.actual),
        result=named.result,
    )


def guesses(told: Retold) -> tuple[Guess, ...]:
    """Every tactic that the trainee named, in order."""
    return tuple(_guess(named, told) for named in told.state.named)


def meters(told: Retold) -> tuple[tuple[str, ...], tuple[Meter, ...]]:
    """The moments at which trackers are read, and every tracker's values at them."""
    states = told.states()
    labels, points = [tell("time_start")], [states[0]]
    for index, event in enumerate(told.events):
        before = states[index - 1] if index else states[0]
        if isinstance(event, ev.PhaseEntered) and event.phase == "table" and before.phase == "preparation":
            labels.append(tell("time_seated"))
            points.append(before)
        elif _closes_a_turn(event, before):
            labels.append(str(before.turn))
            points.append(before)
    if len(states) > 1:
        labels.append(tell("time_end" if told.state.ended else "time_now"))
        points.append(states[-1])
    return tuple(labels), tuple(_meter(name, points, told) for name in _names(told, states[0]))


def _closes_a_turn(event: ev.Event, before: State) -> bool:
    """Whether a turn's consequences are complete just before this event."""
    if not before.turn:
        return False
    if isinstance(event, ev.ReplyGiven):
        return event.where != "press"
    return isinstance(event, ev.PhaseEntered) and event.phase == "press"


def _names(told: Retold, first: State) -> list[str]:
    known = [name for name in told.catalogue.trackers if name in first.trackers]
    return [*known, *sorted(set(first.trackers) - set(known))]


def _meter(name: str, points: list[State], told: Retold) -> Meter:
    spec = told.catalogue.trackers.get(name)
    return Meter(
        tracker=name,
        name=spec.name if spec else name,
        meaning=spec.meaning if spec else "",
        low=spec.low if spec else "",
        high=spec.high if spec else "",
        hidden=bool(spec and spec.hidden),
        values=tuple(state.trackers.get(name, 50) for state in points),
    )


def step_name(step: str) -> str:
    """A step of the school in words."""
    return tell.known(f"step_{step}", step) if step else ""
