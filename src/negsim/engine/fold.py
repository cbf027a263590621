"""State = fold(events). No rule of the game is here: events carry their consequences as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from negsim.model import events as ev
from negsim.model.state import ClaimState, ClauseState, IssueState, State


class NotASession(ValueError):
    """The event list does not begin with session_opened, or contains it twice."""


def effective(events: Sequence[ev.Event]) -> list[ev.Event]:
    """The events that still count: what a rewind took back is left out, the rewind itself stays."""
    kept: list[ev.Event] = []
    for event in events:
        if isinstance(event, ev.Rewound):
            del kept[event.keep :]
        kept.append(event)
    return kept


def fold(events: Sequence[ev.Event]) -> State:
    """The State after ``events``. Raises NotASession when they are not one session's list."""
    if not events or not isinstance(events[0], ev.SessionOpened):
        raise NotASession("The first event of a session is session_opened.")
    return fold_on(opening(events[0]), effective(events)[1:])


def fold_on(state: State, events: Iterable[ev.Event]) -> State:
    """``state`` carried on by events that contain no rewind of earlier ones."""
    for event in events:
        state = apply(state, event)
    return state


def opening(event: ev.SessionOpened) -> State:
    """The State after the first event."""
    return State(
        setup=event.setup,
        hours_left=event.hours,
        minutes_left=event.minutes,
        trackers=dict(event.trackers),
        issues={issue: IssueState(ours=ours, theirs=theirs) for issue, (ours, theirs) in event.positions.items()},
    )


def apply(state: State, event: ev.Event) -> State:
    """``state`` after one more event."""
    handler = _HANDLERS.get(type(event))
    if handler is None:
        raise NotASession(f"{type(event).__name__} cannot stand here.")
    change = handler(state, event)
    return state.model_copy(update=change) if change else state


def _phase(state: State, event: ev.PhaseEntered) -> dict[str, Any]:
    resumed = event.phase == state.phase and event.step == state.step
    return {
        "phase": event.phase,
        "step": event.step,
        "exchanges_in_step": state.exchanges_in_step if resumed else 0,
    }


def _prepared(state: State, event: ev.Prepared) -> dict[str, Any]:
    change: dict[str, Any] = {
        "prepared": (*state.prepared, event.option),
        "hours_left": state.hours_left - event.hours,
        "flags": state.flags | set(event.flags) | {event.option, "prepared"},
    }
    if event.choice_kind == "order":
        change["objective_order"] = event.issues
    elif event.choice_kind == "agenda":
        change["agenda"] = event.issues
    elif event.choice_kind == "red_line":
        change["red_lines"] = tuple(dict.fromkeys((*state.red_lines, *event.issues)))
    elif event.choice_kind == "walk_away":
        change["walk_away"] = event.text
    elif event.choice_kind == "cost":
        change["named_cost"] = event.text
    return change


def _reply(state: State, event: ev.ReplyGiven) -> dict[str, Any]:
    change: dict[str, Any] = {"replies": (*state.replies, event), "minutes_left": state.minutes_left - event.minutes}
    if event.where == "press":
        change["statement"] = event.text
        return change
    change["turn"] = event.turn
    if event.where == "closing":
        change["closing_exchanges"] = state.closing_exchanges + 1
    else:
        change["exchanges_in_step"] = state.exchanges_in_step + 1
    return change


def _trackers(state: State, event: ev.TrackersMoved) -> dict[str, Any]:
    moved = {name: state.trackers.get(name, 50) + change for name, change in event.changes.items()}
    return {"trackers": {**state.trackers, **moved}}


def _position(state: State, event: ev.PositionMoved) -> dict[str, Any]:
    old = state.issues[event.issue]
    crossed = old.crossed or event.red_line_crossed
    new = old.model_copy(update={event.side: event.value, "crossed": crossed})
    return {"issues": {**state.issues, event.issue: new}}


def _claim_answered(state: State, event: ev.ClaimAnswered) -> dict[str, Any]:
    old = state.claims.get(event.claim, ClaimState(turn=event.turn))
    return {"claims": {**state.claims, event.claim: old.model_copy(update={"how": event.how})}}


def _clause(state: State, event: ev.ClauseDecided) -> dict[str, Any]:
    decided = ClauseState(choice=event.choice, granted=event.granted, value=event.value, text=event.text)
    return {"clauses": {**state.clauses, event.clause: decided}}


def _action(state: State, event: ev.ActionTaken) -> dict[str, Any]:
    counter = {"recess": "recesses", "consult": "consults", "hint": "hints"}.get(event.action)
    change: dict[str, Any] = {"minutes_left": state.minutes_left - event.minutes}
    if counter:
        change[counter] = getattr(state, counter) + 1
    return change


def _aftermath(state: State, event: ev.AftermathHappened) -> dict[str, Any]:
    return {"aftermath": (*state.aftermath, event.event), "deal_undone": state.deal_undone or event.undoes_deal}


_HANDLERS: dict[type[Any], Callable[[State, Any], dict[str, Any]]] = {
    ev.PhaseEntered: _phase,
    ev.Prepared: _prepared,
    ev.ReplyGiven: _reply,
    ev.TrackersMoved: _trackers,
    ev.ConcessionRecorded: lambda s, e: {"ledger": (*s.ledger, e)},
    ev.PositionMoved: _position,
    ev.BeliefsUpdated: lambda s, e: {"beliefs": {**s.beliefs, **e.counts}},
    ev.LineSpoken: lambda s, e: {"lines": (*s.lines, e)},
    ev.ClaimMade: lambda s, e: {"claims": {**s.claims, e.claim: ClaimState(turn=e.turn)}},
    ev.ClaimAnswered: _claim_answered,
    ev.TacticNamed: lambda s, e: {"named": (*s.named, e)},
    ev.ActionTaken: _action,
    ev.WorldMoved: lambda s, e: {
        "world": (*s.world, e.event),
        "world_turn": e.turn,
        "flags": s.flags | set(e.flags) | {e.event},
    },
    ev.NoticeGiven: lambda s, e: {},
    ev.ClauseTabled: lambda s, e: {"clauses": {clause: ClauseState() for clause in e.clauses}},
    ev.ClauseDecided: _clause,
    ev.TextClosed: lambda s, e: {"signed": e.signed},
    ev.TableLeft: lambda s, e: {"left_by": e.by},
    ev.ReadoutGiven: lambda s, e: {"readout": e.claims},
    ev.StatementMade: lambda s, e: {"borrowed": e.borrowed, "corrected": e.corrected},
    ev.AftermathHappened: _aftermath,
    ev.FlagsRaised: lambda s, e: {"flags": s.flags | set(e.flags)},
    ev.Rewound: lambda s, e: {"rewinds": s.rewinds + 1},
    ev.SessionEnded: lambda s, e: {"ended": e},
}
