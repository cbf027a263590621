"""The shared catalogue, read once from the package's own YAML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from negsim.content.problems import ContentError, Problem, did_you_mean
from negsim.content.validation import build
from negsim.content.yamlmap import Places, read_yaml
from negsim.model.catalogue import (
    Act,
    Catalogue,
    Doctrine,
    Effect,
    Principle,
    Situation,
    Source,
    Tactic,
    TrackerSpec,
)
from negsim.model.policy import PolicyTable

CATALOGUE_FOLDER = Path(__file__).parent / "catalogue"

_LISTS: dict[str, Any] = {
    "sources": tuple[Source, ...],
    "principles": tuple[Principle, ...],
    "tactics": tuple[Tactic, ...],
    "acts": tuple[Act, ...],
    "situations": tuple[Situation, ...],
    "doctrines": tuple[Doctrine, ...],
    "trackers": tuple[TrackerSpec, ...],
    "effects": tuple[Effect, ...],
}


@cache
def load_catalogue(folder: Path = CATALOGUE_FOLDER) -> Catalogue:
    """The catalogue of ``folder``. Raises ContentError with all problems at once."""
    problems: list[Problem] = []
    read: dict[str, Any] = {}
    where: dict[str, tuple[str, Places]] = {}
    for name, kind in _LISTS.items():
        file = folder / f"{name}.yaml"
        if not file.is_file():
            problems.append(Problem(file.name, 1, 1, "The file is missing.", "Restore it from the project."))
            continue
        data, places, found = read_yaml(file.read_text(encoding="utf-8"), file.name)
        problems += found
        if not found:
            read[name] = build(kind, data, places, file.name, problems)
            where[name] = (file.name, places)
    ontology, _, found = read_yaml((folder / "issues.yaml").read_text(encoding="utf-8"), "issues.yaml")
    problems += found
    policy_data, policy_places, found = read_yaml((folder / "policy.yaml").read_text(encoding="utf-8"), "policy.yaml")
    problems += found
    policy = build(PolicyTable, policy_data, policy_places, "policy.yaml", problems)
    if problems or policy is None:
        raise ContentError(problems)
    where["policy"] = ("policy.yaml", policy_places)
    catalogue = Catalogue(
        **{name: {item.id: item for item in read[name]} for name in _LISTS if name != "effects"},
        effects=read["effects"],
        issues=ontology["issues"],
        concession_kinds=ontology["concession_kinds"],
        policy=policy,
    )
    problems = list(_cross_references(catalogue, where))
    for name in _LISTS:
        if name != "effects":
            problems += _duplicates(read[name], *where[name])
    if problems:
        raise ContentError(problems)
    return catalogue


def _duplicates(items: Any, file: str, places: Places) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for index, item in enumerate(items):
        if item.id in seen:
            line, column = places.of((index, "id"))
            problems.append(Problem(file, line, column, f"The id '{item.id}' stands twice.", "Rename one of them."))
        seen.add(item.id)
    return problems


def _cross_references(catalogue: Catalogue, where: dict[str, tuple[str, Places]]) -> list[Problem]:
    problems: list[Problem] = []

    def need(file_of: str, index: int, key: str, value: str, known: Any) -> None:
        if value not in known:
            file, places = where[file_of]
            line, column = places.of((index, key))
            problems.append(
                Problem(file, line, column, f"'{value}' in '{key}' is not known.", did_you_mean(value, known))
            )

    for i, act in enumerate(catalogue.acts.values()):
        need("acts", i, "situation", act.situation, catalogue.situations)
        if act.principle:
            need("acts", i, "principle", act.principle, catalogue.principles)
    for i, tactic in enumerate(catalogue.tactics.values()):
        for aim in tactic.aims:
            need("tactics", i, "aims", aim, catalogue.principles)
        for near in tactic.near:
            need("tactics", i, "near", near, catalogue.tactics)
    for i, doctrine in enumerate(catalogue.doctrines.values()):
        for principle in (*doctrine.weights, *doctrine.differs):
            need("doctrines", i, "weights", principle, catalogue.principles)
    file, places = where["policy"]
    for situation, tactics in catalogue.policy.follows.items():
        checks: list[tuple[str, set[str]]] = [(situation, set(catalogue.situations))]
        checks += [(tactic_id, set(catalogue.tactics)) for tactic_id in tactics]
        for value, known in checks:
            if value not in known:
                line, column = places.of(("follows", situation))
                problems.append(Problem(file, line, column, f"'{value}' is not known.", did_you_mean(value, known)))
    subjects = {f"{p}.{v}" for p in catalogue.principles for v in ("upheld", "breached")}
    subjects |= {f"act.{a}" for a in catalogue.acts}
    for i, effect in enumerate(catalogue.effects):
        if not effect.on.startswith("action."):
            need("effects", i, "on", effect.on, subjects)
        for tracker in effect.changes:
            need("effects", i, "changes", tracker, catalogue.trackers)
    return problems
