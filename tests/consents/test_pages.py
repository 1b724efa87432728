"""The pages on which a unit answers, and on which staff see who has not."""

import pytest

from partner_hub.actions.consents import answer_case
from partner_hub.core.db import db
from partner_hub.vocabulary.consent import Consent
from tests.support.asking import asked, match_of, task_of
from tests.support.page import SignedIn
from tests.support.world import World


def test_the_unit_answers_from_its_first_page(signed_in: SignedIn, world: World) -> None:
    match, task = asked(world)
    client = signed_in("other_unit_admin")
    page = client.page(world.url())
    assert "To be confirmed by your unit" in page.text
    page = page.follow("要人辅导作业")
    assert "it is noted that your unit was silent, which is no yes" in page.text
    page = page.submit("No, we cannot", {"comment": " "}, status=422)
    assert "Please say why" in page.text
    page = page.submit("No, we cannot", {"comment": "老师外出培训"})
    assert "The unit says no" in page.text
    page = client.page(world.url(f"consents/{task.consent.id}"))
    assert "Ask for a later date" in page.links()
    page.submit("Yes, we confirm")
    assert "To be confirmed by your unit" not in client.page(world.url()).text
    db.session.expire_all()
    assert (match.consent.state, task.consent.state) == (Consent.DECLINED, Consent.ACCEPTED)


def test_staff_write_down_an_answer_and_let_the_unit_go(signed_in: SignedIn, world: World) -> None:
    match, _task = asked(world)
    client = signed_in("staff")
    assert "Not confirmed by the unit" in client.page(world.url()).text
    page = client.page(world.url(f"consents/{match.consent.id}"))
    page = page.submit("Note the no", {"comment": "老师外出培训"}, status=422)
    assert "Who at the unit said so: Please fill this in." in page.text
    assert page.value("comment") == "老师外出培训"
    page = page.submit("Note the no", {"said_by": "江帆", "said_via": "电话"})
    assert "江帆 · 电话" in page.text
    page = page.submit("Let the unit go")
    assert "Let the unit go" not in page.buttons()
    assert "Ended early" in client.page(world.url(f"matches/{match_of(match).id}")).text


def test_match_and_task_show_the_units_word(signed_in: SignedIn, world: World) -> None:
    match, task = asked(world)
    answer_case(world.actor("other_unit_admin"), match, Consent.ACCEPTED)
    client = signed_in("staff")
    assert "Confirmed by the unit" in client.page(world.url(f"matches/{match_of(match).id}")).text
    page = client.page(world.url(f"actions/{task_of(task).id}"))
    assert "To be confirmed by the unit" in page.text
    assert "Answer: 江州市柳岸小学" in page.links()


def test_what_has_ended_asks_for_nothing(signed_in: SignedIn, world: World) -> None:
    _match, task = asked(world)
    client = signed_in("secretary")
    client.page(world.url(f"actions/{task_of(task).id}")).submit("Drop", {"reason": "不办了"})
    page = signed_in("other_unit_admin").page(world.url(f"consents/{task.consent.id}"))
    assert "This has ended meanwhile" in page.text
    assert "Yes, we confirm" not in page.buttons()


@pytest.mark.parametrize(("shown", "titles"), [("", 2), ("unconfirmed", 1), ("accepted", 1), ("nonsense", 0)])
def test_the_list_is_filtered_by_what_was_said(signed_in: SignedIn, world: World, shown: str, titles: int) -> None:
    match, _task = asked(world)
    answer_case(world.actor("other_unit_admin"), match, Consent.ACCEPTED)
    for who in ("staff", "other_unit_admin"):
        page = signed_in(who).page(world.url(f"consents/?state={shown}"))
        assert sum(title in page.links() for title in ("要人辅导作业", "开放操场")) == titles


def test_another_unit_sees_nothing_of_it(signed_in: SignedIn, world: World) -> None:
    match, _task = asked(world)
    client = signed_in("unit_admin")
    assert "要人辅导作业" not in client.page(world.url("consents/")).text
    client.page(world.url(f"consents/{match.consent.id}"), status=404)
