import itertools

import pytest

from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import history_of
from partner_hub.partners.models import Partnership
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.unit import UnitState
from tests.support.page import SignedIn
from tests.support.world import World

OUTSIDE = [step for step in itertools.product(UnitState, UnitState) if step not in UNIT_WORKFLOW.rules]


def hospital(world: World, state: UnitState | None = None) -> Partnership:
    unit = db.session.get_one(Partnership, world.hospital)
    if state:
        unit.state = state
        db.session.commit()
    return unit


def test_the_secretary_suspends_with_a_reason_and_reactivates(signed_in: SignedIn, world: World) -> None:
    page = signed_in("secretary").page(world.url(f"partners/{world.hospital}"))
    page = page.submit("Suspend", reason="三次无故缺席")
    assert "! Suspended" in page.text
    assert "三次无故缺席" in page.text
    page = page.submit("Reactivate", reason="已说明情况")
    assert hospital(world).state == UnitState.APPROVED
    assert [event.tag for event in history_of(hospital(world))] == ["partnership:suspend", "partnership:reactivate"]


def test_a_step_that_wants_a_reason_is_refused_without_one(signed_in: SignedIn, world: World) -> None:
    page = signed_in("secretary").page(world.url(f"partners/{world.hospital}"))
    page = page.submit("Suspend", reason="  ", status=422)
    assert "Please give a reason." in page.text
    assert hospital(world).state == UnitState.APPROVED


def test_a_step_that_has_become_impossible_says_so_and_keeps_the_reason(signed_in: SignedIn, world: World) -> None:
    page = signed_in("secretary").page(world.url(f"partners/{world.hospital}"))
    hospital(world, UnitState.WITHDRAWN)
    page = page.submit("Suspend", reason="三次无故缺席", status=422)
    assert "the record is now “Has left”" in page.text
    assert "三次无故缺席" in page.text


def test_staff_record_a_withdrawal_but_do_not_suspend(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url(f"partners/{world.hospital}"))
    assert "Suspend" not in page.buttons()
    page = page.submit("Record that it has left", reason="迁往外区")
    assert "… Has left" in page.text
    assert "Record that it has left" not in page.buttons()


def test_a_unit_submits_itself_and_staff_approve_it(signed_in: SignedIn, world: World) -> None:
    hospital(world, UnitState.DRAFT)
    url = world.url(f"partners/{world.hospital}")
    signed_in("unit_admin").page(url).submit("Submit for approval")
    assert hospital(world).state == UnitState.SUBMITTED
    page = signed_in("staff").page(url).submit("Send back", reason="请补充信用代码")
    assert "Sent back" in page.text
    signed_in("unit_admin").page(url).submit("Submit for approval")
    signed_in("staff").page(url).submit("Approve")
    assert hospital(world).state == UnitState.APPROVED


def test_the_yearly_check_is_asked_for_and_answered(signed_in: SignedIn, world: World) -> None:
    url = world.url(f"partners/{world.hospital}")
    signed_in("staff").page(url).submit("Ask for the yearly check")
    assert hospital(world).is_active
    signed_in("unit_admin").page(url).submit("Submit for approval")
    assert hospital(world).state == UnitState.SUBMITTED


@pytest.mark.parametrize(
    ("who", "action", "status"),
    [
        ("staff", "suspend", 403),
        ("staff", "reactivate", 403),
        ("staff", "submit", 403),
        ("unit_admin", "withdraw", 403),
        ("unit_admin", "approve", 403),
        ("unit_member", "submit", 403),
        ("grid_worker", "recheck", 403),
        ("stranger_staff", "withdraw", 404),
    ],
)
def test_nobody_else_takes_these_steps(signed_in: SignedIn, world: World, who: str, action: str, status: int) -> None:
    assert signed_in(who).post(world.url(f"partners/{world.hospital}/{action}")).status_code == status


def test_another_units_administrator_cannot_submit_it(signed_in: SignedIn, world: World) -> None:
    hospital(world, UnitState.RECHECK_DUE)
    client = signed_in("other_unit_admin")
    page = client.page(world.url(f"partners/{world.hospital}"))
    assert "Submit for approval" not in page.buttons()
    token = page.all("input", name="csrf_token")[0].get("value")
    assert client.post(f"{page.url}/submit", data={"csrf_token": token}).status_code == 403


def test_staff_cannot_lift_a_suspension_by_approving(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")
    hospital(world, UnitState.SUSPENDED)
    page = client.page(world.url(f"partners/{world.hospital}"))
    token = page.all("input", name="csrf_token")[0].get("value")
    assert client.post(f"{page.url}/approve", data={"csrf_token": token, "reason": "x"}).status_code == 403
    assert hospital(world).state == UnitState.SUSPENDED


@pytest.mark.parametrize(("start", "to"), OUTSIDE)
def test_every_step_outside_the_table_is_refused(world: World, start: UnitState, to: UnitState) -> None:
    unit = hospital(world, start)
    with pytest.raises(DomainError, match="not possible"):
        UNIT_WORKFLOW.move(world.actor("secretary"), unit, to, reason="要")
