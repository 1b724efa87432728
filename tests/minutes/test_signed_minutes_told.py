"""Signed minutes are told to every member unit, corrections with their reason."""

from datetime import date

from partner_hub.accounts.models import Invitation, RoleGrant, User
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.core.permissions import Role
from partner_hub.messages.models import Message
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.minutes.review.notifications import tell_units_of_minutes
from partner_hub.minutes.service import correct_minutes, sign_minutes
from partner_hub.partners.models import Partnership, PartnerUnit
from tests.support.held import a_held_meeting
from tests.support.mails import speak_english, told
from tests.support.queries import statements
from tests.support.world import World

UNITS = {"unit_admin", "unit_member", "other_unit_admin"}


def sign(world: World, day: int = 20) -> IssuedMinutes:
    meeting = a_held_meeting(world)
    minutes = draft_minutes(world.actor("staff"), meeting)
    return sign_minutes(world.actor("secretary"), minutes, meeting, dated=date(2026, 7, day))


def a_unit(world: World, number: int) -> Partnership:
    unit = Partnership(community_id=world.community, unit=PartnerUnit(name=f"第{number}家单位"))
    db.session.add(unit)
    db.session.flush()
    user = User(name=f"联络员{number}", email=f"n{number}@example.org", password_hash="-")
    db.session.add(user)
    db.session.flush()
    grant = RoleGrant(user_id=user.id, role=Role.UNIT_MEMBER, community_id=world.community, partnership_id=unit.id)
    db.session.add(grant)
    return unit


def test_each_unit_is_told_once_and_of_a_correction_why(world: World) -> None:
    speak_english()
    version = sign(world)
    subject = "Minutes issued: 柳岸社区2026年第三季度党建联席会议纪要 〔2026〕1号"
    assert {who for who, words in told() if words == subject} == UNITS
    correct_minutes(world.actor("secretary"), version.minutes, reason="改一个错字。")
    sign_minutes(world.actor("secretary"), version.minutes, version.minutes.meeting, dated=date(2026, 7, 21))
    details = db.session.scalars(
        db.select(Message.details).where(Message.subject.startswith("Minutes corrected"))
    ).all()
    assert len(details) == len(UNITS)
    assert set(details) == {
        "It replaces version 1. Reason: 改一个错字. The page has the minutes, and the excerpt for your unit."
    }


def test_a_unit_without_account_gets_a_mail(world: World) -> None:
    version = sign(world)
    unit = a_unit(world, 1)
    db.session.execute(
        db.update(RoleGrant).where(RoleGrant.partnership_id == unit.id).values(revoked_at=clock.utc_now())
    )
    db.session.add(
        Invitation(
            name="秦", role=Role.UNIT_MEMBER, community_id=world.community, partnership_id=unit.id,
            email="qin@example.org", phone="", expires_at=clock.utc_now(), secret_hash="-",
        )
    )  # fmt: skip
    tell_units_of_minutes(world.actor("secretary"), version.minutes.meeting, version)
    mails = db.session.scalars(db.select(OutgoingMail).where(OutgoingMail.recipient == "qin@example.org")).all()
    assert ["纪要已印发" in mail.subject and "第1家单位" in mail.body for mail in mails] == [True]


def test_eighty_units_need_as_many_statements_as_two(world: World) -> None:
    version = sign(world)
    meeting, actor = version.minutes.meeting, world.actor("secretary")
    counts = []
    for units in (2, 78):
        for number in range(units):
            a_unit(world, units * 100 + number)
        db.session.execute(db.delete(Message))
        db.session.commit()
        with statements() as seen:
            tell_units_of_minutes(actor, meeting, version)
        counts.append(len(seen))
    assert counts[1] <= counts[0]
