"""Words of the screens, kept as data beside the catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import negsim

WORDS_FILE = Path(negsim.__file__).parent / "content" / "catalogue" / "texts_tui.yaml"


@cache
def words() -> dict[str, str]:
    """Text by key."""
    import yaml

    data = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return {str(key): str(value).strip() for key, value in data.items()}


def word(key: str, **fill: object) -> str:
    """The text of ``key`` with its blanks filled. KeyError when there is none."""
    text = words()[key]
    for name, value in fill.items():
        text = text.replace("{" + name + "}", str(value))
    return text
