"""Where things stand, for the side panel: clock, issues with both positions, trackers as bars with numbers, agenda."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from negsim.engine.fold import effective
from negsim.engine.table import red_line_value
from negsim.model import events as ev
from negsim.model.catalogue import Catalogue
from negsim.model.scenario import Scenario
from negsim.model.state import IssueState, State
from negsim.reports.standing import position_text, sentence
from negsim.tui.literal import blocks, labelled, lines, literal
from negsim.tui.words import word

BAR = 10
EXAM_TRACKERS = ("stamina",)
"""What a trainee knows of their own team; everything else would be feedback."""


def standing(events: Sequence[ev.Event], state: State, scenario: Scenario, catalogue: Catalogue) -> Content:
    """The whole panel below the judgement."""
    practice = state.setup.mode == "practice"
    shown = state if practice else _as_opened(events, state)
    first, *others = [issue_block(shown, scenario, issue.id) for issue in scenario.issues]
    return blocks(
        _section("trackers", trackers(state, catalogue, recent_changes(events), practice)),
        _section("issues", first),
        *others,
        _section("plan", agenda(state, scenario)),
        _section("clock", clock(state)),
    )


def _as_opened(events: Sequence[ev.Event], state: State) -> State:
    """The state with the positions of the beginning: in an examination nobody tells you what was read as given."""
    opened = events[0]
    assert isinstance(opened, ev.SessionOpened)  # every session's first event
    issues = {name: IssueState(ours=ours, theirs=theirs) for name, (ours, theirs) in opened.positions.items()}
    return state.model_copy(update={"issues": issues})


def _section(key: str, content: Content) -> Content:
    return lines(Content.styled(f"== {word(key)} ==", "bold"), content)


def clock(state: State) -> Content:
    """The clock in words."""
    return literal(word("clock_line", minutes=max(0, state.minutes_left), replies=state.turn))


def issue_block(state: State, scenario: Scenario, issue_id: str) -> Content:
    """One issue: where you stand, where they stand, your red line."""
    issue, here = scenario.issue(issue_id), state.issues[issue_id]
    key = f" ({word('key')})" if issue.key else ""
    line = red_line_value(issue)
    red = word("red_line_at", value=line) if line is not None and (issue.key or issue_id in state.red_lines) else ""
    return lines(
        Content.styled(sentence(issue.name) + key, "bold"),
        literal(f"{word('you')} {here.ours}: {position_text(issue, here.ours)}"),
        literal(f"{word('they')} {here.theirs}: {position_text(issue, here.theirs)}"),
        literal(red),
        Content.styled(f"! {word('red_line_crossed')}", "bold $text-error") if here.crossed else "",
    )


def recent_changes(events: Sequence[ev.Event]) -> dict[str, int]:
    """How far each tracker moved since the last reply was given."""
    moved: dict[str, int] = {}
    for event in effective(events):
        if isinstance(event, ev.ReplyGiven):
            moved = {}
        elif isinstance(event, ev.TrackersMoved):
            for name, change in event.changes.items():
                moved[name] = moved.get(name, 0) + change
    return moved


def bar(value: int) -> str:
    """A value from 0 to 100 as a bar of fixed width."""
    full = round(max(0, min(100, value)) * BAR / 100)
    return "\u2588" * full + "\u00b7" * (BAR - full)


def trackers(state: State, catalogue: Catalogue, changes: dict[str, int], practice: bool) -> Content:
    """One labelled bar with its number a line; in an examination only your own team's."""
    shown = [spec for spec in catalogue.trackers.values() if not spec.hidden and (practice or spec.id in EXAM_TRACKERS)]
    width = max((len(spec.name) for spec in shown), default=0)
    rows = []
    for spec in shown:
        value = state.trackers.get(spec.id, spec.start)
        change = changes.get(spec.id, 0)
        moved = f" ({change:+d})" if change and practice else ""
        rows.append(Content(f"{spec.name:<{width}} {bar(value)} {value:>3}{moved}"))
    return lines(*rows, "" if practice else word("exam_trackers"))


def agenda(state: State, scenario: Scenario) -> Content:
    """What the trainee brought: agenda or order, red lines, the walk-away point, the named cost."""
    names = {issue.id: sentence(issue.name) for issue in scenario.issues}
    order = [names.get(issue, issue) for issue in state.agenda or state.objective_order]
    rows = [literal(f"{n}. {name}") for n, name in enumerate(order, 1)]
    for label, text in (
        ("own_red_lines", ", ".join(names.get(issue, issue) for issue in state.red_lines)),
        ("own_walk_away", state.walk_away),
        ("own_cost", state.named_cost),
    ):
        if text:
            rows.append(labelled(word(label), text))
    return lines(*rows) if rows else literal(word("no_plan"))
