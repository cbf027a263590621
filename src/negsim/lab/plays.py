"""Scripted plays: a trainee's replies in a file, played through the same text path as a person's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from negsim.engine.session import Session
from negsim.engine.sittings import Choices, Sittings
from negsim.model import actions as do
from negsim.model.events import Difficulty, Mode


class Play(BaseModel):
    """One scripted trainee in one scenario."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str
    trainee: str
    about: str
    seed: int
    doctrine: str = "balanced"
    difficulty: Difficulty = "standard"
    mode: Mode = "practice"
    prepare: tuple[dict[str, Any], ...] = ()
    """Arguments of Prepare, in order."""
    say: tuple[str | dict[str, Any], ...] = ()
    """Replies at the table and in the closing; a map is any other action, such as {do: silence}."""
    closing: tuple[dict[str, Any], ...] = ()
    """Actions in the closing after the last reply."""
    statement: str = ""


def load_play(path: Path) -> Play:
    """The play in a YAML file. Raises pydantic.ValidationError."""
    return Play.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def perform(play: Play, sittings: Sittings) -> Session:
    """The finished session of a play. Replies left over when the talks end early are not said."""
    choices = Choices(
        scenario=play.scenario, seed=play.seed, doctrine=play.doctrine, difficulty=play.difficulty, mode=play.mode
    )
    _, session = sittings.start(choices, "2026-01-01T00:00:00+00:00")
    session.act(do.Continue())
    for choice in play.prepare:
        session.act(do.Prepare.model_validate(choice))
    session.act(do.SitDown())
    waiting = list(play.say)
    while session.state.phase == "table":
        session.act(_action(waiting.pop(0)) if waiting else do.HoldSilence())
    for item in play.closing:
        if session.state.phase == "closing":
            session.act(_action(item))
    if session.state.phase == "closing":
        session.act(do.Continue())
    if session.state.phase == "press":
        session.act(do.Say(text=play.statement) if play.statement else do.Continue())
    return session


_ACTION: TypeAdapter[do.Action] = TypeAdapter(do.Action)


def _action(item: str | dict[str, Any]) -> do.Action:
    return do.Say(text=item) if isinstance(item, str) else _ACTION.validate_python(item)
