"""Every page with every role, as the table in tests/support/matrix.py says; and no page that the table forgets."""

from typing import TYPE_CHECKING

import pytest

from partner_hub.core.permissions import PUBLIC as PUBLIC_MARKER
from partner_hub.core.permissions import SIGNED_IN as SIGNED_IN_MARKER
from partner_hub.core.permissions import Permission, Role, marker_of
from tests.support import matrix
from tests.support.stage import ANONYMOUS, COMMUNITY, PUBLIC, SIGNED_IN, Row, Stage
from tests.support.world import PEOPLE

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

STATUS = {403: "n", 404: "."}
REFUSED = {401, 405}


def letter(answer: "TestResponse") -> str:
    """y, n or . as in the table; anything that is none of them is told as it is."""
    if answer.status_code in STATUS:
        return STATUS[answer.status_code]
    is_strange = answer.status_code in REFUSED or answer.status_code >= 500
    return str(answer.status_code) if is_strange or is_sent_to_sign_in(answer) else "y"


def is_sent_to_sign_in(answer: "TestResponse") -> bool:
    return answer.status_code == 302 and answer.location.startswith("/sign-in")


def test_every_role_has_somebody_in_the_table() -> None:
    assert {PEOPLE[who][1] for who in matrix.ROLES} == set(Role)


@pytest.mark.parametrize("row", COMMUNITY, ids=str)
def test_each_role_meets_what_the_table_says(stage: Stage, row: Row) -> None:
    met = {
        method: "".join(letter(stage.ask(who, method, row)) for who in matrix.ROLES) for method in stage.methods(row)
    }

    assert met == dict.fromkeys(met, row.letters)


@pytest.mark.parametrize("row", COMMUNITY, ids=str)
def test_strangers_find_nothing_and_the_nameless_are_sent_to_sign_in(stage: Stage, row: Row) -> None:
    for method in stage.methods(row):
        assert [letter(stage.ask(who, method, row)) for who in matrix.STRANGERS] == [".", "."]
        assert is_sent_to_sign_in(stage.ask(ANONYMOUS, method, row))


@pytest.mark.parametrize("row", SIGNED_IN, ids=str)
def test_pages_of_ones_own_need_a_sign_in_and_no_role(stage: Stage, row: Row) -> None:
    for method in stage.methods(row):
        assert is_sent_to_sign_in(stage.ask(ANONYMOUS, method, row))
        answer = stage.ask("stranger_unit", method, row)
        assert letter(answer) == "y" or row.endpoint == "accounts.sign_out_everywhere"


@pytest.mark.parametrize("row", PUBLIC, ids=str)
def test_public_pages_are_open_to_everybody(stage: Stage, row: Row) -> None:
    for method in stage.methods(row):
        for who in ("staff", "stranger_unit", ANONYMOUS):
            assert stage.ask(who, method, row).status_code in {200, 302, 422}


def test_no_page_of_signed_in_people_is_stored_by_a_browser(stage: Stage) -> None:
    """Whoever presses the back button after a sign-out asks the server again."""
    read = [row for row in COMMUNITY if "y" in row.letters] + SIGNED_IN
    rows = [row for row in read if "GET" in stage.methods(row)]
    stored = {}
    for row in rows:
        who = matrix.ROLES[(row.letters or "y").index("y")]
        answer = stage.ask(who, "GET", row)
        if answer.headers["Cache-Control"] != "no-store":
            stored[str(row)] = answer.headers["Cache-Control"]

    assert len(rows) > 60
    assert stored == {}


def test_no_page_is_missing_in_the_table(settled: Stage) -> None:
    pages = {rule.endpoint for rule in settled.app.url_map.iter_rules() if not rule.endpoint.endswith("static")}

    assert pages == {row.endpoint for row in [*COMMUNITY, *SIGNED_IN, *PUBLIC]}


def test_every_row_says_something_about_every_role() -> None:
    assert [row for row in COMMUNITY if len(row.letters) != len(matrix.ROLES) or set(row.letters) - set("yn.")] == []


def test_every_page_carries_a_marker_that_fits_its_part_of_the_table(settled: Stage) -> None:
    views = settled.app.view_functions

    assert {marker_of(views[row.endpoint]) for row in PUBLIC} == {PUBLIC_MARKER}
    assert {marker_of(views[row.endpoint]) for row in SIGNED_IN} == {SIGNED_IN_MARKER}
    assert {marker_of(views[row.endpoint]) for row in COMMUNITY} <= set(Permission)
