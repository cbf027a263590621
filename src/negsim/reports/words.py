"""The debrief's words, kept as data beside the catalogue. Blanks are filled in one pass: what fills one is never read."""

from __future__ import annotations

import re
from functools import cache

from negsim.content.library import CATALOGUE_FOLDER
from negsim.content.yamlmap import read_yaml

FILE_NAME = "texts_debrief.yaml"
_BLANK = re.compile(r"\{([a-z_]+)\}")


@cache
def debrief_texts() -> dict[str, str]:
    """Text by key."""
    data, _, problems = read_yaml((CATALOGUE_FOLDER / FILE_NAME).read_text(encoding="utf-8"), FILE_NAME)
    assert not problems and isinstance(data, dict)
    return {str(key): str(value) for key, value in data.items()}


def tell(key: str, **fill: object) -> str:
    """The text of ``key`` with its blanks filled. KeyError when there is none, or a blank is not given."""
    return _BLANK.sub(lambda blank: str(fill[blank.group(1)]), debrief_texts()[key])


def tell_or(key: str, otherwise: str) -> str:
    """The text of ``key`` without blanks, or ``otherwise``; for ids that a pack or catalogue may add."""
    return debrief_texts().get(key, otherwise)
