"""Where data lives: --home, else NEGSIM_HOME, else the user's data folder of this system."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path


def home_of(arguments: argparse.Namespace) -> Path:
    """The data folder for this run."""
    given = getattr(arguments, "home", None) or os.environ.get("NEGSIM_HOME")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_dir

    return Path(user_data_dir("negsim", appauthor=False))


def scenario_folders(arguments: argparse.Namespace) -> tuple[Path, ...]:
    """Folders with scenario packs besides those shipped."""
    extra = tuple(Path(folder).expanduser() for folder in getattr(arguments, "scenarios", None) or ())
    return (home_of(arguments) / "scenarios", *extra)


def now() -> str:
    """The present moment as an ISO time in UTC; only faces ask for it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
