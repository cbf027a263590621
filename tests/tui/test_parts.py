"""Registry, prompt, layout and what must not be loaded before the first frame."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Button

from negsim.model.base import Span
from negsim.model.judgement import Verdict, VerdictKind
from negsim.tui.app import NegsimApp
from negsim.tui.commands import PLACES, commands_of
from negsim.tui.desk import Desk
from negsim.tui.feedback import marked_reply
from negsim.tui.literal import literal
from negsim.tui.prose import paragraphs
from negsim.tui.screens.phases import SCREENS
from negsim.tui.widgets.prompt import Prompt
from negsim.tui.words import word
from tests.tui.driver import harbour, place, press, prompt_of, running, say, screen_text, session_of, to_table, until

SOURCE = Path(__file__).parent.parent.parent / "src" / "negsim" / "tui"


def test_nothing_heavy_is_loaded_before_the_first_frame() -> None:
    code = "import sys, negsim.tui.app; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    heavy = {"pydantic", "yaml", "numpy", "transitions", "sqlite3"}
    assert not heavy & loaded
    core = {
        name for name in loaded if re.match(r"negsim\.(engine|nlu|scoring|delegation|store|reports|content)\.", name)
    }
    assert core <= {"negsim.content.texts"}


def test_every_command_is_complete_and_has_its_own_key() -> None:
    for where in PLACES:
        keys = [c.key for c in commands_of(where)]
        assert len(keys) == len(set(keys)), where
        for command in commands_of(where):
            assert command.label and command.help.endswith(".")
            assert "[" not in command.label + command.help  # the palette reads both as markup
    for where, screen in SCREENS.items():
        for command in PLACES[where]:
            if command.id not in ("send", "newline", "earlier", "scroll"):
                assert hasattr(screen, f"do_{command.id}"), (where, command.id)


def test_every_word_that_the_screens_ask_for_exists() -> None:
    asked = {
        key
        for path in SOURCE.rglob("*.py")
        for key in re.findall(r"\bword\(\s*\"([a-z_0-9]+)\"", path.read_text(encoding="utf-8"))
    }
    assert asked - set(word.all) == set()


def test_no_text_of_the_screens_is_read_as_markup() -> None:
    calls = re.compile(r"from_markup\(|Markdown\(|RichLog\(|markup=True")
    assert [p.name for p in SOURCE.rglob("*.py") if calls.search(p.read_text(encoding="utf-8"))] == []
    for path in SOURCE.rglob("*.py"):
        for call in re.findall(r"\b(?:Static|OptionList)\((?:[^()]|\([^()]*\))*\)", path.read_text(encoding="utf-8")):
            assert "markup=False" in call or call.startswith(("Static(literal", "Static(Content")), (path.name, call)


def _verdict(kind: VerdictKind, *spans: tuple[int, int]) -> Verdict:
    return Verdict(
        principle="patience", verdict=kind, severity=1, evidence=tuple(Span(start=a, end=b) for a, b in spans),
        acts=(), why="w", source="AC",
    )  # fmt: skip


def test_evidence_is_marked_in_place_with_text() -> None:
    text = "Give it [/] now, or wait."
    bad = _verdict(VerdictKind.BREACHED, (0, 11))
    good = _verdict(VerdictKind.UPHELD, (17, 24), (0, 11))
    wrong = _verdict(VerdictKind.UPHELD, (20, 99))
    assert marked_reply(text, [bad, good, wrong]).plain == (
        "\u00abGive it [/]\u00bb[1-,2+] now, \u00abor wait\u00bb[2+]."
    )
    assert marked_reply("", [bad]).plain == ""


def test_prose_keeps_every_word_and_follows_no_link() -> None:
    text = "# Head [/]\n\nOne *two* **three**\nfour [five](http://x)\n\n- six\n- seven_eight_nine"
    shown = [p.plain for p in paragraphs(text)]
    assert shown == ["Head [/]", "One two three four [five](http://x)", "- six\n- seven_eight_nine"]
    assert literal("\x1b[31m[b]x\u202e").plain == "[b]x"


async def test_the_prompt_breaks_lines_and_leads_into_history(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await say(pilot, "The first reply.")
        prompt = prompt_of(pilot)
        prompt.focus()
        await pilot.press("N", "e", "w", "ctrl+j", "l", "i", "n", "e")
        assert prompt.text == "New\nline"
        await pilot.press("up")
        assert prompt.text == "New\nline"
        await pilot.press("up")
        assert prompt.text == "The first reply."
        await pilot.press("down")
        assert prompt.text == "New\nline"


async def test_page_up_in_the_prompt_scrolls_the_talk(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await say(pilot, "The crews come home unpaid.\n\nAll of them.\n\nAnd the boats.")
        talk = pilot.app.screen.query_one("#talk")
        prompt_of(pilot).focus()
        await until(pilot, lambda: talk.scroll_y > 0, "the talk is longer than its place")
        await pilot.press("pageup")
        await until(pilot, lambda: talk.scroll_y == 0, "the beginning is shown")


async def test_a_crash_report_holds_no_words_of_the_session(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = NegsimApp(Desk(home, (), save=False))

    def fail() -> None:
        secret = "".join(["what was ", "said"])
        raise RuntimeError(f"a defect of {len(secret)} letters")

    with pytest.raises(RuntimeError):
        async with app.run_test() as pilot:
            app.call_later(fail)
            await pilot.pause()
    report = capsys.readouterr().err
    assert "RuntimeError" in report
    assert "what was said" not in report


async def test_nothing_blinks_and_nothing_is_animated(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        assert pilot.app.animation_level == "none"
        assert not prompt_of(pilot).cursor_blink


async def test_the_panel_folds_below_100_columns_and_comes_back(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        panel = pilot.app.screen.query_one("#panel")
        assert not panel.region.width
        await press(pilot, "f2")
        assert panel.region.width
        assert "The cod quota (key)" in screen_text(pilot) or "Leverage" in screen_text(pilot)
        await press(pilot, "f2")
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: bool(panel.region.width), "the panel unfolds")
        text = screen_text(pilot)
        assert re.search(r"Leverage +\u2588+\u00b7+ +[0-9]+", text)
        assert "THEY 0: Norrland fishes" in text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_every_screen_fits(home: Path, size: tuple[int, int]) -> None:
    async with running(home, size=size, choices=harbour()) as pilot:
        for where in ("briefing", "preparation", "table"):
            assert place(pilot) == where
            bar = pilot.app.screen.query_one("#bar").region
            assert bar.bottom == size[1]
            for button in pilot.app.screen.query(Button):
                assert button.region.right <= size[0]
            if where != "table":
                await press(pilot, "f2")
        assert pilot.app.screen.query_one(Prompt).region.height >= 4
        assert pilot.app.screen.query_one("#talk").region.height >= 5


async def test_buttons_palette_and_help_come_from_the_registry(home: Path) -> None:
    async with running(home, size=(120, 40), choices=harbour()) as pilot:
        await to_table(pilot)
        await pilot.click("#do-silence")
        await press(pilot)
        assert session_of(pilot).state.replies[-1].silent
        await pilot.press("f1")
        await until(pilot, lambda: place(pilot) == "", "help")
        assert "Ask for ten minutes in the corridor." in screen_text(pilot)
        await pilot.press("escape")
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"reces")
        await until(pilot, lambda: "Recess (F4)" in screen_text(pilot), "the palette finds it")
        await until(
            pilot, lambda: "Recess (F4)" in screen_text(pilot) and "Silence (F3)" not in screen_text(pilot), "only it"
        )
        await pilot.press("enter")
        await until(pilot, lambda: session_of(pilot).state.recesses == 1, "the recess is taken")


def test_what_a_person_wrote_keeps_its_stars_in_the_debrief() -> None:
    shown = list(paragraphs("## Title\nYou: **never** and _never_ [/]", plain=True))
    assert shown[0].plain == "Title\nYou: **never** and _never_ [/]"
