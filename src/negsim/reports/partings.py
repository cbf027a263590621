"""The plan, and where the talk parted from it."""

from __future__ import annotations

from collections.abc import Iterable

from negsim.model import events as ev
from negsim.model.judgement import VerdictKind
from negsim.model.reading import ConcessionKind
from negsim.model.scenario import PrepOption
from negsim.reports.debrief_model import Choice, Parting, Plan
from negsim.reports.retold import Retold, first_quote, last_sentences, shortened, words_of


def plan(told: Retold) -> Plan:
    """What was prepared, or that it was skipped."""
    state, preparation = told.state, told.scenario.preparation
    options = {option.id: option for option in preparation.options}
    prepared = [event for event in told.events if isinstance(event, ev.Prepared)]
    skipped = "skipped_preparation" in state.flags
    status = "prepared" if prepared else "skipped" if skipped else "not_reached"
    costs = [event for event in prepared if event.choice_kind == "cost"]
    return Plan(
        status=status,  # type: ignore[arg-type]
        skipped=preparation.skipped if status == "skipped" else "",
        choices=tuple(_choice(event, options, told) for event in prepared),
        hours_spent=sum(event.hours for event in prepared),
        hours_given=preparation.hours,
        order=_names(state.objective_order, told),
        agenda=_names(state.agenda, told),
        red_lines=_names(state.red_lines, told),
        walk_away=next((e.text for e in reversed(prepared) if e.choice_kind == "walk_away" and e.text), ""),
        walk_away_fixed=any(event.choice_kind == "walk_away" for event in prepared),
        came_along=tuple(_label(event, options) for event in prepared if event.choice_kind == "attend"),
        cost=(costs[-1].text or _label(costs[-1], options)) if costs else "",
        cost_announced=any(event.choice_kind == "announce" for event in prepared),
    )


def _choice(event: ev.Prepared, options: dict[str, PrepOption], told: Retold) -> Choice:
    return Choice(
        option=event.option, kind=event.choice_kind, label=_label(event, options), hours=event.hours, buys=event.buys,
        issues=_names(event.issues, told), text=event.text,
    )  # fmt: skip


def _label(event: ev.Prepared, options: dict[str, PrepOption]) -> str:
    option = options.get(event.option)
    return option.label if option else event.option


def _names(issues: Iterable[str], told: Retold) -> tuple[str, ...]:
    return tuple(told.issue_name(issue) for issue in issues)


def partings(told: Retold, made: Plan) -> tuple[Parting, ...]:
    """Where plan and talk parted, in the order in which it happened; empty when they did not."""
    found = [*_let_go(told), *_crossed(told)]
    if made.status == "prepared":
        found += [*_off_the_agenda(told, made), *_order_turned(told), *_cost_unused(told, made)]
        found += _stayed_too_long(told, made, found)
    return tuple(sorted(found, key=lambda p: (p.turn is None, p.turn or 0)))


def _let_go(told: Retold) -> list[Parting]:
    """The first turn in which each key objective was let go; what crossed a red line at once is told there."""
    crossed = {(event.issue, _turn_of(told, event)) for event in _crossings(told)}
    found: dict[str, Parting] = {}
    for entry in told.state.ledger:
        issue = told.issue(entry.issue)
        if entry.giver != "ours" or issue is None or not issue.key or entry.what is ConcessionKind.CONDITIONAL:
            continue
        if issue.id in found or (issue.id, entry.turn) in crossed:
            continue
        found[issue.id] = Parting(
            kind="objective", turn=entry.turn, issue=issue.name, quote=_words(told, entry.turn, issue.id, entry.quote),
            planned=next((o.text for o in told.scenario.our_objectives if issue.id in o.issues), ""),
            theirs=_their_words(told, entry.turn),
        )  # fmt: skip
    return list(found.values())


def _crossings(told: Retold) -> list[ev.PositionMoved]:
    """The first crossing of each red line."""
    found: dict[str, ev.PositionMoved] = {}
    for event in told.events:
        if isinstance(event, ev.PositionMoved) and event.side == "ours" and event.red_line_crossed:
            found.setdefault(event.issue, event)
    return list(found.values())


def _crossed(told: Retold) -> list[Parting]:
    """Red lines crossed, in talk or by a signed clause."""
    found = []
    for event in _crossings(told):
        turn = _turn_of(told, event)
        issue = told.issue(event.issue)
        said = [e for e in told.state.ledger if e.giver == "ours" and e.issue == event.issue and e.turn == turn]
        clause = _signed_clause(told, event.issue)
        rung = next((p.text for p in issue.positions if p.id == issue.red_line), "") if issue else ""
        found.append(
            Parting(
                kind="red_line", turn=turn if said else None, issue=told.issue_name(event.issue), planned=rung,
                quote=_words(told, turn, event.issue, said[0].quote) if said else clause,
                theirs=_their_words(told, turn) if said else "",
                fixed=event.issue in told.state.red_lines,
            )
        )  # fmt: skip
    return found


def _turn_of(told: Retold, wanted: ev.Event) -> int:
    turn = 0
    for event in told.events:
        if isinstance(event, ev.ReplyGiven) and event.where != "press":
            turn = event.turn
        if event is wanted:
            break
    return turn


def _signed_clause(told: Retold, issue: str) -> str:
    for clause in told.scenario.closing.clauses:
        decided = told.state.clauses.get(clause.id)
        if clause.issue == issue and decided is not None and decided.choice in ("accept", "amend"):
            return decided.text
    return ""


def _words(told: Retold, turn: int, issue: str, otherwise: str) -> str:
    """The words of a concession as they were written; the ledger's quotation is made to fit a sentence."""
    for reply in told.replies:
        if reply.turn == turn:
            for concession in reply.assessment.concessions:
                if concession.issue == issue:
                    return shortened(concession.evidence.cut(reply.text)) or otherwise
    return otherwise


def _their_words(told: Retold, turn: int) -> str:
    reply = next((r for r in told.replies if r.turn == turn), None)
    return last_sentences(reply.line) if reply else ""


def _off_the_agenda(told: Retold, made: Plan) -> list[Parting]:
    """The first diversion that was followed."""
    if not made.agenda and not made.order:
        return []
    for reply in told.replies:
        for verdict in reply.assessment.breached:
            if verdict.principle == "agenda_control":
                return [
                    Parting(
                        kind="agenda", turn=reply.turn, planned="; ".join((made.agenda or made.order)[:3]),
                        quote=first_quote(verdict, reply), theirs=last_sentences(reply.line), fixed=True,
                    )
                ]  # fmt: skip
    return []


def _order_turned(told: Retold) -> list[Parting]:
    """The first turn in which the trainee spoke of something else on the list before its first point."""
    listed = told.state.agenda or told.state.objective_order
    if len(listed) < 2:
        return []
    for reply in told.replies:
        spoken = [move for move in reply.reading.moves if move.issue in listed and not move.retracted]
        if any(move.issue == listed[0] for move in spoken):
            return []
        if spoken:
            return [
                Parting(
                    kind="order", turn=reply.turn, issue=told.issue_name(spoken[0].issue),
                    planned=told.issue_name(listed[0]), theirs=last_sentences(reply.line), fixed=True,
                    quote=shortened(spoken[0].span.cut(reply.text)) or shortened(reply.text),
                )
            ]  # fmt: skip
    return []


def _cost_unused(told: Retold, made: Plan) -> list[Parting]:
    """A cost of failure that was prepared or announced, and never spoken of."""
    if not (made.cost or made.cost_announced) or not told.replies:
        return []
    used = any(v.principle == "leverage" and v.verdict is VerdictKind.UPHELD
               for reply in told.replies for v in reply.assessment.verdicts)  # fmt: skip
    return [] if used else [Parting(kind="cost", planned=made.cost, fixed=True)]


def _stayed_too_long(told: Retold, made: Plan, found: Iterable[Parting]) -> list[Parting]:
    """A walk-away point was fixed, a red line was crossed, and the talks went on or a text was signed."""
    if not made.walk_away_fixed:
        return []
    crossed = next((p for p in found if p.kind == "red_line"), None)
    if crossed is None:
        return []
    if crossed.turn is None:
        return [Parting(kind="walk_away", planned=made.walk_away, issue=crossed.issue, quote=crossed.quote, fixed=True)]
    later = [reply for reply in told.replies if reply.turn > crossed.turn]
    if not later:
        return []
    verdicts = later[0].assessment.verdicts
    return [
        Parting(
            kind="walk_away", turn=later[0].turn, planned=made.walk_away, issue=crossed.issue,
            quote=first_quote(verdicts[0], later[0]) if verdicts else words_of(later[0]), fixed=True,
        )
    ]  # fmt: skip
