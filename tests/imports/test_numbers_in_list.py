"""The numbers of a list (序号) stay with its records, and the search of the lists finds them."""

import pytest

from partner_hub.core.db import db
from partner_hub.needs.models import Need
from tests.imports.conftest import NEEDS, OFFERINGS, Rows, Upload
from tests.support.database import on_both_databases
from tests.support.page import SignedIn
from tests.support.world import World


def numbered(rows: Rows, first: int) -> Rows:
    head, *data = rows
    return [["序号", *head], *([number, *row] for number, row in enumerate(data, start=first))]


@on_both_databases
@pytest.mark.parametrize(
    ("kind", "rows", "name"),
    [("needs", NEEDS, "路灯不亮"), ("offerings", OFFERINGS[:3], "陪诊")],
)
def test_the_number_in_the_list_finds_the_record(
    upload: Upload, signed_in: SignedIn, world: World, kind: str, rows: Rows, name: str
) -> None:
    upload(kind, numbered(rows, 307)).submit("Bring it in")
    page = signed_in("staff").page(world.url(f"{kind}/?q=308"))
    assert name in page.text
    assert "陪诊没人" not in page.text
    assert name not in signed_in("staff").page(world.url(f"{kind}/?q=30")).text


def test_a_row_that_was_put_together_with_another_is_found_by_both_numbers(upload: Upload) -> None:
    page = upload("needs", numbered([*NEEDS, NEEDS[2]], 1))
    page.submit("Bring it in", {"answer-4-row": "merge"})
    assert [need.source.get("numbers") for need in db.session.scalars(db.select(Need).order_by(Need.id))] == [
        *[["1"], ["2", "3"]]
    ]


def test_a_list_without_numbers_keeps_none(upload: Upload) -> None:
    upload("needs", NEEDS).submit("Bring it in")
    assert all("numbers" not in need.source for need in db.session.scalars(db.select(Need)))
