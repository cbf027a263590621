"""One explainable decision a turn: candidate intents, each with its terms, and a seeded choice among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from negsim.delegation.beliefs import likely_to_yield
from negsim.delegation.calculus import mood
from negsim.delegation.situations import Perceived
from negsim.model.catalogue import STEP_ORDER, Catalogue, StepName, Tactic
from negsim.model.dice import Dice
from negsim.model.play import Candidate, Intent, Term
from negsim.model.scenario import Beat, Scenario
from negsim.model.standing import holds
from negsim.model.state import State

SHOWN = 4
"""How many candidates an Intent remembers."""


@dataclass(frozen=True)
class Table:
    """What the policy looks at."""

    state: State
    scenario: Scenario
    catalogue: Catalogue
    open_lines: Mapping[str, int]
    """Unused lines by tactic: what cannot be said is no candidate."""


def decide(table: Table, heard: Iterable[Perceived], dice: Dice, bound: str | None = None) -> Intent:
    """What to do now. ``heard`` is what the last reply gives to answer, the most telling first.

    ``bound`` is a tactic that the moment prescribes, such as the sting when the text is tabled; it is kept where it can be.
    """
    perceived = list(heard)
    first = perceived[0] if perceived else None
    candidates = sorted(_candidates(table, first), key=lambda c: (-c.score, c.tactic, c.beat or ""))
    candidates = [c for c in candidates if c.tactic == bound] or candidates
    state = table.state
    setting = table.catalogue.policy.difficulty[state.setup.difficulty]
    if candidates:
        chosen = dice.weighted(candidates, [c.score for c in candidates], setting.temperature, state.turn, "intent")
    else:
        chosen = Candidate(tactic="silence", score=0.0)
    beat = next((b for b in table.scenario.beats if b.id == chosen.beat), None)
    return Intent(
        step=StepName(state.step) if state.step else None,
        tactic=chosen.tactic,
        issue=chosen.issue,
        beat=chosen.beat,
        claim=beat.claim if beat else None,
        situation=first.situation if first else None,
        answered_act=first.act if first else None,
        answered_issue=first.issue if first else None,
        concession_kind=first.kind.value if first and first.kind else None,
        mood=mood(state),
        objective=_objective(table.scenario, chosen.issue),
        reasons=_reasons(chosen),
        candidates=tuple(candidates[:SHOWN]),
        quote=first.quote if first else "",
        earlier=first.earlier if first else "",
    )


def done_beats(state: State) -> frozenset[str]:
    """Beats already played."""
    return frozenset(line.intent.beat for line in state.lines if line.intent.beat)


def _candidates(table: Table, heard: Perceived | None) -> list[Candidate]:
    state = table.state
    step = StepName(state.step) if state.step else STEP_ORDER[-1]
    due = _due_beat(table, step)
    found: list[Candidate] = []
    if due is not None:
        found.append(_candidate(table, table.catalogue.tactics[due.tactic], step, heard, due))
    for tactic_id in sorted(table.open_lines):
        tactic = table.catalogue.tactics[tactic_id]
        if table.open_lines[tactic_id] <= 0 or step not in tactic.fits or tactic_id == "pocketing":
            continue
        if due is not None and tactic_id == due.tactic:
            continue
        found.append(_candidate(table, tactic, step, heard, None))
    return found


def _due_beat(table: Table, step: StepName) -> Beat | None:
    """The next documented move of this step that can be played; the documented order is kept."""
    played = done_beats(table.state)
    for beat in table.scenario.beats:
        if beat.step != step or beat.id in played or not table.open_lines.get(beat.tactic):
            continue
        if beat.sensitive and beat.sensitive not in table.state.setup.sensitive and not _has_milder(table, beat):
            continue
        if holds(beat.when, table.state, table.scenario):
            return beat
    return None


def _has_milder(table: Table, beat: Beat) -> bool:
    return any(line.tactic == beat.tactic and (line.milder or not line.sensitive) for line in table.scenario.lines)


def _candidate(table: Table, tactic: Tactic, step: StepName, heard: Perceived | None, beat: Beat | None) -> Candidate:
    state, policy = table.state, table.catalogue.policy
    setting = policy.difficulty[state.setup.difficulty]
    issue = beat.issue if beat and beat.issue else _issue_for(table, heard)
    blunted, invited = _prepared(table.scenario, state, tactic.id)
    relevance = policy.follows.get(heard.situation, {}).get(tactic.id, 0.0) if heard else 0.0
    raw = {
        "gain": setting.exploit * _gain(state, tactic, table) * _value(table.scenario, issue),
        "fit": 1.0 if tactic.step == STEP_ORDER.index(step) + 1 else 0.4,
        "documented": 1.0 if beat else 0.0,
        "relevance": relevance,
        "novelty": -_recency(state, tactic.id),
        "prepared": 0.5 * invited - blunted,
        "risk": policy.risky.get(tactic.id, 0.0) * (state.trackers.get("escalation", 35) - 45) / 50,
        "earnest": policy.earnest.get(tactic.id, 0.0) * (state.trackers.get("seriousness", 20) - 30) / 50,
    }
    terms = tuple(Term(name=name, value=round(policy.weights[name] * value, 3)) for name, value in raw.items() if value)
    return Candidate(
        tactic=tactic.id, issue=issue, beat=beat.id if beat else None,
        score=round(sum(term.value for term in terms), 3), terms=terms,
    )  # fmt: skip


def _gain(state: State, tactic: Tactic, table: Table) -> float:
    """How much the tactic is expected to draw: belief that the trainee yields on what it aims at."""
    policy = table.catalogue.policy
    return sum(likely_to_yield(state.beliefs, aim, policy) for aim in tactic.aims) / len(tactic.aims)


def _value(scenario: Scenario, issue: str | None) -> float:
    weights = [o.weight for o in scenario.their_objectives if issue in o.issues]
    return 0.6 + 0.08 * max(weights, default=1)


def _recency(state: State, tactic: str) -> float:
    """1 when used in the turn before, less the longer ago, with something for every earlier use."""
    turns = [line.turn for line in state.lines if line.intent.tactic == tactic]
    if not turns:
        return 0.0
    ago = max(0, state.turn - max(turns))
    return {0: 1.6, 1: 1.3, 2: 0.9, 3: 0.6}.get(ago, 0.35) + 0.15 * (len(set(turns)) - 1)


def _prepared(scenario: Scenario, state: State, tactic: str) -> tuple[int, int]:
    chosen = [option for option in scenario.preparation.options if option.id in state.prepared]
    return sum(tactic in o.blunts for o in chosen), sum(tactic in o.invites for o in chosen)


def _issue_for(table: Table, heard: Perceived | None) -> str | None:
    """What the talk is about: what the trainee spoke of, else what was last on the table, else the first point."""
    if heard is not None and heard.issue is not None and heard.issue in table.state.issues:
        return heard.issue
    for line in reversed(table.state.lines):
        if line.intent.issue is not None:
            return line.intent.issue
    order = table.state.agenda or table.state.objective_order
    return order[0] if order else next((issue.id for issue in table.scenario.issues if issue.key), None)


def _objective(scenario: Scenario, issue: str | None) -> str | None:
    """The weightiest of the delegation's objectives that the issue serves."""
    serving = [o for o in scenario.their_objectives if issue in o.issues]
    if not serving:
        serving = list(scenario.their_objectives)
    return max(serving, key=lambda o: o.weight).id


def _reasons(chosen: Candidate) -> tuple[str, ...]:
    weighty = sorted((t for t in chosen.terms if t.value > 0.2), key=lambda t: -t.value)
    return tuple(term.name for term in weighty[:3])
