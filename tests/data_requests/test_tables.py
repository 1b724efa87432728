"""Every table is looked through, or said to hold nothing of a person."""

from partner_hub.core.db import METADATA
from partner_hub.data_requests.tables import LABELS, OUTSIDE, belongs, tables, word_columns


def test_every_table_with_words_is_a_communitys() -> None:
    for table in tables():
        assert str(belongs(table, 1))
    assert {table.name for table in tables()} | OUTSIDE == set(METADATA.tables)


def test_what_may_be_found_has_a_name_on_the_page() -> None:
    quiet = {"category", "grid_cell", "imported_row", "password_link", "role_grant", "sign_in", "match_need"}
    with_words = {table.name for table in tables() if word_columns(table)}
    assert with_words - quiet <= LABELS.keys()
