"""The one registry of what a person can do on a screen: key bindings, button bar, palette and help read it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True)
class Command:
    """One thing a person can do. ``needs`` names the engine's action that must be allowed for it."""

    id: str
    key: str
    label: str
    help: str
    needs: str = ""
    bar: bool = True
    """Whether it has a button of its own."""

    @property
    def key_name(self) -> str:
        """The key as people write it."""
        parts = [_NAMES.get(part, part.upper() if len(part) < 4 else part.capitalize()) for part in self.key.split("+")]
        return "+".join(parts)


_NAMES = {"ctrl": "Ctrl", "escape": "Esc", "enter": "Enter", "up": "Up", "down": "Down", "tab": "Tab", "pageup": "PgUp"}

HELP = Command("help", "f1", "Help", "Show all keys of this screen.")
HOME = Command("home", "escape", "Home", "Back to the start. Everything is saved; you can go on at the same line.")
PALETTE = Command("palette", "ctrl+p", "Commands", "Find any command by typing a part of its name.", bar=False)
QUIT = Command("quit", "ctrl+q", "Quit", "Close the program. Everything is saved. Ctrl+C does the same.")
FOCUS = Command("focus", "tab", "Next", "Move to the next part of the screen, buttons included.", bar=False)

SEND = Command("send", "enter", "Send", "Say what stands in the prompt.", needs="say", bar=False)
NEWLINE = Command("newline", "ctrl+j", "New line", "Begin a new line in the prompt.", needs="say", bar=False)
EARLIER = Command(
    "earlier",
    "up",
    "History",
    "On the first row of the prompt: your earlier replies. Down leads back.",
    "say",
    bar=False,
)
SCROLL = Command("scroll", "pageup", "Scroll", "From the prompt: scroll the talk. Page Down leads back.", bar=False)
REWIND = Command("rewind", "f8", "Take back", "Take back to the moment before one of your replies.", needs="rewind")
LEAVE = Command("leave", "f9", "Leave", "Close your folder and leave the table. Asks first.", needs="leave")

PLACES: dict[str, tuple[Command, ...]] = {
    "home": (
        HELP,
        Command("start", "f2", "Start", "Begin the scenario that is marked; Enter on it does the same."),
        Command("resume", "f3", "Go on", "Go on with the session that is marked, or with the last open one."),
        QUIT,
    ),
    "briefing": (
        HELP,
        Command("go_on", "f2", "Prepare", "Close the dossier and go on to the preparation.", needs="continue"),
        HOME,
    ),
    "preparation": (
        HELP,
        Command("choose", "enter", "Choose", "Carry out the option that is marked.", needs="prepare", bar=False),
        Command("sit_down", "f2", "Sit down", "End the preparation and enter the room.", needs="sit_down"),
        Command("dossier", "f3", "Dossier", "Read the dossier again."),
        HOME,
    ),
    "table": (
        HELP,
        Command("panel", "f2", "Panel", "Show or hide judgement, issues, trackers, clock and agenda."),
        SEND, NEWLINE, EARLIER, SCROLL,
        Command("silence", "f3", "Silence", "Say nothing and wait. It is an answer, and it is judged.", needs="silence"),
        Command("recess", "f4", "Recess", "Ask for ten minutes in the corridor.", needs="recess"),
        Command("consult", "f5", "Consult", "Step out and speak to those who are not in the room.", needs="consult"),
        Command("name", "f6", "Name it", "Mark privately which tactic is being used on you.", needs="name"),
        Command("hint", "f7", "Hint", "Ask your team for a hint.", needs="hint"),
        REWIND, LEAVE,
        Command("dossier", "f10", "Dossier", "Read the dossier again.", bar=False),
        HOME,
    ),
    "closing": (
        HELP,
        Command("panel", "f2", "Talk/text", "Change between the joint text and the talk."),
        SEND, NEWLINE, EARLIER, SCROLL,
        Command("accept", "f3", "Accept", "Accept the clause that is marked as they wrote it.", needs="clause"),
        Command("amend", "f4", "Amend", "Table your amendment to the clause that is marked.", needs="clause"),
        Command("strike", "f5", "Strike", "Strike out the clause that is marked.", needs="clause"),
        Command("sign", "f6", "Sign", "Sign the text as it stands.", needs="sign"),
        Command("refuse", "f7", "Refuse", "Close without a joint text. Asks first.", needs="refuse"),
        REWIND, LEAVE, HOME,
    ),
    "press": (
        HELP,
        Command("panel", "f2", "Talk", "Show or hide what was said at the table."),
        SEND, NEWLINE, EARLIER, SCROLL,
        Command("no_statement", "f3", "No statement", "Say nothing to the press.", needs="continue"),
        REWIND, HOME,
    ),
    "debrief": (
        HELP,
        Command("panel", "f2", "Talk", "Show or hide the whole conversation."),
        REWIND, HOME,
    ),
}  # fmt: skip
"""What can be done where, in the order of the button bar."""

_BY_WIDGET = {"send", "newline", "earlier", "scroll", "choose", "palette", "focus", "quit"}
"""Keys that a widget or the app itself listens for."""


def commands_of(place: str) -> tuple[Command, ...]:
    """All commands of one screen, the ones that work everywhere last."""
    own = PLACES[place]
    return (*own, *(c for c in (PALETTE, FOCUS, QUIT) if c not in own))


def bindings_of(place: str) -> list[BindingType]:
    """Key bindings of one screen; each has an id, so that a keymap can change its key.

    They come before those of the focused part: a text field has uses of its own for some function keys.
    """
    return [
        Binding(c.key, f"command('{c.id}')", c.label, show=False, priority=c.key != "escape", id=f"{place}.{c.id}")
        for c in PLACES[place]
        if c.id not in _BY_WIDGET
    ]


def prompt_bindings() -> list[BindingType]:
    """The keys that the prompt listens for itself."""
    return [Binding(c.key, f"{c.id}", c.label, show=False, priority=True, id=f"prompt.{c.id}") for c in (SEND, NEWLINE)]
