"""Words are data: whatever stands in a prompt or a scenario is shown as it is or refused, and nothing is lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from negsim.engine.sittings import Choices
from negsim.model.text import REPLY_LIMIT
from negsim.tui.widgets.parts import Notice
from negsim.tui.widgets.prompt import PASTE_LIMIT
from tests.tui.driver import (
    PACKS,
    app_of,
    choose,
    harbour,
    place,
    press,
    prompt_of,
    running,
    say,
    screen_text,
    session_of,
    settled,
    to_closing,
    to_table,
    until,
)

HOSTILE = (
    "We refuse [/] this.",
    "We refuse [@click=app.quit]this[/].",
    "We refuse [b]this[/b] and [link=x]that.",
    "$We refuse [$error]this {quote} {claim} %s \\[x]",
    "We refuse \x1b[31mthis\x1b[0m\x07\x08 and \x00 that.",
    "We refuse \u202ethis\u202c and \u2066that\u2069.",
    "We refuse \U0001f6a2\U0001f468\u200d\U0001f469\u200d\U0001f467 this \u05e9\u05dc\u05d5\u05dd \u041d\u0435\u0442.",
)
FORBIDDEN = "\x1b\x07\x08\x00\u202e\u202c\u2066\u2069"


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste as a terminal does."""
    prompt = prompt_of(pilot)
    prompt.focus()
    await pilot.pause()
    prompt.post_message(events.Paste(text))
    await pilot.pause()


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_at_the_table_are_shown_as_they_are(home: Path, text: str) -> None:
    async with running(home, size=(120, 40), choices=harbour()) as pilot:
        await to_table(pilot)
        await paste(pilot, text)
        await press(pilot, "enter")
        assert session_of(pilot).state.turn == 1
        shown = screen_text(pilot)
        assert not set(FORBIDDEN) & set(shown)
        said = " ".join(session_of(pilot).state.replies[0].text.split())
        if "\U0001f6a2" not in said:  # the width of joined emoji is the terminal's affair
            assert said in " ".join(shown.replace("\u2588", " ").split())


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_in_every_other_field(home: Path, text: str) -> None:
    async with running(home, choices=harbour()) as pilot:
        await press(pilot, "f2")
        for option in ("walk", "price"):
            await choose(pilot, "#options", option)
            await until(pilot, lambda: place(pilot) == "", "asks for words")
            await paste(pilot, text)
            await press(pilot, "enter")
        await press(pilot, "f2")
        await pilot.press("f2", "f6")
        await until(pilot, lambda: bool(pilot.app.screen.query("#filter")), "the list of tactics")
        pilot.app.screen.query_one("#filter", Input).value = text
        await pilot.pause()
        await press(pilot, "enter", "escape")
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"[/]")
        await pilot.pause()
        await pilot.press("escape")
        await settled(pilot)
        await press(pilot, "f2")
        await to_closing(pilot)
        await say(pilot, text)
        await pilot.press("f7")
        await until(pilot, lambda: place(pilot) == "", "asks")
        await press(pilot, "tab", "enter")
        await say(pilot, text)
        assert place(pilot) == "debrief"
        await until(pilot, lambda: "Putting the debrief" not in screen_text(pilot), "the debrief")


async def test_a_paste_of_a_megabyte_is_refused_and_the_prompt_kept(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await paste(pilot, "What we had written.")
        await paste(pilot, "x" * 1_048_576)
        await until(pilot, lambda: bool(pilot.app.screen.query_one(Notice).words), "says so")
        assert "1048576 characters" in pilot.app.screen.query_one(Notice).words
        assert prompt_of(pilot).text == "What we had written."


async def test_a_reply_over_the_limit_is_refused_with_its_text_kept(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        text = "We return to the crews. " * (REPLY_LIMIT // 20)
        assert REPLY_LIMIT < len(text.strip()) < PASTE_LIMIT
        await paste(pilot, text)
        await press(pilot, "enter")
        assert session_of(pilot).state.turn == 0
        assert prompt_of(pilot).text.strip() == text.strip()
        assert str(REPLY_LIMIT) in pilot.app.screen.query_one(Notice).words
        assert "over the limit" in screen_text(pilot)


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "...", "\u202e", "[/]"])
async def test_a_reply_without_words_is_refused_and_kept(home: Path, text: str) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await say(pilot, text)
        assert session_of(pilot).state.turn == 0
        assert prompt_of(pilot).text == text
        assert "no words" in pilot.app.screen.query_one(Notice).words


async def test_words_written_while_a_refusal_is_under_way_are_kept_behind_it(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        prompt = prompt_of(pilot)
        prompt.put("...")
        await pilot.press("enter", "N", "o", "w")
        await settled(pilot)
        assert prompt.text.replace("\n", "") == "...Now"


MARK = "[/] [@click=app.quit]x[/]\u202e"
SHOWN_MARK = "[/] [@click=app.quit]x[/]"
SHOWN_KEYS = {
    "title", "label", "buys", "note", "text", "amended", "intro", "refused", "signed", "question", "name", "mandate",
    "format", "skipped", "enter", "pitch", "place", "your_role", "source_strength", "demand", "record", "why",
}  # fmt: skip


def hostile(value: Any, key: str = "") -> Any:
    """The content with hostile words behind every text that a screen may show."""
    if isinstance(value, dict):
        return {name: hostile(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [hostile(part, key) for part in value]
    return f"{value} {MARK}" if isinstance(value, str) and key in SHOWN_KEYS else value


def hostile_pack(folder: Path) -> Path:
    """The small pack with hostile words in it everywhere."""
    pack = folder / "packs" / "hostile-quotas"
    shutil.copytree(PACKS / "harbour-quotas", pack)
    for path in pack.rglob("*.yaml"):
        data = hostile(yaml.safe_load(path.read_text(encoding="utf-8")))
        if path.name == "card.yaml":
            data["id"], data["order"] = "hostile-quotas", 1
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    briefing = pack / "briefing.md"
    briefing.write_text("# [/] [@click=app.quit]x\n\nA [link](http://x) *[/b]* **[b]** \u202eend\n", encoding="utf-8")
    return folder / "packs"


def flat(pilot: Pilot[None]) -> str:
    """What the parts of the screen show, as one line: columns and line ends would break the words apart."""
    screen = pilot.app.screen
    parts = [str(part.content) for part in screen.query(Static)]
    parts += [str(option.prompt) for options in screen.query(OptionList) for option in options.options]
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_words_in_a_scenario_pass_through_every_screen(
    home: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = hostile_pack(tmp_path)
    async with running(home, size=size, folders=(folder,)) as pilot:
        assert f"The Harbour Quotas {SHOWN_MARK}" in screen_text(pilot)
        await choose(pilot, "#scenarios", "hostile-quotas")
        await until(pilot, lambda: place(pilot) == "briefing", "the dossier is shown")
        text = " ".join(str(w.content) for w in pilot.app.screen.query("#text Static").results(Static))
        assert "[/] [@click=app.quit]x" in text
        assert "[link](http://x)" in text
        assert "\u202e" not in text
        await press(pilot, "f2")
        await choose(pilot, "#options", "skipper")
        assert f"He knows where the bank ends. {SHOWN_MARK}" in flat(pilot)
        await choose(pilot, "#options", "fish_first")
        await until(pilot, lambda: f"the cod quota {SHOWN_MARK}" in flat(pilot), "asks for the order")
        await press(pilot, "enter")
        await press(pilot, "f2")
        assert f"foreign chains on them. {SHOWN_MARK}" in flat(pilot)
        await press(pilot, "f2", "f2")
        await pilot.hover("#do-leave")
        await to_closing(pilot)
        await pilot.hover("#last-said" if size[0] < 100 else "#clauses")
        assert f"Each port counts and shows its books. {SHOWN_MARK}" in flat(pilot)
        await pilot.press("f7")
        await until(pilot, lambda: place(pilot) == "", "asks")
        await press(pilot, "tab", "enter")
        assert f"Norrland has understood whose bank it is. {SHOWN_MARK}" in flat(pilot)
        await press(pilot, "f3")
        await until(pilot, lambda: f"No paper {SHOWN_MARK}" in flat(pilot), "the debrief")
        await press(pilot, "escape")
        await until(pilot, lambda: place(pilot) == "home" and "ended: " in screen_text(pilot), "home again")
        assert app_of(pilot).is_running


async def test_a_hostile_choice_on_the_command_line_is_named_literally(home: Path) -> None:
    async with running(home, choices=Choices(scenario="[/][@click=app.quit]x", seed=1)) as pilot:
        pass
    assert "[/][@click=app.quit]x" in app_of(pilot).failure


async def test_a_wrong_seed_is_refused_with_a_sentence(home: Path) -> None:
    async with running(home) as pilot:
        pilot.app.screen.query_one("#choose-seed", Input).value = "[/]12"
        await pilot.press("f2")
        await until(pilot, lambda: bool(pilot.app.screen.query_one(Notice).words), "says so")
        assert "whole number" in screen_text(pilot)
        assert place(pilot) == "home"
