"""Everything that can hang on a unit, by chance on one of two, on both, or on both in one thing."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, select

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.accounts.models import Invitation, RoleGrant
from partner_hub.actions.models import ActionSupporter
from partner_hub.communities.models import Community
from partner_hub.consents.models import UnitConsent
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import METADATA, db
from partner_hub.core.permissions import Role
from partner_hub.imports.models import Import, ImportedRow
from partner_hub.matching.models import Match, MatchNeed, MatchPartner, NeedInvitation
from partner_hub.meetings.attendance_models import Seat, SeatAnswer
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Agreement, UnitAlias, UnitApplication
from partner_hub.vocabulary.consent import Consent, ConsentOccasion
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import Answer, AnswerChannel, MeetingKind, MeetingState, Presence
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.workbook_import import ImportKind
from tests.support.records import a_meeting, a_need, an_action
from tests.support.world import World

Dump = dict[str, dict[int, dict[str, Any]]]
# Change with every save, or are the merge itself.
UNCOMPARED = {"version", "updated_at"}
BY_ITSELF = {"event", "unit_merge", "live_pair", "message"}
FROZEN = ("issued_minutes", "minutes", "meeting_notice", "needs_list", "community_quarter")
NOON = datetime(2026, 12, 10, 7, 0, tzinfo=UTC)


class Everything:
    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, Random(seed)  # noqa: S311 - no secret
        self.units = (world.hospital, world.school)

    def settle(self) -> None:
        for number, unit in enumerate(self.units):
            self._own(unit, number)
        for state in (MatchState.PROPOSED, MatchState.CONFIRMED, MatchState.DELIVERED, MatchState.RELEASED):
            self._match(state)
        for meeting_state in (MeetingState.CALLED, MeetingState.HELD, MeetingState.MINUTES_SIGNED):
            self._meeting(meeting_state)
        self._tasks()
        self._shared_needs()
        db.session.flush()

    def _own(self, unit: int, number: int) -> None:
        here = {"community_id": self.world.community}
        for name in ("义诊", "讲座", "场地")[: self.chance.randint(1, 3)]:
            db.session.add(Offering(**here, partnership_id=unit, name=name, state=OfferingState.LISTED))
        a_need(self.world, asking_partnership_id=unit)
        db.session.add_all([
            Agreement(partnership_id=unit, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)),
            AgendaProposal(**here, partnership_id=unit, year=2026, quarter=4, title="车位", reason="周末"),
            Invitation(
                **here, partnership_id=unit, name="陶然", role=Role.UNIT_MEMBER, secret_hash=sha256_hex(f"i{unit}"),
                expires_at=clock.utc_now() + timedelta(days=9),
            ),
            RoleGrant(**here, partnership_id=unit, role=Role.UNIT_MEMBER, user_id=self.world.people["supervisor"]),
            UnitAlias(partnership_id=unit, name=f"短名{number}"),
            UnitAlias(partnership_id=unit, name="同名"),
        ])  # fmt: skip
        if self.chance.random() < 0.8:
            db.session.add(UnitApplication(partnership_id=unit, applicant="方晴", secret_hash=sha256_hex(f"a{unit}")))
        book = Import(**here, kind=ImportKind.UNITS, filename="台账.xlsx", sha256="0", data=b"")
        db.session.add(book)
        db.session.flush()
        row = {"import_id": book.id, "record_id": unit, "excel_row": 2}
        db.session.add_all([
            ImportedRow(**here, **row, kind=ImportKind.UNITS, fingerprint=f"u{unit}"),
            ImportedRow(**here, **row, kind=ImportKind.NEEDS, fingerprint=f"n{unit}"),
        ])  # fmt: skip

    def _match(self, state: MatchState) -> None:
        match = Match(community_id=self.world.community, state=state, promise="每周一次")
        match.needs = [MatchNeed(need=a_need(self.world))]
        lead = self.chance.choice(self.units)
        for place, unit in enumerate(sorted(self.units, key=lambda each: each != lead)):
            own = db.session.scalars(select(Offering).where(Offering.partnership_id == unit)).first()
            given = self.chance.choice([None, own])
            match.partners.append(
                MatchPartner(partnership_id=unit, offering=given, is_lead=unit == lead, position=place)
            )
        db.session.add(match)
        db.session.flush()
        self._consents(match_id=match.id)

    def _meeting(self, state: MeetingState) -> None:
        meeting = a_meeting(self.world, state=state, kind=MeetingKind.EXTRAORDINARY, planned_start=NOON)
        for number, unit in enumerate(self.units):
            if self.chance.random() < 0.2:
                continue
            seat = Seat(meeting_id=meeting.id, partnership_id=unit, delegate_name=f"代表{number}")
            seat.presence, seat.answer = self.chance.choice(list(Presence)), self.chance.choice(list(Answer))
            seat.sign_in = number + 1 if seat.presence is Presence.PRESENT else None
            answer = SeatAnswer(seat=seat, answer=seat.answer, via=AnswerChannel.ACCOUNT, given_at=NOON)
            db.session.add_all([seat, answer])
        item = AgendaItem(meeting_id=meeting.id, title="车位", proposed_by_id=self.chance.choice(self.units))
        db.session.add(item)
        if state is MeetingState.MINUTES_SIGNED:
            self._sign(meeting.id)

    def _sign(self, meeting_id: int) -> None:
        minutes = Minutes(meeting_id=meeting_id, body="江州市第二医院、江州市柳岸小学出席")
        minutes.issues = [
            IssuedMinutes(
                community_id=self.world.community, year=2026, number=1, dated=date(2026, 12, 11), title="会议纪要",
                pages=1, size=4, sha256="0" * 64, pdf=b"%PDF", record={"seats": list(self.units)}, signed_by="沈若溪",
            )
        ]  # fmt: skip
        db.session.add(minutes)

    def _tasks(self) -> None:
        for unit in self.units:
            task = an_action(self.world, responsible_id=unit)
            db.session.add(ActionSupporter(action_id=task.id, partnership_id=self.chance.choice(self.units)))
            self._consents(action_id=task.id)

    def _consents(self, **subject: int) -> None:
        for unit in self.units:
            state = self.chance.choice(list(Consent))
            facts: dict[str, Any] = {"occasion": ConsentOccasion.MEETING, "answer_by": date(2026, 12, 31)}
            here = {"community_id": self.world.community, "partnership_id": unit}
            db.session.add(UnitConsent(**here, **subject, **facts, state=state, comment=f"由{unit}"))

    def _shared_needs(self) -> None:
        need = a_need(self.world)
        db.session.add_all(NeedInvitation(need=need, partnership_id=unit, invited_by="丁一鸣") for unit in self.units)


def dump() -> Dump:
    """Every row of every table, but what changes with every save."""
    db.session.flush()
    return {table.name: _rows_of(table) for table in METADATA.sorted_tables if table.name not in BY_ITSELF}


def _rows_of(table: Table) -> dict[int, dict[str, Any]]:
    rows = db.session.execute(select(table)).mappings()
    return {row["id"]: {name: value for name, value in row.items() if name not in UNCOMPARED} for row in rows}


def operator(world: World) -> Actor:
    assert db.session.get(Community, world.community)
    return Actor.of_operator(world.community)
