"""What a trainee wrote stays text in all four formats."""

from __future__ import annotations

import ast
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import negsim.reports
from negsim.content.pack import Pack
from negsim.model import actions as do
from negsim.model.catalogue import Catalogue
from negsim.model.text import clean_text
from negsim.reports.as_html import html_of
from negsim.reports.as_markdown import escaped, markdown_of
from negsim.reports.as_text import text_of
from negsim.reports.debrief import Debrief, build_debrief
from negsim.reports.document import Document, Grid, Head, Items, Pairs, Para, Quote, Section
from negsim.reports.render import to_html, to_json, to_markdown, to_text
from negsim.reports.words import tell
from tests.reports.played import GIVES, HOSTILE, HOSTILE_LINES, seated, whole

SCRIPTED = {"script", "iframe", "img", "link", "object", "embed", "form", "base", "b"}
MARKED_UP = {"em", "code", "a", "img", "table", "h1", "pre", "hr"}


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def debrief(harbour: Pack, catalogue: Catalogue) -> Debrief:
    session = seated(
        harbour, catalogue, [do.Prepare(option="fish_first"), do.Prepare(option="walk", text="[/] **go** <i>now</i>")]
    )
    session.act(do.Say(text=HOSTILE))
    session.act(do.Say(text=f"{GIVES}\n{HOSTILE_LINES}"))
    session.act(do.Leave())
    session.act(do.Say(text=HOSTILE))
    return build_debrief(session.events, session.scenario, catalogue)


def test_text_is_literal(debrief: Debrief) -> None:
    text = to_text(debrief)
    assert f"You: {HOSTILE}" in text
    headings = [line for line in text.split("\n") if line.startswith("#")]
    assert not any("first" in line and "second" not in line and line == "# first" for line in headings)
    assert "\n  # first\n  - second\n" in text


def test_text_is_wrapped_on_demand(debrief: Debrief) -> None:
    wide = [line for line in to_text(debrief, 60).split("\n") if len(line) > 60]
    assert all(
        " " not in line.strip().removeprefix("#").strip() or line.startswith("#") or "  " in line for line in wide
    )


def test_html_is_one_page_that_runs_and_fetches_nothing(debrief: Debrief) -> None:
    page = to_html(debrief)
    found = Tags(page)
    assert not SCRIPTED & set(found.tags)
    assert HOSTILE in found.text
    assert all(not name.startswith("on") and name != "src" for name, _ in found.attributes)
    assert all(value and value.startswith("#") for name, value in found.attributes if name == "href")
    assert "url(" not in page and "@import" not in page
    assert "default-src" in page and "svg" in found.tags


def test_markdown_holds_no_markup_of_the_trainee(debrief: Debrief) -> None:
    page = Tags(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(to_markdown(debrief)))
    assert HOSTILE in page.text
    assert not (SCRIPTED | {"code", "pre", "a", "img"}) & set(page.tags)
    assert page.tags.count("h1") == 1
    assert "===" in page.text and "1. third" in page.text and "# first" in page.text


def test_json_is_the_model_with_stable_keys(debrief: Debrief) -> None:
    raw = to_json(debrief)
    assert raw.isascii()
    value = json.loads(raw)
    assert list(value) == list(Debrief.model_fields)
    assert value["timeline"][0]["reply"] == HOSTILE
    assert Debrief.model_validate_json(raw) == debrief


def test_formats_hold_the_same_sections(harbour: Pack, catalogue: Catalogue) -> None:
    session = whole(harbour, catalogue)
    found = build_debrief(session.events, session.scenario, catalogue)
    titles = [text for key, text in tell.all.items() if key.startswith("h_") and key not in ("h_split",)]
    for rendered in (to_text(found), to_markdown(found), Tags(to_html(found)).text):
        missing = [title for title in titles if title not in rendered]
        assert missing == []
    for label in found.labels:
        assert label in to_text(found) and label in Tags(to_html(found)).text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from(list("<>&\"'`*_[]()#|~\\!-+=.:1 \n$@{}^x")), st.characters()), max_size=80
    )
)
def test_any_text_stays_text(words: str) -> None:
    document = Document(
        "T", "S", (Section("k", "K", (Quote("You", words, "you"), Para(words), Items((words,)), Pairs((("n", words),)),
                                      Grid(("a", "b"), ((words, words),)), Head(words))),), (words,),
    )  # fmt: skip
    shown = " ".join(clean_text(words).split())
    page = Tags(html_of(document))
    assert not set(page.tags) & (SCRIPTED | {"em", "code"})
    assert page.text.count(clean_text(words)) >= 1
    text_of(document, 30)
    markdown_of(document)
    rendered = Tags(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(f"- {escaped(words)}\n"))
    assert set(rendered.tags) <= {"ul", "li", "p"}
    assert " ".join(rendered.text.split()) == shown
    table = f"| a | b |\n| --- | --- |\n| {escaped(words)} | {escaped(words)} |\n"
    cells = Tags(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(table))
    assert cells.tags.count("td") == 2 and not set(cells.tags) & (SCRIPTED | MARKED_UP - {"table"})
    assert " ".join(cells.text.split()) == " ".join(f"a b {shown} {shown}".split())


def test_blanks_are_filled_once() -> None:
    assert tell("part_first", planned="{turn} {planned}") == "Your first point: {turn} {planned}"
    with pytest.raises(KeyError):
        tell("part_first")


def test_every_text_is_used_and_every_use_has_its_text() -> None:
    """Keys in code are either whole, or begin with a literal that a family of keys shares."""
    whole_keys, families = set(), set()
    for path in Path(negsim.reports.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole_keys.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                families.add(str(node.values[0].value))
    families = {family for family in families if re.fullmatch(r"[a-z]+(_[a-z]+)*_", family)}
    unused = [k for k in tell.all if k not in whole_keys and not any(k.startswith(f) for f in families)]
    assert unused == []


@pytest.mark.parametrize("prefix", ["opens_"])
def test_every_principle_has_its_phrase(prefix: str, catalogue: Catalogue) -> None:
    assert [p for p in catalogue.principles if f"{prefix}{p}" not in tell.all] == []
