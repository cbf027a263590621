"""Words of the program itself, kept as data beside the catalogue."""

from __future__ import annotations

from functools import cache

from negsim.content.library import CATALOGUE_FOLDER
from negsim.content.yamlmap import read_yaml


@cache
def texts() -> dict[str, str]:
    """Text by key."""
    data, _, problems = read_yaml((CATALOGUE_FOLDER / "texts.yaml").read_text(encoding="utf-8"), "texts.yaml")
    assert not problems and isinstance(data, dict)
    return {str(key): str(value) for key, value in data.items()}


def say(key: str, **fill: object) -> str:
    """The text of ``key`` with its blanks filled. KeyError when there is none."""
    text = texts()[key]
    for name, value in fill.items():
        text = text.replace("{" + name + "}", str(value))
    return text
