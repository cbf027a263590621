"""The after-action review of a session: what was planned, what happened, where it parted, why, keep and change."""

from __future__ import annotations

from collections.abc import Sequence

from negsim.content.texts import say
from negsim.model import events as ev
from negsim.model.catalogue import Catalogue
from negsim.model.scenario import Scenario
from negsim.model.standing import substance
from negsim.reports import record
from negsim.reports.debrief_model import Debrief, Follow, Heading, Outcome, TakeBack
from negsim.reports.doctrines_compared import doctrines
from negsim.reports.dossier_on_you import beliefs
from negsim.reports.moments import change, keep, moments, unused
from negsim.reports.partings import partings, plan
from negsim.reports.retold import Retold, words_of
from negsim.reports.timeline import meters, timeline
from negsim.reports.words import tell
from negsim.scoring.points import conduct_of


def build_debrief(events: Sequence[ev.Event], scenario: Scenario, catalogue: Catalogue) -> Debrief:
    """The debrief of a session, finished or not. Pure. Raises NotASession when the events are not one session's."""
    told = Retold.of(events, scenario, catalogue)
    exchanges = timeline(told)
    made, changed = plan(told), change(told)
    when, trackers = meters(told)
    found = Debrief(
        heading=heading(told),
        outcome=outcome(told),
        plan=made,
        timeline=exchanges,
        partings=partings(told, made),
        moments=moments(told, exchanges),
        keep=keep(told, changed.principle if changed else ""),
        change=changed,
        unused=None if changed else unused(told),
        beliefs=beliefs(told),
        ledger=record.ledger(told),
        positions=record.positions(told),
        clauses=record.clauses(told),
        claims=record.claims(told),
        doctrines=doctrines(told),
        recognition=record.recognition(told),
        press=record.press(told),
        hidden_seats=record.hidden_seats(told),
        tactics=record.tactics(told),
        moments_in_time=when,
        trackers=trackers,
        labels=(say("composed"), say("simulated"), say("doctrine_note"), tell("label_private")),
    )
    return found.model_copy(update={"sources": record.cited([found], catalogue)})


def heading(told: Retold) -> Heading:
    """What session this is."""
    setup, card = told.state.setup, told.scenario.card
    return Heading(
        scenario=setup.scenario, title=card.title, place=card.place, date=card.date, role=told.scenario.trainee.title,
        doctrine=told.doctrine.id, doctrine_name=told.doctrine.name, difficulty=setup.difficulty, mode=setup.mode,
        seed=setup.seed, reader=setup.reader, content_hash=setup.content_hash,
    )  # fmt: skip


def outcome(told: Retold) -> Outcome:
    """How it ended, or where it stands."""
    state, scenario, ended = told.state, told.scenario, told.state.ended
    history = next((e.history for e in scenario.endings if ended and e.id == ended.ending), "")
    conduct = conduct_of((reply.assessment.verdicts for reply in told.judged), told.doctrine)
    return Outcome(
        finished=ended is not None,
        phase=state.phase,
        ending=ended.ending if ended else "",
        title=ended.title if ended else "",
        text=ended.text if ended else "",
        history=history,
        outcome=ended.outcome if ended else None,
        conduct=(ended.conduct if ended else conduct) if told.judged else None,
        substance=substance(state, scenario) if all(i.id in state.issues for i in scenario.issues) else None,
        red_lines_kept=not state.red_line_crossed,
        crossed=tuple(told.issue_name(name) for name, issue in state.issues.items() if issue.crossed),
        signed=state.signed,
        left_by=state.left_by or "",
        replies=len([reply for reply in told.replies if not reply.silent]),
        silences=len([reply for reply in told.replies if reply.silent]),
        aftermath=_aftermath(told),
        take_backs=_take_backs(told),
        hints=sum(isinstance(e, ev.ActionTaken) and e.action == "hint" for e in told.all_events),
    )


def _aftermath(told: Retold) -> tuple[Follow, ...]:
    sources = {event.id: event.sources for event in told.scenario.aftermath}
    return tuple(
        Follow(after_days=e.after_days, text=e.text, undoes_deal=e.undoes_deal, sources=sources.get(e.event, ()))
        for e in told.events
        if isinstance(e, ev.AftermathHappened)
    )


def _take_backs(told: Retold) -> tuple[TakeBack, ...]:
    """Every reply that was taken back; one taken back twice is there twice."""
    found = []
    said: dict[int, ev.ReplyGiven] = {}
    kept = {reply.turn: reply for reply in told.replies}
    for event in told.all_events:
        if isinstance(event, ev.ReplyGiven) and event.where != "press":
            said[event.turn] = event
        elif isinstance(event, ev.Rewound) and event.turn in said:
            first, then = said[event.turn], kept.get(event.turn)
            found.append(
                TakeBack(
                    turn=event.turn, first=words_of(first, 140), first_score=first.assessment.score,
                    then=words_of(then, 140) if then else "", then_score=then.assessment.score if then else None,
                )
            )  # fmt: skip
    return tuple(found)


__all__ = ["Debrief", "build_debrief"]
