"""A Debrief laid out as a document, in the order of an after-action review: the findings. The record is in layout_record."""

from __future__ import annotations

from collections.abc import Iterable

from negsim.reports.debrief_model import Debrief, Exchange, Moment, Parting, Plan
from negsim.reports.document import Block, Document, Head, Items, Pairs, Para, Quote, Section
from negsim.reports.layout_record import at_turns, finding_line, record_sections
from negsim.reports.moments import NOTABLE
from negsim.reports.record_model import Belief
from negsim.reports.retold import trimmed
from negsim.reports.timeline import step_name
from negsim.reports.words import tell


def lay_out(debrief: Debrief) -> Document:
    """The document of a debrief; every renderer starts from it."""
    head = debrief.heading
    return Document(
        title=tell("title", title=head.title),
        subtitle=tell(
            "subtitle", place=head.place, date=head.date, role=head.role.rstrip("."), doctrine=head.doctrine_name,
            difficulty=head.difficulty, mode=head.mode, seed=head.seed,
        ),
        sections=(
            Section("ending", tell("h_ending"), tuple(_ending(debrief))),
            Section("plan", tell("h_plan"), tuple(_plan(debrief.plan))),
            Section("timeline", tell("h_timeline"), tuple(_timeline(debrief))),
            Section("partings", tell("h_partings"), tuple(_partings(debrief))),
            Section("moments", tell("h_moments"), tuple(_moments(debrief))),
            Section("keep-change", tell("h_keep_change"), (_keep_change(debrief),)),
            Section("dossier", tell("h_dossier"), tuple(_dossier(debrief))),
            *record_sections(debrief),
        ),
        foot=debrief.labels,
    )  # fmt: skip


def _ending(debrief: Debrief) -> Iterable[Block]:
    end = debrief.outcome
    if not end.finished:
        yield Para(tell("unfinished", phase=end.phase))
    else:
        yield Head(end.title)
        yield Para(end.text)
    outcome = tell("outcome_none") if end.outcome is None else tell("outcome_value", value=end.outcome)
    conduct = tell("conduct_none")
    if end.conduct is not None:
        conduct = tell("conduct_value", value=end.conduct, doctrine=debrief.heading.doctrine_name)
    lines = tell("red_lines_kept")
    if not end.red_lines_kept:
        lines = tell("red_lines_crossed", issues=", ".join(end.crossed))
    pairs = [(tell("outcome"), outcome), (tell("conduct"), conduct), (tell("red_lines"), lines)]
    pairs.append((tell("talks"), _talks(debrief)))
    if end.substance is not None:
        pairs.append((tell("substance"), tell("outcome_value", value=end.substance)))
    if debrief.keep:
        pairs.append((tell("keep"), tell("keep_short", name=debrief.keep.name, turn=debrief.keep.turn)))
    if debrief.change:
        pairs.append(
            (tell("change"), tell("change_short", name=debrief.change.name, turns=at_turns(debrief.change.turns)))
        )
    yield Pairs(tuple(pairs))
    if end.finished:
        yield Para(tell("apart"), note=True)
        yield Head(tell("h_history"))
        yield Para(end.history or tell("no_history"))
    if end.aftermath:
        yield Head(tell("h_aftermath"))
        yield Items(tuple(_follow(f.after_days, f.text, f.undoes_deal, f.sources) for f in end.aftermath))
    if end.take_backs or end.hints:
        yield Head(tell("h_practice"))
        yield Para(tell("practice_mark", count=len(end.take_backs), hints=end.hints))
        if end.take_backs:
            yield Items(
                tuple(
                    tell("take_back" if back.then_score is not None else "take_back_open", **back.model_dump())
                    for back in end.take_backs
                )
            )


def _talks(debrief: Debrief) -> str:
    end = debrief.outcome
    if end.left_by:
        return tell.known(f"talks_left_{end.left_by}", end.left_by)
    if end.signed is None:
        return tell("talks_open")
    return tell("talks_signed" if end.signed else "talks_refused")


def _follow(after_days: int, text: str, undone: bool, sources: tuple[str, ...]) -> str:
    when = {0: tell("days_same"), 1: tell("day")}.get(after_days) or tell("days", days=after_days)
    mark = f" {tell('undone')}" if undone else ""
    return f"{when}: {text.strip()}{mark}" + (f" [{'; '.join(sources)}]" if sources else "")


def _plan(plan: Plan) -> Iterable[Block]:
    if plan.status == "not_reached":
        yield Para(tell("plan_not_reached"))
        return
    if plan.status == "skipped":
        yield Para(f"{tell('plan_skipped')} {plan.skipped}")
        return
    yield Para(tell("plan_hours", spent=plan.hours_spent, given=plan.hours_given))
    walk_away = tell("words", words=plan.walk_away) if plan.walk_away else tell("plan_none")
    if plan.walk_away_fixed and not plan.walk_away:
        walk_away = tell("plan_unworded")
    pairs = [
        (tell("plan_order"), _listed(plan.order)),
        (tell("plan_agenda"), _listed(plan.agenda)),
        (tell("plan_red_lines"), _listed(plan.red_lines)),
        (tell("plan_walk_away"), walk_away),
        (tell("plan_came"), _listed(plan.came_along)),
        (tell("plan_cost"), _cost(plan)),
    ]
    also = [choice for choice in plan.choices if choice.kind in ("consult", "study", "team")]
    if also:
        texts = [tell("plan_choice", label=choice.label.rstrip("."), hours=choice.hours) for choice in also]
        pairs.append((tell("plan_also"), "; ".join(texts)))
    yield Pairs(tuple(pairs))


def _cost(plan: Plan) -> str:
    if plan.cost:
        return tell("plan_announced" if plan.cost_announced else "plan_unannounced", cost=plan.cost.rstrip("."))
    return tell("plan_announced_only" if plan.cost_announced else "plan_none")


def _listed(items: tuple[str, ...]) -> str:
    return "; ".join(items) or tell("plan_none")


def _timeline(debrief: Debrief) -> Iterable[Block]:
    if not debrief.timeline:
        yield Para(tell("nothing_yet"))
    names = {meter.tracker: meter.name for meter in debrief.trackers}
    for exchange in debrief.timeline:
        yield from _exchange(exchange, debrief, names)


def _exchange(exchange: Exchange, debrief: Debrief, names: dict[str, str]) -> Iterable[Block]:
    step = step_name(exchange.step) or tell.known(f"where_{exchange.where}", exchange.where)
    key = "exchange_tactic" if exchange.tactic_name else "exchange"
    yield Head(tell(key, turn=exchange.turn, step=step, tactic=exchange.tactic_name))
    if exchange.entered:
        yield Quote(tell("stage"), exchange.entered, "scene")
    for text in exchange.outside:
        yield Quote(tell("outside"), text, "scene")
    for line in exchange.lines:
        yield Quote(tell("stage") if line.stage else line.role, line.text, "scene" if line.stage else "they")
    if exchange.move:
        yield Para(tell("documented", note=exchange.move, sources="; ".join(exchange.move_sources)), note=True)
    notes = [tell.known(f"done_{done}", done) for done in exchange.done]
    if exchange.named:
        notes.append(tell(f"named_{exchange.named.result}", guess=exchange.named.guess, actual=exchange.named.actual))
    if exchange.answered:
        yield Quote(tell("you"), tell("silence_quote") if exchange.silent else exchange.reply, "you")
        notes.append(tell("score", score=exchange.score))
        notes += [finding_line(finding, exchange.reply) for finding in exchange.findings]
        notes += [tell(f"given_{one.kind}", issue=one.issue, quote=one.quote) for one in exchange.given]
        if not exchange.findings and not exchange.given:
            notes.append(tell("no_verdict"))
        moved = {name: change for name, change in exchange.trackers.items() if abs(change) >= NOTABLE}
        if moved:
            notes.append(tell("moved", changes=changes(moved, names)))
    else:
        notes.append(_unanswered(debrief))
    yield Items(tuple(notes))


def _unanswered(debrief: Debrief) -> str:
    end = debrief.outcome
    if end.left_by == "trainee":
        return tell("no_answer_left")
    if end.signed is not None:
        return tell("no_answer_signed" if end.signed else "no_answer_refused")
    return tell("no_answer")


def changes(moved: dict[str, int], names: dict[str, str]) -> str:
    """Tracker changes in words."""
    return ", ".join(f"{names.get(name, name)} {change:+d}" for name, change in moved.items())


def _partings(debrief: Debrief) -> Iterable[Block]:
    planned = debrief.plan.status == "prepared"
    if not debrief.partings:
        early = not any(exchange.answered for exchange in debrief.timeline)
        yield Para(tell("partings_none_early" if early else "partings_none" if planned else "partings_none_skipped"))
        return
    if not planned:
        yield Para(tell("partings_skipped"))
    for parting in debrief.partings:
        yield Para(tell(_parting_key(parting), turn=parting.turn, issue=parting.issue, quote=parting.quote))
        around = []
        if parting.theirs:
            around.append(tell("part_theirs", theirs=parting.theirs))
        if parting.planned:
            key = {"order": "part_first", "red_line": "part_line"}.get(parting.kind, "part_planned")
            around.append(tell(key, planned=parting.planned))
        if around:
            yield Items(tuple(around))


def _parting_key(parting: Parting) -> str:
    key = f"part_{parting.kind}"
    if parting.kind in ("red_line", "walk_away") and parting.turn is None:
        key += "_signed"
    return key + "_fixed" if parting.kind == "red_line" and parting.fixed else key


def _moments(debrief: Debrief) -> Iterable[Block]:
    if not debrief.moments:
        yield Para(tell("moments_none"))
    explained: set[str] = set()
    for moment in debrief.moments:
        plain = "" if moment.tactic_name else "_plain"
        key = f"moment_{'held' if moment.held else 'lost'}{plain}"
        yield Head(tell(key, turn=moment.turn, score=moment.score, tactic=moment.tactic_name))
        yield Pairs(tuple(pair for pair in _moment_pairs(moment, moment.principle not in explained) if pair[1]))
        explained.add(moment.principle)


def _moment_pairs(moment: Moment, explain: bool) -> Iterable[tuple[str, str]]:
    yield tell("m_their_words"), tell("words", words=moment.their_words) if moment.their_words else ""
    yield tell("m_aim"), moment.aim
    yield tell("m_serves"), moment.objective
    yield tell("m_tell"), moment.tell
    yield tell("m_your_words"), tell("words", words=moment.your_words)
    principle = ""
    if moment.principle:
        principle = tell("m_principle_value", name=moment.principle_name, why=moment.why, source=moment.source)
    yield tell("m_principle"), principle
    yield tell("m_matters"), moment.matters if explain else ""
    yield tell("m_moved"), ", ".join(f"{name} {change:+d}" for name, change in moment.moved.items())
    yield tell("m_stronger"), tell("words", words=moment.stronger) if moment.stronger else ""
    yield tell("m_stronger_why"), moment.stronger_why


def _keep_change(debrief: Debrief) -> Block:
    keep = tell("keep_none")
    if debrief.keep:
        keep = tell("keep_text", **{**debrief.keep.model_dump(), "quote": trimmed(debrief.keep.quote)})
    return Pairs(((tell("keep"), keep), (tell("change"), _change_text(debrief))))


def _change_text(debrief: Debrief) -> str:
    change, unused = debrief.change, debrief.unused
    if change is None:
        if unused is not None:
            return tell("change_unused", name=unused.name, statement=unused.statement, source=unused.source)
        return tell("change_none" if any(exchange.answered for exchange in debrief.timeline) else "change_nothing")
    fill = {"name": change.name, "quote": trimmed(change.quote), "why": change.why, "source": change.source}
    if change.times == 1:
        parts = [tell("change_text_once", turns=change.turns[0], **fill)]
    else:
        parts = [tell("change_text", times=change.times, turns=at_turns(change.turns), **fill)]
    if change.cost:
        parts.append(tell("change_cost", cost=change.cost))
    if change.counter:
        basis = tell(f"basis_{change.counter_basis}") if change.counter_basis else ""
        source = "; ".join(part for part in (change.counter_source, basis) if part)
        parts.append(tell("change_drawn", tactic=change.tactic_name, counter=change.counter, source=source))
    return " ".join(parts)


def _dossier(debrief: Debrief) -> Iterable[Block]:
    if not debrief.beliefs:
        yield Para(tell("dossier_none"))
        return
    yield Para(tell("dossier_intro"), note=True)
    yield Items(tuple(_belief(belief) for belief in debrief.beliefs))


def _belief(belief: Belief) -> str:
    parts = [tell(f"dossier_{belief.level}", to=belief.opens_to, open=belief.open)]
    for gave_way, key in ((True, "dossier_gave"), (False, "dossier_held")):
        seen = [one for one in belief.learned if one.gave_way is gave_way]
        if seen:
            parts.append(tell(key, turns=at_turns(one.turn for one in seen), quote=trimmed(seen[-1].quote)))
    by_tactic: dict[str, list[int]] = {}
    for use in belief.used:
        by_tactic.setdefault(use.tactic, []).append(use.turn)
    if by_tactic:
        uses = "; ".join(tell("dossier_use", turns=at_turns(turns), tactic=name) for name, turns in by_tactic.items())
        parts.append(tell("dossier_used", uses=uses))
    elif belief.level == "open":
        parts.append(tell("dossier_unused"))
    return " ".join(parts)
