"""Every mistake in a pack is named with its file, line, nearest spelling and cure, all of them at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import PACKS

from negsim.content.pack import load_pack
from negsim.content.problems import ContentError
from negsim.content.yamlmap import read_yaml
from negsim.model.catalogue import Catalogue

Broken = Callable[[str, str, str], ContentError]


@pytest.fixture
def broken(tmp_path: Path, catalogue: Catalogue) -> Broken:
    """Loads a copy of the small pack in which ``old`` is ``new`` in one file, and gives the error."""

    def load(file: str, old: str, new: str) -> ContentError:
        folder = tmp_path / "harbour-quotas"
        if not folder.exists():
            shutil.copytree(PACKS / "harbour-quotas", folder)
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            load_pack(folder, catalogue)
        return caught.value

    return load


def test_unknown_key_names_the_nearest(broken: Broken) -> None:
    error = broken("card.yaml", "place:", "plce:")
    assert any("Unknown key 'plce'" in str(p) and "Did you mean 'place'?" in str(p) for p in error.problems)
    assert any("'place' is missing" in str(p) for p in error.problems)
    assert all(p.file == "harbour-quotas/card.yaml" and p.line >= 1 for p in error.problems)


def test_all_problems_of_all_files_at_once(broken: Broken, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        broken("card.yaml", "text that is not there", "")
    beats = tmp_path / "harbour-quotas" / "beats.yaml"
    beats.write_text(beats.read_text(encoding="utf-8").replace("tactic:", "tactics:"), encoding="utf-8")
    error = broken("card.yaml", "minutes:", "minuts:")
    assert {p.file.split("/")[1] for p in error.problems} >= {"card.yaml", "beats.yaml"}
    assert len(error.problems) > 3


def test_bad_yaml_has_line_and_column(broken: Broken) -> None:
    error = broken("card.yaml", "title:", "title: [unclosed\nx:")
    first = error.problems[0]
    assert first.line > 1 and first.column >= 1
    assert "Not valid YAML" in first.what


def test_dangling_ids_are_found_with_their_line(broken: Broken) -> None:
    error = broken("lines/moves.yaml", "tactic: flattery", "tactic: flatery")
    hit = next(p for p in error.problems if "'flatery' in 'tactic'" in p.what)
    assert hit.cure == "Did you mean 'flattery'?"
    assert hit.file.endswith("lines/moves.yaml") and hit.line > 1


def test_an_unknown_slot_is_found(broken: Broken) -> None:
    error = broken("lines/moves.yaml", "text: Please.", 'text: "{quotation} Please."')
    assert any("unknown slot '{quotation}'" in p.what for p in error.problems)


def test_a_missing_file_is_said(tmp_path: Path, catalogue: Catalogue) -> None:
    folder = tmp_path / "harbour-quotas"
    shutil.copytree(PACKS / "harbour-quotas", folder)
    (folder / "briefing.md").unlink()
    with pytest.raises(ContentError, match=r"briefing\.md:1:1: The file is missing"):
        load_pack(folder, catalogue)


def test_a_file_that_is_not_text_is_said(tmp_path: Path, catalogue: Catalogue) -> None:
    folder = tmp_path / "harbour-quotas"
    shutil.copytree(PACKS / "harbour-quotas", folder)
    (folder / "card.yaml").write_bytes(b"id: \xff\xfe")
    with pytest.raises(ContentError, match="Not UTF-8"):
        load_pack(folder, catalogue)


def test_duplicate_keys_are_problems() -> None:
    _, _, problems = read_yaml("a: 1\nb: 2\na: 3\n", "x.yaml")
    assert [(p.line, p.column) for p in problems] == [(3, 1)]
    assert "twice" in problems[0].what


def test_tags_that_run_code_are_refused() -> None:
    _, _, problems = read_yaml("a: !!python/object/apply:os.system ['true']\n", "x.yaml")
    assert problems


def test_an_anchor_that_contains_itself_is_refused() -> None:
    _, _, problems = read_yaml("a: &x [*x]\n", "x.yaml")
    assert problems


def test_equal_content_has_equal_hash_whatever_the_line_ends(tmp_path: Path, catalogue: Catalogue) -> None:
    folder = tmp_path / "harbour-quotas"
    shutil.copytree(PACKS / "harbour-quotas", folder)
    before = load_pack(folder, catalogue).content_hash
    card = folder / "card.yaml"
    card.write_bytes(card.read_bytes().replace(b"\n", b"\r\n"))
    assert load_pack(folder, catalogue).content_hash == before


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    _, _, problems = read_yaml(text, "x.yaml")
    assert all(p.line >= 1 and p.column >= 1 and p.what and p.cure for p in problems)
