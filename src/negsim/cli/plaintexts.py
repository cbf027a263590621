"""The plain face's words, kept as data."""

from __future__ import annotations

from functools import cache

from negsim.content.library import CATALOGUE_FOLDER
from negsim.content.yamlmap import read_yaml


@cache
def _texts() -> dict[str, str]:
    data, _, problems = read_yaml(
        (CATALOGUE_FOLDER / "texts_plain.yaml").read_text(encoding="utf-8"), "texts_plain.yaml"
    )
    assert not problems and isinstance(data, dict)
    return {str(key): str(value) for key, value in data.items()}


def plain(key: str, **fill: object) -> str:
    """The text of ``key`` with its blanks filled. KeyError when there is none."""
    text = _texts()[key]
    for name, value in fill.items():
        text = text.replace("{" + name + "}", str(value))
    return text
