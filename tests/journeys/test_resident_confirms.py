"""A resident reads by the code that a need was partly met, says on a phone that it is not settled; it is reopened."""

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.core.db import db
from partner_hub.needs.ends import NeedOutcome, end_need
from partner_hub.public.lookup_codes import lookup_code_from
from partner_hub.vocabulary.need import NeedState
from tests.journeys.conftest import PHONE, Travel, ways
from tests.journeys.traveller import Traveller, say
from tests.support.records import PUBLIC, RECORDED, a_need
from tests.support.world import World

CODE = lookup_code_from("x" * 32, "confirms")
DONE, DOER, OPEN = "每周三上午接送一次，共十二次", "柳岸社区志愿服务队", "周末还没有人"
WORDS = "周末还是没有人来，请再帮帮忙。"


@ways(PHONE)
def test_a_resident_contradicts_by_the_code_and_the_need_is_reopened(travel: Travel, world: World) -> None:
    need = a_need(world, state=NeedState.IN_PROJECT, code_hash=sha256_hex(CODE), grid_id=world.grid)
    end_need(world.actor("staff"), need, NeedOutcome(NeedState.PARTLY_MET, DONE, DOER, OPEN))
    db.session.commit()
    resident, staff = travel("confirming-resident"), travel("confirming-staff", world, "staff")

    look_up(resident, world)
    for words in (say("Partly done"), PUBLIC, DONE, DOER, OPEN):
        assert words in resident.text
    resident.picture("asked")
    resident.tick("No, it is not settled")
    resident.fill("What you would like to add", WORDS)
    resident.press("Send the answer")
    assert resident.reads("Thank you. The community reads what you say.")
    assert WORDS in resident.text
    resident.picture("answered")

    staff.open(world.url())
    assert staff.reads("Not settled, say those who asked")
    staff.picture("desk")
    staff.follow(RECORDED)
    assert WORDS in staff.text
    staff.picture("need")
    staff.unfold("Reopen")
    staff.main.locator("#reason-reopen").fill("周末另找志愿者")
    staff.press("Reopen")

    look_up(resident, world)
    assert "现社区已重新办理" in resident.text
    resident.picture("reopened")


def look_up(resident: Traveller, world: World) -> None:
    resident.open(f"/p/{world.community}/look-up")
    resident.fill("Your code", CODE)
    resident.press("Look up")
