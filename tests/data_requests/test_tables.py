"""Every table is looked through, or said to hold nothing of a person."""

from partner_hub.core.db import METADATA
from partner_hub.data_requests.tables import GLOBAL_TABLES, TABLE_LABELS, is_of_community, searched_tables, text_columns


def test_every_table_with_words_is_a_communitys() -> None:
    for table in searched_tables():
        assert str(is_of_community(table, 1))
    assert {table.name for table in searched_tables()} | GLOBAL_TABLES == set(METADATA.tables)


def test_what_may_be_found_has_a_name_on_the_page() -> None:
    quiet = {
        "calendar_link",
        "category",
        "grid_cell",
        "imported_row",
        "match_need",
        "need_stay",
        "password_link",
        "role_grant",
        "sign_in",
    }
    with_words = {table.name for table in searched_tables() if text_columns(table)}
    assert with_words - quiet <= TABLE_LABELS.keys()
