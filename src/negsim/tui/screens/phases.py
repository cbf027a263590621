"""Which screen shows which phase."""

from __future__ import annotations

from negsim.tui.screens.base import SittingScreen
from negsim.tui.screens.briefing import BriefingScreen
from negsim.tui.screens.closing import ClosingScreen
from negsim.tui.screens.debrief import DebriefScreen
from negsim.tui.screens.preparation import PreparationScreen
from negsim.tui.screens.press import PressScreen
from negsim.tui.screens.table import TableScreen

SCREENS: dict[str, type[SittingScreen]] = {
    screen.PLACE: screen
    for screen in (BriefingScreen, PreparationScreen, TableScreen, ClosingScreen, PressScreen, DebriefScreen)
}


def screen_for(phase: str) -> SittingScreen:
    """A fresh screen for ``phase``."""
    return SCREENS[phase]()
