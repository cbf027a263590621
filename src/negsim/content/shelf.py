"""Finding scenario packs: those shipped with negsim, and folders that a user names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from negsim.content.pack import Pack, load_card, load_pack
from negsim.content.problems import ContentError, nearest
from negsim.model.catalogue import Catalogue
from negsim.model.scenario import Card

_PACKAGE = Path(__file__).resolve().parent.parent


class UnknownScenario(LookupError):
    """No pack has this id; ``near`` is the nearest known one, ``known`` all of them."""

    def __init__(self, scenario_id: str, known: Iterable[str]) -> None:
        self.known = tuple(sorted(known))
        self.near = nearest(scenario_id, self.known)
        hint = f"Did you mean '{self.near}'? " if self.near else ""
        super().__init__(f"There is no scenario '{scenario_id}'. {hint}Known: {', '.join(self.known) or 'none'}.")


def shipped_folder() -> Path:
    """The scenarios that come with negsim: inside the wheel, or at the top of a checkout."""
    inside = _PACKAGE / "scenarios"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "scenarios"


class Shelf:
    """All packs in the given folders; a later folder's pack hides an earlier one of the same name."""

    def __init__(self, extra: Iterable[Path] = ()) -> None:
        self.folders = (shipped_folder(), *extra)

    def packs(self) -> dict[str, Path]:
        """Pack folder by scenario id."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            if folder.is_dir():
                for path in sorted(folder.iterdir()):
                    if (path / "card.yaml").is_file():
                        found[path.name] = path
        return found

    def cards(self) -> tuple[list[Card], list[ContentError]]:
        """Cards in their order, and what is wrong with those that cannot be read; one bad pack hides no other."""
        cards, errors = [], []
        for path in self.packs().values():
            try:
                cards.append(load_card(path))
            except ContentError as error:
                errors.append(error)
        return sorted(cards, key=lambda card: (card.order, card.id)), errors

    def load(self, scenario_id: str, catalogue: Catalogue) -> Pack:
        """The pack with this id. Raises UnknownScenario or ContentError."""
        packs = self.packs()
        if scenario_id not in packs:
            raise UnknownScenario(scenario_id, packs)
        return load_pack(packs[scenario_id], catalogue)
