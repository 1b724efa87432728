"""The thesaurus is written so that its readers find their way: one place for each concept, known fields only."""

from collections import Counter

import pytest

from partner_hub.matching.scoring.knowledge import load_concept_tables
from partner_hub.matching.scoring.thesaurus import KNOWN_CATEGORIES, load_thesaurus

FIELDS = {"categories", "near", "says", "hints", "offers", "tellings", "titles"}
AREAS = load_concept_tables()


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area["area"]["name"])
def test_concepts_have_known_fields_and_categories(area: dict[str, dict[str, str]]) -> None:
    for label, table in area.items():
        if label != "area":
            assert table.keys() <= FIELDS, label
        assert set(table.get("categories", "").split()) <= set(KNOWN_CATEGORIES), label


def test_every_concept_is_written_in_one_place_and_told_in_peoples_words() -> None:
    labels = Counter(label for area in AREAS for label in area if label != "area")
    assert labels.keys() == load_thesaurus().numbers.keys()
    assert set(labels.values()) == {1}
    assert all(concept.examples for concept in load_thesaurus().concepts)
