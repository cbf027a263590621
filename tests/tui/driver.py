"""Driving the screens in tests: wait for conditions, read what is on the screen as plain text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from negsim.engine.session import Session
from negsim.engine.sittings import Choices
from negsim.tui.app import NegsimApp
from negsim.tui.desk import Desk
from negsim.tui.screens.base import SittingScreen
from negsim.tui.widgets.prompt import Prompt

PACKS = Path(__file__).parent.parent / "data" / "packs"
HARBOUR = "harbour-quotas"
PATIENCE = 60.0
"""Seconds after which a condition that does not come true is a failure; nothing waits that long when all is well."""

Player = Pilot[None]


async def until(pilot: Player, condition: Callable[[], bool], what: str) -> None:
    """Let the app run until ``condition`` holds."""
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up, f"never happened: {what}\n{screen_text(pilot)}"
        await asyncio.sleep(0.005)
        await pilot.pause()
    await pilot.pause()


def screen_text(pilot: Player) -> str:
    """What stands on the screen, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def app_of(pilot: Player) -> NegsimApp:
    """The app by its own type."""
    assert isinstance(pilot.app, NegsimApp)
    return pilot.app


def session_of(pilot: Player) -> Session:
    """The session in play."""
    session = app_of(pilot).desk.session
    assert session is not None
    return session


def place(pilot: Player) -> str:
    """Which screen is on top; empty for a dialog."""
    return str(getattr(pilot.app.screen, "PLACE", ""))


def ready(pilot: Player) -> bool:
    """Whether no engine action is running."""
    return isinstance(pilot.app.screen, SittingScreen) and not pilot.app.screen.busy


@asynccontextmanager
async def running(
    home: Path,
    size: tuple[int, int] = (80, 24),
    folders: tuple[Path, ...] = (PACKS,),
    choices: Choices | None = None,
    resume: str | None = None,
    save: bool = True,
) -> AsyncIterator[Player]:
    """The app on a screen of ``size``, with toasts and tooltips, its home screen read."""
    app = NegsimApp(Desk(home, folders, save), choices, resume)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        if choices is None and resume is None:
            await until(pilot, lambda: bool(app.screen.query("#choose-seed")), "the shelf is read")
        else:
            await until(pilot, lambda: ready(pilot) or bool(app.failure), "the session is open")
        yield pilot
    app.desk.close()


def harbour(mode: str = "practice", seed: int = 7) -> Choices:
    """A session of the small test pack."""
    return Choices(scenario=HARBOUR, seed=seed, mode=mode)  # type: ignore[arg-type]


async def press(pilot: Player, *keys: str) -> None:
    """Press keys and wait until the engine is at rest and the screen fits the phase."""
    await pilot.press(*keys)
    await settled(pilot)


async def settled(pilot: Player) -> None:
    """Wait until the engine is at rest and the screen of its phase is shown."""
    await until(
        pilot,
        lambda: (
            not isinstance(pilot.app.screen, SittingScreen)
            or (
                not pilot.app.screen.busy
                and place(pilot) == session_of(pilot).state.phase
                and pilot.app.screen.is_mounted
            )
        ),
        "the engine is at rest",
    )


def prompt_of(pilot: Player) -> Prompt:
    """The prompt on the screen."""
    return pilot.app.screen.query_one(Prompt)


async def say(pilot: Player, text: str) -> None:
    """Write ``text`` in the prompt, as a paste would, and send it."""
    prompt = prompt_of(pilot)
    prompt.focus()
    prompt.put(text)
    await press(pilot, "enter")


async def choose(pilot: Player, list_id: str, option: str) -> None:
    """Mark an option and press Enter on it."""
    options = pilot.app.screen.query_one(list_id, OptionList)
    options.focus()
    options.highlighted = options.get_option_index(option)
    await press(pilot, "enter")


async def to_table(pilot: Player) -> None:
    """From the briefing straight to the table."""
    await press(pilot, "f2")
    assert place(pilot) == "preparation"
    await press(pilot, "f2")
    assert place(pilot) == "table"


async def to_closing(pilot: Player) -> None:
    """Talk until the text is on the table."""
    replies = (
        "Half of the catch for each coast. I will wait for your answer.",
        "The crews come home unpaid, and the quota is another subject.",
        "Which text do you mean, and who checks it?",
    )
    for turn in range(20):
        if place(pilot) != "table":
            break
        await say(pilot, replies[turn % len(replies)])
    assert place(pilot) == "closing", screen_text(pilot)
