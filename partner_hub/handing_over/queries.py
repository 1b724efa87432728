"""What hangs on a person in one community, and would go to a successor; and who may be that."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from partner_hub.accounts.models import RoleGrant, User
from partner_hub.accounts.queries import actor_in, live_grants, places_shown
from partner_hub.accounts.rescued_forms import rescued_forms_of
from partner_hub.actions.models import ActionItem, DeadlineRequest
from partner_hub.actions.queries import listed_actions
from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import Base, db
from partner_hub.core.permissions import UNIT_ROLES, Role
from partner_hub.messages.models import Message
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.action import OPEN_ACTION_STATES
from partner_hub.vocabulary.need import OPEN_NEED_STATES
from partner_hub.vocabulary.offering import OfferingState

_DRAFT_OFFERING_STATES = (OfferingState.DRAFT, OfferingState.RETURNED)


@dataclass(frozen=True)
class Belongings:
    """What goes over with the roles `grants` (each with its place in words).

    Moved are `messages` (unread), `requests` (open ones for a later date, whose answer is told to whoever asked) and
    `needs` (recorded by a grid worker, still open). `tasks` and `drafts` belong to the unit or the committee: the
    successor finds them with the role. `liaison_of`: units in whose entry the person stands.

    `keeps_roles`: in this community, so that the messages stay. `rescued`: half-typed texts, which are nobody else's.
    """

    grants: list[tuple[RoleGrant, str]]
    keeps_roles: bool
    messages: int
    requests: int
    needs: int
    tasks: list[ActionItem]
    drafts: int
    liaison_of: list[Partnership]
    rescued: int

    @property
    def partnership_ids(self) -> frozenset[int]:
        return frozenset(grant.partnership_id for grant, _place in self.grants if grant.partnership_id)


def belongings_of(actor: Actor, person: User) -> Belongings:
    """Of the roles of this person that the actor manages here."""
    grants = places_shown(actor, [person])[person.id]
    handed = {grant.id for grant, _place in grants}
    partnership_ids = [grant.partnership_id for grant, _place in grants if grant.partnership_id]
    keeps_roles = any(each.id not in handed for each in live_grants(person) if _reaches(each, actor.community_id))
    return Belongings(
        grants=grants,
        keeps_roles=keeps_roles,
        messages=0 if keeps_roles else _count(Message, *are_unread_messages(actor, person)),
        requests=0 if keeps_roles else _count(DeadlineRequest, *are_open_requests(actor, person)),
        needs=_count(Need, *are_recorded_needs(actor, person)) if _is_grid_worker(grants) else 0,
        tasks=_open_tasks_of(actor, person),
        drafts=_count(
            Offering, Offering.partnership_id.in_(partnership_ids), Offering.state.in_(_DRAFT_OFFERING_STATES)
        ),
        liaison_of=_units_with_liaison(person, partnership_ids),
        rescued=len(rescued_forms_of(person.id)),
    )


def successors_offered(actor: Actor, person: User, belongings: Belongings) -> list[User]:
    """Who has a role in the same unit, or of the community where the role is one of it; or had one.

    So what was handed over can be handed back.
    """
    wanted: ColumnElement[bool] = RoleGrant.role.not_in(UNIT_ROLES)
    if belongings.partnership_ids:
        wanted = RoleGrant.partnership_id.in_(belongings.partnership_ids)
    holders = select(RoleGrant.user_id).where(RoleGrant.community_id == actor.community_id, wanted)
    found = select(User).where(User.id.in_(holders), User.id != person.id, User.disabled_at.is_(None))
    return list(db.session.scalars(found.order_by(User.name, User.id)))


def are_unread_messages(actor: Actor, person: User) -> tuple[ColumnElement[bool], ...]:
    return (
        Message.user_id == person.id,
        Message.community_id == actor.community_id,
        Message.read_at.is_(None),
    )


def are_open_requests(actor: Actor, person: User) -> tuple[ColumnElement[bool], ...]:
    """Of the committee's own tasks: of a unit's, the whole unit is told."""
    own = select(ActionItem.id).where(
        ActionItem.community_id == actor.community_id, ActionItem.responsible_id.is_(None)
    )
    return (
        DeadlineRequest.asked_by_id == person.id,
        DeadlineRequest.answered_at.is_(None),
        DeadlineRequest.action_id.in_(own),
    )


def are_recorded_needs(actor: Actor, person: User) -> tuple[ColumnElement[bool], ...]:
    """Open needs that this person recorded, also outside of the own grid."""
    return (
        Need.community_id == actor.community_id,
        Need.created_by_id == person.id,
        Need.state.in_(OPEN_NEED_STATES),
    )


def _reaches(grant: RoleGrant, community_id: int) -> bool:
    return grant.community_id in {community_id, None}


def _is_grid_worker(grants: Sequence[tuple[RoleGrant, str]]) -> bool:
    return any(grant.role is Role.GRID_WORKER for grant, _place in grants)


def _open_tasks_of(actor: Actor, person: User) -> list[ActionItem]:
    himself = actor_in(person, db.session.get_one(Community, actor.community_id))
    if himself is None:
        return []
    mine = listed_actions(himself, {"show": "mine"}).where(ActionItem.state.in_(OPEN_ACTION_STATES))
    return list(db.session.scalars(mine))


def _units_with_liaison(person: User, partnership_ids: Sequence[int]) -> list[Partnership]:
    named = select(Partnership).where(Partnership.id.in_(partnership_ids), Partnership.contact == person.name)
    return list(db.session.scalars(named.order_by(Partnership.id)))


def _count(table: type[Base], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(table.id)).where(*conditions)) or 0
