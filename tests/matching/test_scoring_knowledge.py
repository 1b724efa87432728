"""The thesaurus is written so that its readers find their way: one place for each concept, known fields only."""

import re
from collections import Counter

import pytest

from benchmarks.knowledge_variants import without_words
from benchmarks.labelled_sets import KNOWN_NAMES
from partner_hub.matching.scoring.knowledge import KNOWLEDGE_FOLDER, load_concept_tables, load_table
from partner_hub.matching.scoring.thesaurus import load_thesaurus

FIELDS = {"near", "says", "offers", "tellings", "titles"}
AREAS = load_concept_tables()


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area["area"]["name"])
def test_concepts_have_known_fields(area: dict[str, dict[str, str]]) -> None:
    for label, table in area.items():
        if label != "area":
            assert table.keys() <= FIELDS, label


def test_every_concept_is_written_in_one_place() -> None:
    labels = Counter(label for area in AREAS for label in area if label != "area")
    assert labels.keys() == load_thesaurus().numbers.keys()
    assert set(labels.values()) == {1}


def test_tags_name_labelled_sets_and_no_word_keeps_one() -> None:
    files = [path.relative_to(KNOWLEDGE_FOLDER).with_suffix("") for path in KNOWLEDGE_FOLDER.rglob("*.toml")]
    written = "".join((KNOWLEDGE_FOLDER / f"{each}.toml").read_text(encoding="utf-8") for each in files)

    assert set(re.findall('@([^@\\s"]*)', written)) <= KNOWN_NAMES
    assert not any("@" in str(load_table(str(each))) for each in files)


def test_a_set_is_left_out_with_every_word_drawn_from_it() -> None:
    text = 'says = "助餐点@demo 食堂 陪餐@demo@north"\ntellings = """\n送到床头@north\n没饭吃，恼火@demo\n"""'

    assert without_words(text, {"demo"}) == 'says = " 食堂 "\ntellings = """\n送到床头@north\n\n"""'
    assert without_words(text, {"south"}) == text
