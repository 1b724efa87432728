"""A unit registers itself on a phone: it is sent back, mended, approved, and its liaison signs in."""

from tests.journeys.conftest import PHONE, PHONE_WITHOUT, Travel, ways
from tests.journeys.traveller import Traveller
from tests.support.world import World

UNIT, PASSWORD = "江州市柳岸药店", "spring river 42"
REASON = "请写明党组织的全称"


@ways(PHONE, PHONE_WITHOUT)
def test_a_unit_registers_itself_mends_it_is_approved_and_signs_in(travel: Travel, world: World) -> None:
    applicant, staff = travel("applicant"), travel("joining-staff", world, "staff")
    neighbour = travel("joining-neighbour", world, "other_unit_admin")

    link = apply(applicant, world)
    sees_nothing(neighbour, world)
    send_back(staff, world)
    mend(applicant, link)
    invitation = approve(staff, world)
    assert applicant_learns_of_it(applicant, link)
    accept(applicant, invitation)

    applicant.menu("Units")
    applicant.follow(UNIT)
    applicant.follow("Edit profile")
    applicant.picture("profile")
    neighbour.open(world.url("partners/"))
    assert UNIT in neighbour.text


def apply(applicant: Traveller, world: World) -> str:
    applicant.open(f"/join/{world.community}")
    applicant.picture("form")
    applicant.fill("Name of the unit", UNIT)
    applicant.fill("What would you like to give?", "每月一次，在药店门口免费量血压、测血糖。")
    applicant.fill("Your name", "方晴")
    applicant.press("Send the registration")
    assert applicant.reads("Without it nobody could answer you.")
    applicant.picture("missing")
    applicant.fill("Telephone", "139 0591 0077")
    applicant.tick("The community may keep my name and number to get in touch about this.")
    applicant.press("Send the registration")
    assert applicant.reads("The community looks at it")
    applicant.picture("waits")
    return applicant.field("Please keep this link: it leads back to this page").input_value()


def sees_nothing(neighbour: Traveller, world: World) -> None:
    neighbour.open(world.url("partners/?size=100"))
    assert UNIT not in neighbour.text


def send_back(staff: Traveller, world: World) -> None:
    staff.open(world.url("partners/?state=submitted"))
    staff.follow(UNIT)
    staff.picture("application")
    staff.unfold("Send back")
    staff.main.locator("#reason-send_back").fill(REASON)
    staff.press("Send back")
    assert staff.reads("Sent back")


def mend(applicant: Traveller, link: str) -> None:
    applicant.open(link)
    assert REASON in applicant.text
    applicant.picture("sent-back")
    applicant.unfold("Credit code, address, Party organisation")
    applicant.fill("Party organisation", "中共江州市柳岸药店支部委员会")
    applicant.press("Hand in again")
    assert applicant.reads("The community looks at it")


def approve(staff: Traveller, world: World) -> str:
    staff.open(world.url("partners/?state=submitted"))
    staff.follow(UNIT)
    staff.press("Approve")
    staff.picture("link")
    return staff.field("Link").input_value()


def applicant_learns_of_it(applicant: Traveller, link: str) -> bool:
    applicant.open(link)
    applicant.picture("approved")
    return applicant.reads("Welcome among the neighbourhood partners")


def accept(applicant: Traveller, invitation: str) -> None:
    applicant.open(invitation)
    applicant.fill("New password", PASSWORD)
    applicant.fill("New password, once more", PASSWORD)
    applicant.press("Accept and sign in")
    assert applicant.reads("Welcome, %(name)s.", name="方晴")
