"""``make screenshots``: drives the real screens and writes SVG pictures of home, table and debrief."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from negsim.engine.sittings import Choices
from negsim.tui.app import NegsimApp
from negsim.tui.desk import Desk

SIZE = (120, 40)
REPLY = (
    "You ask us to settle thirty years before anyone may stop shooting. The first thirty days come first, on paper and "
    "watched. If the strikes stop, we can name the measure that eases."
)


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.02)


async def _take(target: Path) -> None:
    from negsim.model import actions as do

    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), (), True)
        app = NegsimApp(desk)
        async with app.run_test(size=SIZE) as pilot:
            await _until(lambda: desk.sittings is not None)
            await pilot.pause(0.5)
            _write(app, target / "home.svg")
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), (), True)
        app = NegsimApp(desk, Choices(scenario="alaska-2025", seed=4))
        async with app.run_test(size=SIZE) as pilot:
            await _until(lambda: desk.session is not None)
            session = desk.session
            assert session is not None
            session.act(do.Continue())
            session.act(do.SitDown())
            app.show_phase()
            await pilot.pause(0.5)
            await pilot.press(*_keys(REPLY), "enter")
            await _until(lambda: session.state.turn == 1)
            await pilot.pause(1.0)
            _write(app, target / "table.svg")
            while session.state.phase == "table":
                session.act(do.Say(text=REPLY))
            while session.state.ended is None:
                session.act(do.Continue())
            app.show_phase()
            await pilot.pause(1.5)
            _write(app, target / "debrief.svg")


def _keys(text: str) -> list[str]:
    names = {" ": "space", ".": "full_stop", ",": "comma", "'": "apostrophe"}
    return [names.get(ch, ch) for ch in text]


def _write(app: NegsimApp, path: Path) -> None:
    path.write_text(app.export_screenshot(title="negsim"), encoding="utf-8", newline="\n")
    print(f"wrote {path.name}")


def main(arguments: list[str]) -> int:
    """Write the pictures into a folder."""
    target = Path(arguments[0])
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(_take(target))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
