"""One exchange at the table: read, judge, record, let the world move, let the delegation answer."""

from __future__ import annotations

from negsim.delegation.beliefs import updated
from negsim.delegation.calculus import reckoning
from negsim.delegation.policy import Table, decide
from negsim.delegation.quoting import quotable
from negsim.delegation.situations import perceive
from negsim.delegation.voice import Voice, open_lines
from negsim.engine.draft import Draft
from negsim.model import events as ev
from negsim.model.catalogue import Catalogue
from negsim.model.dice import Dice
from negsim.model.judgement import Concession, VerdictKind
from negsim.model.reading import ConcessionKind, Polarity, Reading
from negsim.model.scenario import Issue, Scenario
from negsim.model.standing import holds
from negsim.model.state import State
from negsim.nlu.context import ReadingContext, Subject
from negsim.nlu.reader import Reader
from negsim.scoring.judge import judge

WORDS_PER_MINUTE = 60
"""A reply longer than a minute's speech takes its extra minutes from the clock."""


def subjects_of(scenario: Scenario) -> tuple[Subject, ...]:
    """The scenario's issues as the reader sees them."""
    return tuple(Subject(id=i.id, name=i.name, gloss=i.gloss, aliases=i.aliases, key=i.key) for i in scenario.issues)


def last_words(state: State) -> str:
    """What the delegation said in its last turn, as one text."""
    if not state.lines:
        return ""
    turn = state.lines[-1].turn
    return " ".join(line.line.text for line in state.lines if line.turn == turn and line.line.text)


def read_and_judge(draft: Draft, reader: Reader, text: str, where: str, silent: bool, minutes: int) -> ev.ReplyGiven:
    """Read and judge a reply in its context; the event is added to the draft and returned."""
    state, catalogue, scenario = draft.state, draft.catalogue, draft.scenario
    last = state.last_line
    tactic = last.intent.tactic if last and where != "press" else ""
    issue = last.intent.issue if last and where != "press" else None
    line = last_words(state) if where != "press" else ""
    if silent:
        reading = Reading(reply="", clauses=(), moves=())
    else:
        reading = reader.read(
            text,
            ReadingContext(
                line=line,
                tactic=tactic,
                subjects=subjects_of(scenario),
                issue=issue,
                earlier=tuple(reply.text for reply in state.replies if reply.text),
                lines_before=tuple(spoken.line.text for spoken in state.lines[:-1]),
            ),
        )
    assessment = judge(
        reading, catalogue, catalogue.doctrines[state.setup.doctrine], tactic, silent, scenario.exemplars, issue
    )
    reply = ev.ReplyGiven(
        turn=state.turn + (0 if where == "press" else 1),
        where=where,  # type: ignore[arg-type]
        silent=silent,
        text=text,
        tactic=tactic,
        line=line,
        step=state.step,
        reading=reading,
        assessment=assessment,
        minutes=minutes,
    )
    draft.add(reply)
    return reply


def record_consequences(draft: Draft, reply: ev.ReplyGiven) -> None:
    """Trackers, ledger, positions, beliefs and claims that follow from one judged reply."""
    draft.effect("action.silence" if reply.silent else "action.say")
    for verdict in reply.assessment.verdicts:
        draft.effect(f"{verdict.principle}.{verdict.verdict.value}", verdict.severity / 2)
    for act in dict.fromkeys(reply.reading.acts()):
        draft.effect(f"act.{act}")
    for concession in reply.assessment.concessions:
        _concede(draft, reply, concession)
    changed = updated(draft.state.beliefs, reply.assessment, draft.catalogue.policy)
    if changed:
        draft.add(ev.BeliefsUpdated(turn=reply.turn, counts=changed))
    _answer_claims(draft, reply)
    draft.move_trackers("reckoning", reckoning(draft.state, draft.scenario))
    _their_step(draft, reply)


def _concede(draft: Draft, reply: ev.ReplyGiven, concession: Concession) -> None:
    if concession.issue not in draft.state.issues:
        return
    quote = quotable(reply.text, concession.evidence)
    draft.add(
        ev.ConcessionRecorded(turn=reply.turn, giver="ours", issue=concession.issue, what=concession.kind, quote=quote)
    )
    issue = draft.scenario.issue(concession.issue)
    old = draft.state.issues[issue.id].ours
    new = lowered(issue, old, concession.kind)
    if new < old:
        crossed = _crosses(draft.state, issue, new)
        draft.add(ev.PositionMoved(issue=issue.id, side="ours", value=new, red_line_crossed=crossed))
        if crossed and issue.id in draft.state.red_lines:
            draft.add(ev.NoticeGiven(code="red_line", text=issue.id))


def lowered(issue: Issue, value: int, kind: ConcessionKind) -> int:
    """The trainee's position after giving: a full rung, half a rung when floated, none when conditional."""
    below = [position.value for position in issue.positions if position.value < value]
    if not below or kind is ConcessionKind.CONDITIONAL:
        return value
    rung = max(below)
    return rung if kind is ConcessionKind.UNCONDITIONAL else (value + rung) // 2


def red_line_value(issue: Issue) -> int | None:
    """The lowest value that the mandate allows on an issue; None when it sets none."""
    return next((p.value for p in issue.positions if p.id == issue.red_line), None)


def _crosses(state: State, issue: Issue, value: int) -> bool:
    line = red_line_value(issue)
    return line is not None and value < line and (issue.key or issue.id in state.red_lines)


def _answer_claims(draft: Draft, reply: ev.ReplyGiven) -> None:
    """What became of the claim that this reply answers: a right correction counts, a wrong one does not."""
    open_claims = [name for name, claim in draft.state.claims.items() if claim.how == "open"]
    if not open_claims:
        return
    acts = {act for verdict in reply.assessment.verdicts for act in verdict.acts}
    for claim in draft.scenario.claims:
        if claim.id not in open_claims:
            continue
        said = reply.text.casefold()
        right = any(word.casefold() in said for word in claim.correct)
        denied = any(clause.polarity is Polarity.NEGATED for clause in reply.reading.clauses)
        corrects = bool(acts & {"corrects_record", "corrects_frame"}) or (denied and "takes_on_trust" not in acts)
        if claim.truth != "true" and corrects and (right or not claim.correct):
            how = "corrected"
        elif "takes_on_trust" in acts:
            how = "accepted"
        else:
            how = "let_stand"
        draft.add(ev.ClaimAnswered(turn=reply.turn, claim=claim.id, how=how))  # type: ignore[arg-type]


def _their_step(draft: Draft, reply: ev.ReplyGiven) -> None:
    """In earnest, the delegation pays a named step with one of its own: one rung on that issue."""
    state = draft.state
    if state.trackers.get("seriousness", 0) < draft.catalogue.policy.moves_from:
        return
    for concession in reply.assessment.concessions:
        if concession.kind is not ConcessionKind.CONDITIONAL or concession.issue not in state.issues:
            continue
        issue = draft.scenario.issue(concession.issue)
        theirs = state.issues[issue.id].theirs
        above = [p.value for p in issue.positions if p.value > theirs]
        if above and min(above) <= state.issues[issue.id].ours:
            quote = quotable(reply.text, concession.evidence)
            draft.add(
                ev.PositionMoved(issue=issue.id, side="theirs", value=min(above)),
                ev.ConcessionRecorded(
                    turn=reply.turn,
                    giver="theirs",
                    issue=issue.id,
                    what=ConcessionKind.CONDITIONAL,
                    quote="",
                    in_return=quote,
                ),
            )
            return


def outbursts(state: State) -> int:
    """How often the trainee lost their temper so far."""
    return sum(
        any("loses_temper" in v.acts and v.verdict is VerdictKind.BREACHED for v in reply.assessment.verdicts)
        for reply in state.replies
    )


def step_is_over(draft: Draft, dice: Dice) -> bool:
    """Whether the delegation moves on to its next step."""
    state = draft.state
    plan = next(p for p in draft.scenario.table.steps if p.step == state.step)
    if state.exchanges_in_step >= plan.at_most:
        return True
    if state.exchanges_in_step < plan.at_least:
        return False
    played = {line.intent.beat for line in state.lines if line.intent.beat}
    waiting = any(
        beat.step == state.step and beat.id not in played and holds(beat.when, state, draft.scenario)
        for beat in draft.scenario.beats
    )
    return dice.fraction(state.turn, "step") < (0.25 if waiting else 0.75)


def world_moves(draft: Draft, dice: Dice) -> None:
    """At most one thing happens outside the room between two exchanges, when its condition holds."""
    state = draft.state
    ready = [
        event
        for event in draft.scenario.world
        if event.id not in state.world
        and (not event.sensitive or event.sensitive in state.setup.sensitive)
        and holds(event.when, state, draft.scenario)
    ]
    if not ready or state.turn - state.world_turn < 2 or dice.fraction(state.turn, "world") > 0.6:
        return
    event = dice.pick(sorted(ready, key=lambda e: e.id), state.turn, "world-which")
    draft.add(ev.WorldMoved(turn=state.turn, event=event.id, text=event.text, flags=event.flags))
    draft.move_trackers(f"world.{event.id}", event.effects)


def delegation_speaks(draft: Draft, dice: Dice, bound: str | None = None) -> None:
    """The delegation's turn: one decision, then the words for it. ``bound`` is a tactic that the moment prescribes."""
    state = draft.state
    heard = perceive(state, draft.catalogue)
    table = Table(state, draft.scenario, draft.catalogue, open_lines(state, draft.scenario))
    intent = decide(table, heard, dice, bound)
    intent = intent.model_copy(update={"named": _named(draft.catalogue, intent.quote)})
    utterance = Voice(draft.scenario, state, dice).speak(intent, heard)
    for line in utterance.lines:
        draft.add(ev.LineSpoken(turn=state.turn, intent=utterance.intent, line=line))
    if utterance.intent.beat is not None and utterance.lines:
        draft.flags((utterance.intent.beat,))
    claim = utterance.intent.claim
    if claim is not None and claim not in state.claims and utterance.lines:
        draft.add(ev.ClaimMade(turn=state.turn, claim=claim))


def _named(catalogue: Catalogue, quote: str) -> str:
    """The tactic that the trainee's words name, as a noun in their mouth; empty when none is recognised."""
    low = quote.casefold()
    for tactic in catalogue.tactics.values():
        word = tactic.id.replace("_", " ")
        if word in low or tactic.name.casefold() in low:
            return word
    return ""
