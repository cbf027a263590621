"""The shared catalogue is complete, cites what it claims, and weighs the five doctrines fairly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from negsim.content.library import CATALOGUE_FOLDER, load_catalogue
from negsim.model.catalogue import STEP_ORDER, Act, Catalogue, Doctrine
from negsim.model.judgement import Verdict, VerdictKind
from negsim.scoring.points import NEUTRAL, score_of

PRINCIPLES = (
    "no_upfront_concession", "reciprocity", "durable_security", "leverage", "no_self_deterrence", "patience",
    "agenda_control", "frame_control", "verify_specifics", "goal_over_deal", "allied_unity", "lawful_basis",
    "composure", "probe_interests", "open_incentives",
)  # fmt: skip

TACTICS: dict[str, tuple[str, ...]] = {
    "silence": ("patience",),
    "interrogation": ("agenda_control", "composure"),
    "diminishment": ("composure",),
    "magnanimity": ("reciprocity", "goal_over_deal"),
    "uncertainty": ("verify_specifics", "no_self_deterrence", "patience"),
    "flattery": ("composure", "goal_over_deal"),
    "maximalist_demand": ("no_upfront_concession", "lawful_basis"),
    "history_lecture": ("agenda_control", "frame_control"),
    "packaging": ("reciprocity", "agenda_control"),
    "bluff": ("leverage",),
    "false_record": ("verify_specifics",),
    "exhaustion": ("patience",),
    "brinkmanship": ("no_self_deterrence",),
    "veiled_threat": ("no_self_deterrence",),
    "explicit_threat": ("no_self_deterrence", "composure"),
    "manufactured_problem": ("reciprocity",),
    "sting_in_the_tail": ("durable_security", "verify_specifics"),
    "pocketing": ("no_upfront_concession", "reciprocity"),
    "false_equivalence": ("frame_control",),
    "agenda_shift": ("agenda_control",),
    "root_causes": ("frame_control", "agenda_control"),
    "big_power_deal": ("allied_unity", "lawful_basis"),
    "divide_allies": ("allied_unity",),
    "legitimacy_attack": ("frame_control", "allied_unity"),
    "contrived_grievance": ("frame_control", "probe_interests"),
    "goodwill_mantra": ("verify_specifics", "goal_over_deal"),
    "ratchet": ("no_self_deterrence", "patience"),
    "whataboutism": ("frame_control", "lawful_basis"),
    "red_tape": ("patience", "verify_specifics"),
}
"""The ontology's tactics in their order, each with the principles it tries to make a trainee breach."""

DOCTRINES = (
    "balanced", "firm_shaping", "structural_realism", "deterrence_alliance", "adversary_craft", "incentive_order",
)  # fmt: skip

PARAGRAPHS = {"AC": 68, "WWGW": 32, "BRI": 40, "RS": 27, "DAN": 26}
"""The last paragraph of each main source that belongs to its text; what follows there is furniture of the page."""

CITATION = re.compile(r"(?:(?P<main>AC|WWGW|BRI|RS|DAN) ¶(?P<paragraph>\d+)|(?P<extra>X\d+))")
IN_PROSE = re.compile(r"\b(?P<main>AC|WWGW|BRI|RS|DAN) (?P<paragraphs>¶\d+(?:-\d+)?(?:(?:, | and )¶\d+(?:-\d+)?)*)")
QUOTATION = re.compile(r'["“]([^"“”]+)["”]')
LIVING = re.compile(
    r"\b(Putin|Trump|Zelensk|Medinsk|Lavrov|Peskov|Ryabkov|Rubio|Witkoff|Zakharov|Kyslyts|Biden|Sybiha)"
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def raw_texts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(CATALOGUE_FOLDER.glob("*.yaml"))}


def shown_prose(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every sentence of the handbook, with the id of what it belongs to."""
    for tactic in catalogue.tactics.values():
        for text in (tactic.name, tactic.aim, tactic.definition, *tactic.tells):
            yield tactic.id, text
        for counter in tactic.counters:
            yield tactic.id, counter.text
        for example in tactic.examples:
            yield tactic.id, example.text
    for principle in catalogue.principles.values():
        yield principle.id, principle.name
        for text in (principle.statement, principle.breached_when, principle.upheld_when):
            yield principle.id, text
        yield principle.id, principle.why_it_matters
        yield principle.id, principle.watch_out
    for doctrine in catalogue.doctrines.values():
        for text in (doctrine.name, doctrine.creed, doctrine.limits, *doctrine.differs.values()):
            yield doctrine.id, text


def assert_cited(catalogue: Catalogue, owner: str, source: str) -> None:
    """``source`` is a list of known source ids, the main ones with a paragraph that exists."""
    for part in source.split("; "):
        found = CITATION.fullmatch(part)
        assert found, f"{owner}: '{part}' is neither 'BRI ¶34' nor 'X09'"
        known = found["main"] or found["extra"]
        assert known in catalogue.sources, f"{owner}: '{known}' is no source of the catalogue"
        if found["main"]:
            assert 1 <= int(found["paragraph"]) <= PARAGRAPHS[found["main"]], f"{owner}: {part} does not exist"


def upheld(act: Act) -> Verdict:
    return verdict_of(act, VerdictKind.UPHELD)


def verdict_of(act: Act, kind: VerdictKind) -> Verdict:
    assert act.principle is not None
    assert act.verdict is kind
    return Verdict(
        principle=act.principle, verdict=kind, severity=act.severity, evidence=(), acts=(act.id,), why=act.why,
        source=act.source,
    )  # fmt: skip


class TestWhole:
    @pytest.mark.parametrize("name", sorted(raw_texts()))
    def test_nothing_is_left_as_a_draft(self, name: str) -> None:
        text = raw_texts()[name]
        assert "(draft)" not in text
        assert not re.search(r"\bT00\b|\bTODO\b|\bTBD\b", text)

    def test_quotations_have_twenty_words_at_most(self, catalogue: Catalogue) -> None:
        for owner, text in shown_prose(catalogue):
            for quoted in QUOTATION.findall(text):
                assert len(quoted.split()) <= 20, f"{owner}: {quoted}"

    def test_people_are_shown_by_role(self, catalogue: Catalogue) -> None:
        named = [(owner, text) for owner, text in shown_prose(catalogue) if LIVING.search(text)]
        assert named == []

    def test_prose_is_plain(self, catalogue: Catalogue) -> None:
        for owner, text in shown_prose(catalogue):
            assert text == text.strip(), owner
            assert not re.search(r"[—–*_`<>\[\]]|  ", text), f"{owner}: {text}"

    def test_paragraphs_named_in_prose_exist(self, catalogue: Catalogue) -> None:
        seen = 0
        for owner, text in shown_prose(catalogue):
            for found in IN_PROSE.finditer(text):
                for number in re.findall(r"\d+", found["paragraphs"]):
                    seen += 1
                    assert 1 <= int(number) <= PARAGRAPHS[found["main"]], f"{owner}: {found[0]}"
        assert seen > 100


class TestTactics:
    def test_all_stand_in_the_ontologys_order_with_its_aims(self, catalogue: Catalogue) -> None:
        assert {id_: tactic.aims for id_, tactic in catalogue.tactics.items()} == TACTICS
        assert tuple(catalogue.tactics) == tuple(TACTICS)
        assert len(catalogue.tactics) == 29

    def test_the_five_steps_come_first_and_fit_themselves(self, catalogue: Catalogue) -> None:
        numbered = [(tactic.id, tactic.step) for tactic in catalogue.tactics.values() if tactic.step is not None]
        assert numbered == [(step.value, number) for number, step in enumerate(STEP_ORDER, start=1)]
        for step in STEP_ORDER:
            assert step in catalogue.tactics[step.value].fits
            assert len(catalogue.tactics[step.value].fits) <= 2

    def test_toolbox_tactics_have_room(self, catalogue: Catalogue) -> None:
        for tactic in catalogue.tactics.values():
            assert len(set(tactic.fits)) == len(tactic.fits)
            if tactic.step is None:
                assert len(tactic.fits) >= 2, tactic.id

    @pytest.mark.parametrize("step", STEP_ORDER)
    def test_every_step_can_be_played_in_many_ways(self, catalogue: Catalogue, step: str) -> None:
        assert sum(step in tactic.fits for tactic in catalogue.tactics.values()) >= 10

    @pytest.mark.parametrize("tactic_id", TACTICS)
    def test_each_is_told_in_full(self, catalogue: Catalogue, tactic_id: str) -> None:
        tactic = catalogue.tactics[tactic_id]
        assert tactic.aim.endswith(".")
        assert tactic.definition.endswith(".")
        assert 3 <= len(tactic.tells) <= 5
        assert 3 <= len(tactic.counters) <= 5
        assert 2 <= len(tactic.examples) <= 4
        for ledger_id in tactic.ledger:
            assert re.fullmatch(r"[TE]\d\d", ledger_id)
        assert len(set(tactic.tells)) == len(tactic.tells)

    @pytest.mark.parametrize("tactic_id", TACTICS)
    def test_the_first_counter_serves_as_a_hint(self, catalogue: Catalogue, tactic_id: str) -> None:
        hint = catalogue.tactics[tactic_id].counters[0].text
        assert hint.endswith(".")
        assert len(hint.split()) <= 26
        opening = hint.split()[0]
        assert opening not in {"A", "An", "The", "It", "They", "This", "That", "There", "You", "Your", "One"}
        assert not opening.endswith("ing"), "an imperative, not a gerund"

    def test_counters_cite_what_they_claim(self, catalogue: Catalogue) -> None:
        for tactic in catalogue.tactics.values():
            for counter in tactic.counters:
                if counter.basis == "proposed":
                    assert not counter.source, f"{tactic.id}: our own design cites nobody"
                else:
                    assert_cited(catalogue, tactic.id, counter.source)

    def test_most_counters_rest_on_a_source(self, catalogue: Catalogue) -> None:
        bases = Counter(counter.basis for tactic in catalogue.tactics.values() for counter in tactic.counters)
        assert bases["stated"] >= 29
        assert bases["stated"] + bases["implied"] > 2 * bases["proposed"]

    def test_examples_are_documented(self, catalogue: Catalogue) -> None:
        for tactic in catalogue.tactics.values():
            for example in tactic.examples:
                assert_cited(catalogue, tactic.id, example.source)

    def test_near_tactics_are_others(self, catalogue: Catalogue) -> None:
        for tactic in catalogue.tactics.values():
            assert 2 <= len(tactic.near) <= 4
            assert tactic.id not in tactic.near
            assert len(set(tactic.near)) == len(tactic.near)

    def test_no_two_share_a_sentence(self, catalogue: Catalogue) -> None:
        texts = Counter(
            text
            for tactic in catalogue.tactics.values()
            for text in (tactic.aim, tactic.definition, *tactic.tells, *(c.text for c in tactic.counters))
        )
        assert [text for text, count in texts.items() if count > 1] == []

    def test_every_principle_is_somebodys_target_but_the_one_of_openness(self, catalogue: Catalogue) -> None:
        aimed_at = {aim for tactic in catalogue.tactics.values() for aim in tactic.aims}
        assert set(PRINCIPLES) - aimed_at == {"open_incentives"}


class TestPrinciples:
    def test_all_stand_in_the_ontologys_order(self, catalogue: Catalogue) -> None:
        assert tuple(catalogue.principles) == PRINCIPLES
        assert len(PRINCIPLES) == 15

    @pytest.mark.parametrize("principle_id", PRINCIPLES)
    def test_each_says_why_and_who_disagrees(self, catalogue: Catalogue, principle_id: str) -> None:
        principle = catalogue.principles[principle_id]
        assert principle.breached_when.startswith("the ")
        assert principle.upheld_when.startswith("the ")
        assert principle.sources
        for source in principle.sources:
            assert_cited(catalogue, principle_id, source)
        assert IN_PROSE.search(principle.why_it_matters)
        assert re.search(r"\b(AC|WWGW|BRI|RS|DAN)\b", principle.watch_out)

    def test_openness_is_one_sources_alone(self, catalogue: Catalogue) -> None:
        assert {source.split()[0] for source in catalogue.principles["open_incentives"].sources} == {"RS"}

    @pytest.mark.parametrize("kind", [VerdictKind.UPHELD, VerdictKind.BREACHED])
    @pytest.mark.parametrize("principle_id", PRINCIPLES)
    def test_one_default_act_for_each_verdict(self, catalogue: Catalogue, principle_id: str, kind: VerdictKind) -> None:
        defaults = [
            act.id
            for act in catalogue.acts.values()
            if act.default and act.principle == principle_id and act.verdict is kind
        ]
        assert len(defaults) == 1, defaults

    def test_acts_without_a_principle_are_no_default(self, catalogue: Catalogue) -> None:
        for act in catalogue.acts.values():
            if act.principle is None:
                assert not act.default
                assert act.verdict is VerdictKind.NOT_ENGAGED
            else:
                assert act.why.endswith("."), act.id
                assert_cited(catalogue, act.id, act.source)


class TestDoctrines:
    def test_six_in_order(self, catalogue: Catalogue) -> None:
        assert tuple(catalogue.doctrines) == DOCTRINES
        assert [catalogue.doctrines[d].source for d in DOCTRINES[1:]] == ["AC", "WWGW", "BRI", "DAN", "RS"]

    @pytest.mark.parametrize("doctrine_id", DOCTRINES)
    def test_each_weighs_every_principle_on_one_scale(self, catalogue: Catalogue, doctrine_id: str) -> None:
        weights = catalogue.doctrines[doctrine_id].weights
        assert tuple(weights) == PRINCIPLES
        assert all(-1 <= weight <= 3 for weight in weights.values())
        assert sum(abs(weight) for weight in weights.values()) / len(weights) == pytest.approx(1, abs=0.02)

    @pytest.mark.parametrize("doctrine_id", DOCTRINES)
    def test_each_says_where_it_parts_from_the_others(self, catalogue: Catalogue, doctrine_id: str) -> None:
        doctrine = catalogue.doctrines[doctrine_id]
        assert len(doctrine.differs) >= 5
        assert set(doctrine.differs) <= set(PRINCIPLES)
        for principle, text in doctrine.differs.items():
            cited = {found["main"] for found in IN_PROSE.finditer(text)}
            own = {doctrine.source} if "," not in doctrine.source else set(PARAGRAPHS)
            # Where a source is silent, the sentence can cite only the one that speaks.
            assert cited & own or doctrine.weights[principle] < 0.5, f"{doctrine_id}.{principle}: {text}"
            assert cited, f"{doctrine_id}.{principle}"
        for number in re.findall(r"\bD(\d+)\b", " ".join(doctrine.differs.values())):
            assert 1 <= int(number) <= 12
        assert len(doctrine.creed.split()) >= 30
        assert doctrine.limits.endswith(".")

    def test_authors_are_named_only_where_documented(self, catalogue: Catalogue) -> None:
        for undocumented in ("structural_realism", "incentive_order"):
            assert "not documented here" in catalogue.doctrines[undocumented].author
        assert "2023" in catalogue.doctrines["incentive_order"].limits

    def test_openness_where_the_sources_leave_it(self, catalogue: Catalogue) -> None:
        weight = {d.id: d.weights["open_incentives"] for d in catalogue.doctrines.values()}
        assert weight["deterrence_alliance"] == 0
        assert -1 < weight["adversary_craft"] < 0
        assert weight["incentive_order"] == max(weight.values())
        assert weight["incentive_order"] > 2

    def test_probing_stays_strong_where_it_was_argued(self, catalogue: Catalogue) -> None:
        weights = catalogue.doctrines["structural_realism"].weights
        assert weights["probe_interests"] == max(weights.values())

    @pytest.mark.parametrize("doctrine_id", DOCTRINES)
    def test_the_top_is_within_reach(self, catalogue: Catalogue, doctrine_id: str) -> None:
        """Three good moves of one reply are enough under any doctrine, and each has its own three."""
        best = sorted(
            (upheld(act) for act in catalogue.acts.values() if act.default and act.verdict is VerdictKind.UPHELD),
            key=lambda verdict: -score_of([verdict], catalogue.doctrines[doctrine_id]),
        )
        assert score_of(best[:3], catalogue.doctrines[doctrine_id]) >= 95

    def test_conditional_relief_and_order_talk_part_the_schools(self, catalogue: Catalogue) -> None:
        relief, talk, trade = (catalogue.acts[a] for a in ("names_relief", "offers_order_talk", "trades"))
        under = catalogue.doctrines
        assert score_of([upheld(talk)], under["incentive_order"]) >= 90
        assert score_of([upheld(relief), upheld(trade)], under["incentive_order"]) == 100
        assert score_of([upheld(talk)], under["adversary_craft"]) < NEUTRAL
        assert score_of([upheld(talk)], under["deterrence_alliance"]) == NEUTRAL

    @pytest.mark.parametrize("doctrine_id", DOCTRINES)
    @pytest.mark.parametrize("act_id", ["drops_objective", "swallows_package", "limits_defence", "waives_pressure"])
    def test_no_doctrine_rewards_a_gift(self, catalogue: Catalogue, doctrine_id: str, act_id: str) -> None:
        """None of the sources, RS included, argues for giving way: the doctrine of incentives is not appeasement."""
        given = verdict_of(catalogue.acts[act_id], VerdictKind.BREACHED)
        assert score_of([given], catalogue.doctrines[doctrine_id]) < NEUTRAL - 5

    def test_no_two_doctrines_are_one(self, catalogue: Catalogue) -> None:
        def distance(one: Doctrine, other: Doctrine) -> float:
            return sum(abs(one.weights[p] - other.weights[p]) for p in PRINCIPLES)

        items = list(catalogue.doctrines.values())
        for index, one in enumerate(items):
            for other in items[index + 1 :]:
                assert distance(one, other) > 2, f"{one.id} and {other.id}"


class TestSources:
    def test_main_sources_are_there_with_their_limits(self, catalogue: Catalogue) -> None:
        for source_id in PARAGRAPHS:
            source = catalogue.sources[source_id]
            assert source.grade == "S"
            assert source.limits
            assert source.date

    def test_each_reads_as_a_title(self, catalogue: Catalogue) -> None:
        for source in catalogue.sources.values():
            assert source.grade in {"A", "B", "C", "K", "S"}, source.id
            assert source.title.count('"') % 2 == 0, source.id
            assert not re.search(r"[:,;]$|\bown page\b|/", source.title.replace("RFE/RL", "")), source.id
            assert len(source.title.split()) >= 3, source.id

    def test_statements_of_one_side_say_so(self, catalogue: Catalogue) -> None:
        for source in catalogue.sources.values():
            if source.grade == "K":
                assert source.limits, source.id
