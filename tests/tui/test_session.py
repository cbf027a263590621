"""A whole session through the screens, and what must not be lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from negsim.content.library import load_catalogue
from negsim.content.problems import ContentError
from negsim.content.shelf import Shelf
from negsim.engine.sittings import Choices
from negsim.store.saves import Saves
from negsim.tui.widgets.parts import Notice
from tests.tui.driver import (
    HARBOUR,
    Player,
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


def shown(pilot: Player, selector: str) -> str:
    """The plain text of a Static."""
    return str(pilot.app.screen.query_one(selector, Static).content)


async def test_home_shows_all_scenarios_and_the_labels(home: Path) -> None:
    async with running(home) as pilot:
        text = screen_text(pilot)
        for card in Shelf().cards()[0]:
            assert card.title in text
        assert "The Harbour Quotas" in text
        assert "composed for training" in " ".join(text.split())
        assert "simulation" in text


async def test_a_broken_pack_is_shown_with_its_problem_and_hides_nothing(home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "packs" / "broken-pack"
    broken.mkdir(parents=True)
    (broken / "card.yaml").write_text("id: broken-pack\ntitel: '[/] [@click=app.quit]x[/]'\n", encoding="utf-8")
    async with running(home, folders=(tmp_path / "packs",), size=(120, 40)) as pilot:
        text = " ".join(screen_text(pilot).split())
        assert "CANNOT BE PLAYED" in text
        assert "broken-pack/card.yaml:" in text
        assert "The March Call" in text


async def test_a_session_from_home_to_debrief(home: Path) -> None:
    async with running(home) as pilot:
        await choose(pilot, "#scenarios", HARBOUR)
        await until(pilot, lambda: place(pilot) == "briefing", "the dossier is shown")
        assert "Forty parts of a hundred" in screen_text(pilot)
        await press(pilot, "f2")
        await prepare(pilot)
        await press(pilot, "f2")
        assert place(pilot) == "table"
        assert "(The skipper sits at the end of the table" in screen_text(pilot)
        await say(pilot, "Half of the catch for each coast. I will wait for your answer.")
        state = session_of(pilot).state
        assert state.turn == 1
        await press(pilot, "f3")
        assert session_of(pilot).state.replies[-1].silent
        if place(pilot) == "table":
            await press(pilot, "f4", "f5")
        await to_closing(pilot)
        await sign(pilot)
        assert place(pilot) == "press"
        assert "Norrland has understood whose bank it is." in screen_text(pilot)
        await say(pilot, "The protocol speaks of a shared bank, and the crews are home.")
        assert place(pilot) == "debrief"
        await until(
            pilot, lambda: "FAIR SHARE" in screen_text(pilot).upper() or "Outcome" in screen_text(pilot), "ends"
        )
        assert session_of(pilot).state.ended is not None
        await press(pilot, "escape")
        await until(pilot, lambda: "ended:" in screen_text(pilot), "the list shows how it ended")


async def prepare(pilot: Player) -> None:
    """Every kind of choice once."""
    await choose(pilot, "#options", "fish_first")
    await until(pilot, lambda: place(pilot) == "", "asks for the order")
    await press(pilot, "down", "shift+up", "enter")
    assert session_of(pilot).state.objective_order[:2] == ("trawlers", "cod_quota")
    await choose(pilot, "#options", "lines_written")
    await until(pilot, lambda: place(pilot) == "", "asks for the red lines")
    await press(pilot, "space", "enter")
    assert session_of(pilot).state.red_lines == ("trawlers",)
    await choose(pilot, "#options", "walk")
    await until(pilot, lambda: place(pilot) == "", "asks when to leave")
    await say(pilot, "When they ask for an admission [/] we go.")
    assert session_of(pilot).state.walk_away == "When they ask for an admission [/] we go."
    assert "Somebody who knows when to go" in " ".join(screen_text(pilot).split())
    await choose(pilot, "#options", "skipper")
    await choose(pilot, "#options", "call_islands")
    assert "takes 2 hours; 1 are left" in pilot.app.screen.query_one(Notice).words
    assert session_of(pilot).state.hours_left == 1


async def sign(pilot: Player) -> None:
    """Amend what can be amended, meet the refusal, and sign the rest."""
    text = " ".join(screen_text(pilot).split())
    assert "BELOW YOUR RED LINE on the cod quota: 30, and the line is 60." in text
    await press(pilot, "f6")
    assert "is not decided" in pilot.app.screen.query_one(Notice).words
    clauses = pilot.app.screen.query_one("#clauses", OptionList)
    clauses.focus()
    for index, key in enumerate(("f5", "f3", "f4")):
        clauses.highlighted = index
        await press(pilot, key)
    assert {c: s.choice for c, s in session_of(pilot).state.clauses.items()} == {
        "share": "strike",
        "count": "accept",
        "admission": "amend",
    }
    await press(pilot, "f6")


@pytest.mark.parametrize(("scenario", "size"), [("march-call-2025", (80, 24)), ("alaska-2025", (120, 40))])
async def test_a_shipped_scenario_from_home_to_debrief(home: Path, scenario: str, size: tuple[int, int]) -> None:
    try:
        pack = Shelf().load(scenario, load_catalogue())
    except ContentError as error:
        pytest.skip(f"the pack is not complete: {len(error.problems)} problems")
    async with running(home, size=size) as pilot:
        await choose(pilot, "#scenarios", scenario)
        await until(pilot, lambda: place(pilot) == "briefing", "the dossier is shown")
        await to_table(pilot)
        replies = [exemplar.text for exemplar in pack.scenario.exemplars]
        for turn in range(40):
            if place(pilot) != "table":
                break
            await say(pilot, replies[turn % len(replies)])
        assert place(pilot) == "closing", screen_text(pilot)
        await press(pilot, "f7")
        await press(pilot, "tab", "enter")
        assert place(pilot) == "press", screen_text(pilot)
        await press(pilot, "f3")
        assert place(pilot) == "debrief"
        ended = session_of(pilot).state.ended
        assert ended is not None
        await until(pilot, lambda: ended.title in screen_text(pilot), "the debrief names the ending")


async def test_resume_goes_on_at_the_same_line_with_the_draft(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await say(pilot, "Half of the catch for each coast.")
        last = session_of(pilot).state.last_line
        before = list(session_of(pilot).events)
        prompt_of(pilot).put("An unsent thought [/")
        await pilot.pause()
        identity = app_of(pilot).desk.session_id
    with Saves(home) as saves:
        assert saves.draft(identity) == "An unsent thought [/"
    async with running(home, resume=identity) as pilot:
        assert place(pilot) == "table"
        assert session_of(pilot).events == before
        assert session_of(pilot).state.last_line == last
        assert last is not None
        assert last.line.text.split(".")[0] in " ".join(screen_text(pilot).split())
        assert prompt_of(pilot).text == "An unsent thought [/"
        assert "Your unsent words are back" in screen_text(pilot)


async def test_home_goes_on_with_the_last_session(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: place(pilot) == "home" and "not finished" in screen_text(pilot), "home again")
        await press(pilot, "f3")
        await until(pilot, lambda: place(pilot) == "table", "at the table again")


async def test_without_saving_the_session_lives_as_long_as_the_program(home: Path) -> None:
    async with running(home, choices=harbour(), save=False) as pilot:
        await to_table(pilot)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: place(pilot) == "home" and "not saved" in screen_text(pilot), "home again")
        await press(pilot, "f3")
        await until(pilot, lambda: place(pilot) == "table", "at the table again")
    assert not home.exists()


async def test_an_examination_shows_no_feedback_before_the_debrief(home: Path) -> None:
    async with running(home, size=(120, 40), choices=harbour("exam")) as pilot:
        await to_table(pilot)
        await say(pilot, "Fine, we give up the quota.")
        text = screen_text(pilot)
        assert "Score" not in text
        assert "Broken" not in text
        assert "Leverage" not in text
        assert "Stamina" in text
        assert session_of(pilot).state.issues["cod_quota"].ours < 100
        assert "YOU 100: Half of the year" in shown(pilot, "#standing")
        assert "The judgement comes with the debrief" in shown(pilot, "#feedback")
        assert "F7" not in text  # no hint
        assert "F8" not in text  # nothing can be taken back
        turn = session_of(pilot).state.turn
        await press(pilot, "f7", "f8")
        assert session_of(pilot).state.turn == turn
        await pilot.press("f6")
        await until(pilot, lambda: bool(pilot.app.screen.query("#filter")), "the list of tactics")
        pilot.app.screen.query_one("#filter", Input).value = "silence"
        await pilot.pause()
        await press(pilot, "enter")
        assert "Noted: you marked it as" in screen_text(pilot)


async def test_practice_marks_the_evidence_in_the_reply(home: Path) -> None:
    async with running(home, size=(120, 40), choices=harbour()) as pilot:
        await to_table(pilot)
        await say(pilot, "Fine, we give up the cod quota.")
        reply = session_of(pilot).state.last_reply
        assert reply is not None and reply.assessment.breached
        told = shown(pilot, "#feedback")
        verdict = reply.assessment.breached[0]
        assert f"\u00ab{verdict.evidence[0].cut(reply.text)}\u00bb[1-" in told
        assert f"[{verdict.source}]" in told
        assert "Tactic:" in told


async def test_taking_back_restores_the_moment_before(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await say(pilot, "Half of the catch for each coast.")
        await pilot.press("f8")
        await until(pilot, lambda: place(pilot) == "", "asks which reply")
        await press(pilot, "enter")
        assert session_of(pilot).state.turn == 0
        assert session_of(pilot).state.rewinds == 1
        assert "Taken back to the moment before reply 1" in " ".join(screen_text(pilot).split())


async def test_a_reply_can_be_tried_again_from_the_debrief(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await say(pilot, "Half of the catch for each coast.")
        await pilot.press("f9")
        await until(pilot, lambda: place(pilot) == "", "asks")
        await press(pilot, "tab", "enter")
        await press(pilot, "f3")
        assert place(pilot) == "debrief"
        await pilot.press("f8")
        await until(pilot, lambda: place(pilot) == "", "asks which reply")
        await press(pilot, "enter")
        assert place(pilot) == "table"
        assert session_of(pilot).state.turn == 0


async def test_leaving_asks_first(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: place(pilot) == "", "asks")
        await press(pilot, "enter")
        assert place(pilot) == "table"
        await pilot.press("f9")
        await until(pilot, lambda: place(pilot) == "", "asks again")
        await press(pilot, "tab", "enter")
        assert place(pilot) == "press"
        assert session_of(pilot).state.left_by == "trainee"


async def test_ctrl_c_closes_and_keeps_everything(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        prompt_of(pilot).put("half a sent")
        identity = app_of(pilot).desk.session_id
        await pilot.press("ctrl+c")
    assert app_of(pilot).return_code == 0
    with Saves(home) as saves:
        assert saves.draft(identity) == "half a sent"
        assert any(event.kind == "line_spoken" for event in saves.events(identity))


async def test_an_unknown_session_or_scenario_ends_with_code_2(home: Path) -> None:
    for asked in ({"resume": "harbour-quotas-99"}, {"choices": Choices(scenario="harbor", seed=1)}):
        async with running(home, **asked) as pilot:
            pass
        assert app_of(pilot).return_code == 2
        assert app_of(pilot).failure


async def test_the_closing_can_be_refused_by_the_engine_without_losing_words(home: Path) -> None:
    async with running(home, choices=harbour()) as pilot:
        await to_table(pilot)
        await to_closing(pilot)
        await say(pilot, "...")
        assert prompt_of(pilot).text == "..."
        await settled(pilot)
        assert "no words in this reply" in pilot.app.screen.query_one(Notice).words
