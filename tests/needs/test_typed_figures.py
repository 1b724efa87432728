"""How many and until when, as people type it into the form of a need."""

from datetime import date

import pytest

from partner_hub.core.db import db
from partner_hub.needs.models import Need
from tests.support.page import CheckedClient
from tests.support.world import World, enter


def record(client: CheckedClient, world: World, **typed: str) -> Need | None:
    enter(client, world, "unit_member", language="en")
    page = client.page(world.url("needs/new"))
    page.submit("Record the need", {"What is needed": "护理专业学生要实习岗位", "beneficiary_unit": "人", **typed})
    return db.session.scalars(db.select(Need)).one_or_none()


@pytest.mark.parametrize(
    ("typed", "number", "unit", "words"),
    [
        ("约三十户", 30, "户", "约三十户"),
        ("1.2万", 12000, "人", "1.2万人"),
        ("男20女30", 50, "人", "男20女30"),
        ("１２", 12, "人", "12人"),
    ],
)
def test_a_number_may_be_typed_in_words(
    client: CheckedClient, world: World, typed: str, number: int, unit: str, words: str
) -> None:
    need = record(client, world, beneficiary_count=typed)
    assert need is not None
    assert (need.beneficiary_count, need.beneficiary_unit, need.beneficiary_count_text) == (number, unit, words)


def test_a_figure_that_is_only_hinted_at_is_asked_for(client: CheckedClient, world: World) -> None:
    enter(client, world, "unit_member", language="en")
    page = client.page(world.url("needs/new"))
    answer = page.submit("Record the need", {"What is needed": "实习岗位", "beneficiary_count": "三五十户"}, status=422)
    assert "Perhaps 30-50户?" in answer.text
    assert answer.value("How many (optional)") == "三五十户"


def test_a_day_that_the_words_name_is_the_deadline(client: CheckedClient, world: World) -> None:
    need = record(client, world, deadline_text="2030年中秋前")
    assert need is not None
    assert (need.deadline, need.deadline_text) == (date(2030, 9, 11), "2030年中秋前")
    page = client.page(world.url(f"needs/{need.id}")).follow("Edit")
    page.submit("Save", {"deadline": ""})
    db.session.expire_all()
    assert need.deadline is None
