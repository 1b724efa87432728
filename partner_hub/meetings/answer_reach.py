"""Which units the notice of a meeting reaches, and how: by account, by mail, by telephone alone, or not at all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import union_all
from sqlalchemy.orm import joinedload

from partner_hub.accounts.models import Invitation, RoleGrant, User
from partner_hub.core.db import db
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import units_without_seat
from partner_hub.partners.models import Partnership, UnitApplication
from partner_hub.vocabulary.meeting import REACHED_BY_PROGRAM, Answer, Reach
from partner_hub.vocabulary.person import MailRhythm


@dataclass(frozen=True)
class UnitReach:
    """One unit of the meeting: its people with an account, and the addresses known of it without one.

    `seat` is None before the meeting is called, for a unit that gets its seat then.
    """

    partnership: Partnership
    seat: Seat | None
    people: tuple[User, ...]
    addresses: tuple[str, ...]

    @property
    def reach(self) -> Reach:
        if self.people:
            return Reach.ACCOUNT
        if self.addresses:
            return Reach.MAIL
        return Reach.TELEPHONE if self.partnership.phones else Reach.NOTHING

    @property
    def has_mail(self) -> bool:
        """Whether a mail goes out, too, beside what stands in the account."""
        readers = [user for user in self.people if user.email and user.mail_rhythm != MailRhythm.NEVER]
        return bool(readers or (self.addresses and not self.people))

    @property
    def was_told(self) -> bool:
        """Whoever answers has heard of it."""
        return self.seat is not None and (self.seat.told_at is not None or self.seat.answer is not Answer.NONE)

    @property
    def is_to_be_called(self) -> bool:
        """Has not answered, and nothing that the program writes reaches it."""
        is_silent = self.seat is None or self.seat.answer is Answer.NONE
        return is_silent and self.reach not in REACHED_BY_PROGRAM


def reach_of_meeting(meeting: Meeting) -> list[UnitReach]:
    """Every unit that has a seat or gets one, those that the program reaches least first, then in order of the seats.

    The same few statements, however many units.
    """
    seats = db.session.scalars(
        db.select(Seat)
        .where(Seat.meeting_id == meeting.id)
        .order_by(Seat.position, Seat.id)
        .options(joinedload(Seat.partnership))
    )
    rows = [(seat.partnership, seat) for seat in seats] + [(unit, None) for unit in units_without_seat(meeting)]
    order = list(Reach)
    return sorted(_reach_of_units(rows), key=lambda each: order.index(each.reach))


def reach_of_seats(seats: Sequence[Seat]) -> list[UnitReach]:
    """The same for these seats alone, in their order."""
    return _reach_of_units([(seat.partnership, seat) for seat in seats])


def _reach_of_units(rows: Sequence[tuple[Partnership, Seat | None]]) -> list[UnitReach]:
    """Without units that are suspended or have left: their seats are not asked."""
    active = [(unit, seat) for unit, seat in rows if unit.is_active]
    ids = [unit.id for unit, _seat in active]
    people, addresses = _people_by_unit(ids), _addresses_by_unit(ids)
    return [
        UnitReach(unit, seat, tuple(people.get(unit.id, ())), tuple(sorted(addresses.get(unit.id, ()))))
        for unit, seat in active
    ]


def _people_by_unit(partnership_ids: Collection[int]) -> dict[int, list[User]]:
    """Who can sign in for each unit."""
    statement = (
        db.select(RoleGrant.partnership_id, User)
        .join(RoleGrant.user)
        .where(RoleGrant.partnership_id.in_(partnership_ids), RoleGrant.revoked_at.is_(None))
        .where(User.disabled_at.is_(None))
    )
    found: dict[int, list[User]] = {}
    for unit_id, user in db.session.execute(statement.order_by(User.id)):
        people = found.setdefault(unit_id, [])
        if user not in people:
            people.append(user)
    return found


def _addresses_by_unit(partnership_ids: Collection[int]) -> dict[int, set[str]]:
    """Mail addresses of units: who was invited and has not come yet, and who registered the unit."""
    invited = db.select(Invitation.partnership_id, Invitation.email).where(
        Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.email != ""
    )
    applied = db.select(UnitApplication.partnership_id, UnitApplication.email).where(UnitApplication.email != "")
    both = union_all(
        invited.where(Invitation.partnership_id.in_(partnership_ids)),
        applied.where(UnitApplication.partnership_id.in_(partnership_ids)),
    )
    found: dict[int, set[str]] = {}
    for unit_id, address in db.session.execute(both):
        found.setdefault(unit_id, set()).add(address)
    return found
