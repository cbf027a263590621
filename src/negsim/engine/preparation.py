"""The hours before the talks: each choice costs time and shapes the table (DAN ¶8-9, AC ¶68)."""

from __future__ import annotations

from collections.abc import Sequence

from negsim.engine.draft import Draft
from negsim.engine.errors import ActionRefused
from negsim.model import events as ev
from negsim.model.actions import Prepare
from negsim.model.scenario import PrepOption, Scenario
from negsim.model.state import State
from negsim.model.text import clean_text

WALK_AWAY_LIMIT = 400


def open_options(state: State, scenario: Scenario) -> list[PrepOption]:
    """The options that can be chosen now, in the scenario's order."""
    return [o for o in scenario.preparation.options if why_not(o, state, scenario) is None]


def why_not(option: PrepOption, state: State, scenario: Scenario) -> str | None:
    """Why an option cannot be chosen now, as a sentence; None when it can."""
    if option.id in state.prepared:
        return f"'{option.id}' is done already."
    if option.hours > state.hours_left:
        return f"'{option.id}' takes {option.hours} hours; {state.hours_left} are left."
    labels = {o.id: o.label for o in scenario.preparation.options}
    missing = [labels.get(need, need) for need in option.needs if need not in state.prepared]
    if missing:
        return f"'{option.id}' needs first: {', '.join(missing)}."
    clash = [labels.get(other, other) for other in option.excludes if other in state.prepared]
    if clash:
        return f"'{option.id}' does not go with: {', '.join(clash)}."
    return None


def choose(draft: Draft, action: Prepare) -> None:
    """Carry out one choice. Raises ActionRefused with the reason."""
    options = {option.id: option for option in draft.scenario.preparation.options}
    option = options.get(action.option)
    if option is None:
        raise ActionRefused(f"There is no preparation option '{action.option}'. Options: {', '.join(options)}.")
    reason = why_not(option, draft.state, draft.scenario)
    if reason:
        raise ActionRefused(reason)
    issues = _issues(option, action.issues, draft.scenario)
    text = clean_text(action.text)[:WALK_AWAY_LIMIT]
    draft.add(
        ev.Prepared(
            option=option.id, choice_kind=option.kind, hours=option.hours, flags=option.flags, issues=issues, text=text,
            buys=option.buys,
        )
    )  # fmt: skip
    draft.move_trackers(f"preparation.{option.id}", option.effects)


def _issues(option: PrepOption, given: Sequence[str], scenario: Scenario) -> tuple[str, ...]:
    """The issues of an order, an agenda or a set of red lines; the option's own, else the key issues, where none are given."""
    if option.kind not in ("order", "agenda", "red_line"):
        return ()
    known = [issue.id for issue in scenario.issues]
    unknown = [issue for issue in given if issue not in known]
    if unknown:
        raise ActionRefused(f"Unknown issue '{unknown[0]}'. Issues: {', '.join(known)}.")
    key = [issue.id for issue in scenario.issues if issue.key]
    chosen = list(dict.fromkeys(given)) or list(option.issues) or key
    if option.kind == "red_line":
        return tuple(chosen)
    return (*chosen, *(issue for issue in key if issue not in chosen))


def finish(draft: Draft) -> None:
    """Close the preparation; skipping it has its own visible price."""
    if not draft.state.prepared:
        draft.flags(("skipped_preparation",))
        draft.effect("action.skip_preparation")
        draft.add(ev.NoticeGiven(code="skipped_preparation", text=draft.scenario.preparation.skipped))
