"""The screen face of negsim. It shows and takes input; every rule of the game lives in the engine.

Only Textual and light modules are imported here: engine, reader and models load after the first frame.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.binding import Binding

from negsim.tui.desk import Desk
from negsim.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from textual.command import Provider

    from negsim.engine.sittings import Choices
    from negsim.tui.screens.base import SittingScreen


def _registry_commands() -> type[Provider]:
    """The palette's provider, loaded when the palette is first opened."""
    from negsim.tui.palette import RegistryCommands

    return RegistryCommands


class NegsimApp(App[None]):
    """Home below, the phase in play above it."""

    CSS_PATH = "styles/app.tcss"
    TITLE = "negsim"
    COMMANDS = {_registry_commands}
    BINDINGS = [Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit")]
    NOTIFICATION_TIMEOUT = 8.0

    def __init__(self, desk: Desk, choices: Choices | None = None, resume: str | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.failure = ""
        self.animation_level = "none"
        self._home = HomeScreen(choices, resume)

    def on_mount(self) -> None:
        """Show home."""
        self.push_screen(self._home)

    def on_unmount(self) -> None:
        """Write down unsent words. The data file stays open: a step that is under way is still saved."""
        self.desk.flush()

    def show_phase(self) -> None:
        """The screen for the phase that the session is in."""
        from negsim.tui.screens.phases import screen_for

        session = self.desk.session
        assert session is not None
        screen: SittingScreen = screen_for(session.state.phase)
        if self.screen is self._home:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def go_home(self) -> None:
        """Back to the lists, read anew."""
        while self.screen is not self._home:
            self.pop_screen()
        self._home.read_shelf()

    def fail(self, problem: str, code: int) -> None:
        """Close because what the command line asked for cannot be opened."""
        self.failure = problem
        self.exit(return_code=code)

    def _fatal_error(self) -> None:
        """A defect ends the program with its trace, but without local variables: they may hold a transcript."""
        from rich.traceback import Traceback

        self.panic(Traceback(show_locals=False, width=None))

    def action_help_quit(self) -> None:
        """Ctrl+C closes; every step was saved when it happened."""
        self.exit()


def run_tui(
    home: Path | None, scenario_folders: tuple[Path, ...], choices: Choices | None, resume: str | None, save: bool
) -> int:
    """Open the screens and stay until they are closed. Returns the exit code.

    ``home`` is the data folder (None: the user's own), ``choices`` starts a session at once, ``resume`` goes on
    with a saved one, ``save=False`` writes nothing.
    """
    app = NegsimApp(Desk(home, scenario_folders, save), choices, resume)
    app.run()
    app.desk.close()
    if app.failure:
        print(f"negsim: {app.failure}", file=sys.stderr)
    elif app.desk.last_open:
        from negsim.content.texts import say

        print(say("saved", session=app.desk.last_open))
    return app.return_code or 0
