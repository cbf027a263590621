"""The press, the weeks after and the ending: outcome and conduct are scored apart."""

from __future__ import annotations

from negsim.engine.draft import Draft
from negsim.model import events as ev
from negsim.model.catalogue import Doctrine
from negsim.model.reading import Attribution, Polarity
from negsim.model.standing import holds
from negsim.model.state import State
from negsim.scoring.points import conduct_of

_HOLDING = {"corrects_record", "corrects_frame", "keeps_objective", "keeps_ally", "secures_defence", "rests_on_law"}


def give_readout(draft: Draft) -> None:
    """The delegation speaks first; it claims what suits it (AC ¶19)."""
    claims = [c for c in draft.scenario.press.claims if holds(c.when, draft.state, draft.scenario)]
    draft.add(ev.ReadoutGiven(claims=tuple(c.id for c in claims), texts=tuple(c.text for c in claims)))
    draft.move_trackers("press.readout", {"narrative": -3 * min(3, len(claims))})


def take_statement(draft: Draft, reply: ev.ReplyGiven) -> None:
    """The trainee's statement holds or loses the record; borrowed phrases are pointed out (ledger T54)."""
    borrowed = borrowed_phrases(draft, reply)
    upheld = {act for v in reply.assessment.upheld for act in v.acts}
    corrected = tuple(sorted(upheld & _HOLDING))
    change = 6 * len(corrected) - 7 * len(reply.assessment.breached) - 6 * len(borrowed)
    draft.add(ev.StatementMade(borrowed=borrowed, corrected=corrected, narrative=change))
    draft.move_trackers("press.statement", {"narrative": max(-30, min(30, change + 4))})
    flags = ["statement_made"]
    if borrowed:
        flags.append("line_borrowed")
    draft.flags(flags)


def borrowed_phrases(draft: Draft, reply: ev.ReplyGiven) -> tuple[str, ...]:
    """Phrases of their readout in the trainee's own voice; quoting or denying one is not borrowing it."""
    said = reply.text.casefold()
    found: list[str] = []
    for claim in draft.scenario.press.claims:
        for phrase in claim.frames:
            start = said.find(phrase.casefold())
            while start >= 0:
                clause = next((c for c in reply.reading.clauses if c.span.start <= start < c.span.end), None)
                quoted = start > 0 and reply.text[start - 1] in "\"'\u201c\u2018"
                own = clause is None or (clause.attribution is Attribution.OWN and clause.polarity is Polarity.AFFIRMED)
                if own and not quoted:
                    found.append(phrase)
                    break
                start = said.find(phrase.casefold(), start + 1)
    return tuple(dict.fromkeys(found))


def conduct(state: State, doctrine: Doctrine) -> int:
    """The conduct so far under a doctrine: the mean score of what was said at the table and in the closing."""
    return conduct_of((r.assessment.verdicts for r in state.replies if r.where != "press" and _said(r)), doctrine)


def _said(reply: ev.ReplyGiven) -> bool:
    return not reply.silent or bool(reply.assessment.verdicts)


def conclude(draft: Draft) -> None:
    """What follows in the weeks after, and how it ended."""
    last = draft.state.last_reply
    stated = last is not None and last.where == "press" and not last.assessment.breached
    if stated and draft.state.trackers.get("narrative", 0) >= 50 and not draft.state.borrowed:
        draft.flags(("record_held",))
    score = conduct(draft.state, draft.catalogue.doctrines[draft.state.setup.doctrine])
    for event in sorted(draft.scenario.aftermath, key=lambda e: e.after_days):
        if holds(event.when, draft.state, draft.scenario, score):
            draft.add(
                ev.AftermathHappened(
                    event=event.id, after_days=event.after_days, text=event.text, undoes_deal=event.undoes_deal
                )
            )
    for ending in draft.scenario.endings:
        if holds(ending.when, draft.state, draft.scenario, score):
            draft.add(
                ev.SessionEnded(
                    ending=ending.id, title=ending.title, text=ending.text, outcome=ending.outcome, conduct=score,
                    red_lines_kept=not draft.state.red_line_crossed,
                )
            )  # fmt: skip
            return
    raise AssertionError("content check lets no scenario pass whose last ending has a condition")
