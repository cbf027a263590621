"""Documents say what is true: rows and tests exist, excerpts come from transcripts, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def test_coverage_names_every_row_and_only_tests_that_exist() -> None:
    text = (TOP / "docs" / "coverage.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (R\d\d) \| (held|partly|later) \| .+ \| (.*) \|$", text, re.M)
    assert [row for row, _, _ in rows] == [f"R{n:02}" for n in range(1, 76)]
    for row, state, shown in rows:
        names = re.findall(r"`([^`]+)`", shown)
        assert names or state == "later", row
        for name in names:
            path, _, test = name.partition("::")
            source = (TOP / path).read_text(encoding="utf-8")
            assert not test or f"def {test}(" in source, name


def test_links_of_the_documents_lead_somewhere() -> None:
    for page in [TOP / "README.md", *sorted((TOP / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_excerpt_in_the_readme_stands_in_a_transcript() -> None:
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- excerpt: (\S+) -->\n(.*?)<!-- end of excerpt -->", readme, re.S)
    assert found is not None
    transcript = (TOP / found.group(1)).read_text(encoding="utf-8")
    spoken = [line[2:] for line in found.group(2).strip().splitlines() if line.startswith("> **")]
    assert len(spoken) >= 4
    assert all(line in transcript for line in spoken)


def test_every_score_rule_of_the_program_stands_in_the_document() -> None:
    from negsim.scoring.points import EARNED, LOST, NEUTRAL

    text = (TOP / "docs" / "judge.md").read_text(encoding="utf-8")
    assert f"| earned | {EARNED[1]} | {EARNED[2]} | {EARNED[3]} |" in text
    assert f"| lost | {LOST[1]} | {LOST[2]} | {LOST[3]} |" in text
    assert f"neutral {NEUTRAL}" in text
