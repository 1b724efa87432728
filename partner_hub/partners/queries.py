"""Units as one person may see them, and the lists of them that other features choose from."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import Select, String, and_, cast, func, or_, union
from sqlalchemy.orm import contains_eager, selectinload

from partner_hub.accounts.models import RoleGrant, User
from partner_hub.accounts.unit_invitations import invited_units, units_with_account
from partner_hub.communities.word_lists import UNIT_KINDS
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import ExplainedNotFound, NotFound
from partner_hub.core.events import Event
from partner_hub.core.forms import single_line
from partner_hub.core.permissions import Role
from partner_hub.core.search import Column, contains_every_word
from partner_hub.partners.known_units import units_called
from partner_hub.partners.models import Partnership, PartnerUnit, UnitAlias, UnitApplication
from partner_hub.vocabulary.unit import PUBLISHED_UNIT_STATES, UnitState

# All short names of a unit as one text.
ALIASES_AS_TEXT = (
    db.select(func.aggregate_strings(UnitAlias.name, " "))
    .where(UnitAlias.partnership_id == Partnership.id)
    .correlate(Partnership)
    .scalar_subquery()
)


# Registered itself on the public page and was never approved: what was written there is for the committee alone.
_APPLICATIONS_OF_UNIT = db.select(UnitApplication.id).where(UnitApplication.partnership_id == Partnership.id)
NEVER_APPROVED_APPLICANT = and_(Partnership.checked_on.is_(None), _APPLICATIONS_OF_UNIT.correlate(Partnership).exists())


def may_read_contacts(actor: Actor, partnership: Partnership | None) -> bool:
    """Telephone numbers are for the committee and the unit itself; names are in every official list anyway."""
    return actor.is_committee or (partnership is not None and actor.speaks_for(partnership.id))


def visible_units(actor: Actor) -> Select[Partnership]:
    """The units of the community that this person may see, with their names; without order."""
    statement = (
        db.select(Partnership)
        .join(Partnership.unit)
        .options(contains_eager(Partnership.unit))
        .where(Partnership.community_id == actor.community_id, Partnership.merged_into_id.is_(None))
    )
    if actor.is_committee:
        return statement
    own = Partnership.id.in_(sorted(actor.partnership_ids))
    return statement.where(
        or_(and_(Partnership.state.in_(PUBLISHED_UNIT_STATES), ~NEVER_APPROVED_APPLICANT), Partnership.is_active, own)
    )


def unit_merged_into(actor: Actor, partnership_id: int) -> int | None:
    """The id of the unit that this record became a part of; None for every other id."""
    own = db.select(Partnership.merged_into_id).where(Partnership.community_id == actor.community_id)
    return db.session.scalar(own.where(Partnership.id == partnership_id))


def unit_of(actor: Actor, partnership_id: int) -> Partnership:
    """Raises NotFound when there is none that this person may see, or it was merged into another one."""
    found = db.session.scalar(visible_units(actor).where(Partnership.id == partnership_id))
    if found is None and (kept := unit_merged_into(actor, partnership_id)):
        words = {"name": unit_of(actor, kept).name}
        raise ExplainedNotFound(_("This record was merged into “%(name)s”. Please open that unit.", **words))
    if found is None:
        raise NotFound
    return found


def listed_units(actor: Actor, filters: Mapping[str, str]) -> Select[Partnership]:
    """`filters` may hold q, kind, state and sort (name or joined), as they stand in the URL."""
    text = filters.get("q", "")
    called_so = Partnership.id.in_(units_called(actor.community_id, text))
    statement = visible_units(actor).where(or_(contains_every_word(text, *_searched_unit_columns(actor)), called_so))
    if kind := filters.get("kind"):
        statement = statement.where(Partnership.kind == single_line(kind))
    if (state := filters.get("state")) in set(UnitState):
        statement = statement.where(Partnership.state == UnitState(state))
    if filters.get("sort") == "joined":
        return statement.order_by(Partnership.joined.desc(), PartnerUnit.name, Partnership.id)
    return statement.order_by(PartnerUnit.name, Partnership.id)


def units_to_export(actor: Actor, filters: Mapping[str, str]) -> list[Partnership]:
    """All rows of the list, with their short names."""
    return list(db.session.scalars(listed_units(actor, filters).options(selectinload(Partnership.aliases))))


def _searched_unit_columns(actor: Actor) -> list[Column]:
    """What a person may not see must not be found either: a search would tell it bit by bit."""
    columns: list[Column] = [
        PartnerUnit.name,
        ALIASES_AS_TEXT,
        Partnership.kind,
        Partnership.address,
        Partnership.contact,
    ]
    columns += [Partnership.party_leader, Partnership.party_organisation, PartnerUnit.credit_code]
    return [*columns, Partnership.remark, cast(Partnership.phones, String)] if actor.is_committee else columns


def unit_kinds(actor: Actor) -> list[str]:
    """The kinds of unit to choose from: the usual ones, then what the community's own files say."""
    used = db.select(Partnership.kind).where(Partnership.community_id == actor.community_id, Partnership.kind != "")
    own = db.session.scalars(used.distinct().order_by(Partnership.kind))
    return [*UNIT_KINDS, *(kind for kind in own if kind not in UNIT_KINDS)]


def users_of_unit(partnership: Partnership) -> list[RoleGrant]:
    """Who may act for the unit now, by name; the person is loaded with the grant."""
    statement = (
        db.select(RoleGrant)
        .join(RoleGrant.user)
        .options(contains_eager(RoleGrant.user))
        .where(RoleGrant.partnership_id == partnership.id, RoleGrant.revoked_at.is_(None))
    )
    return list(db.session.scalars(statement.order_by(User.name, RoleGrant.id)))


def administrators_of_unit(partnership: Partnership) -> list[RoleGrant]:
    """The administrators who can sign in."""
    return [grant for grant in users_of_unit(partnership) if grant.role == Role.UNIT_ADMIN and grant.user.is_active]


def units_of_actor(actor: Actor) -> list[Partnership]:
    """The units that the person acts for, by name and whatever their state."""
    own = Partnership.id.in_(sorted(actor.partnership_ids))
    statement = _units_of_community(actor.community_id).where(own)
    return list(db.session.scalars(statement.order_by(PartnerUnit.name, Partnership.id)))


def own_units_to_correct(actor: Actor) -> list[Partnership]:
    """The units whose administrator this person is and whose details wait for it."""
    if not actor.heads:
        return []
    waiting = Partnership.state.in_((UnitState.RECHECK_DUE, UnitState.RETURNED))
    own = _units_of_community(actor.community_id).where(Partnership.id.in_(sorted(actor.heads)), waiting)
    return list(db.session.scalars(own.order_by(PartnerUnit.name, Partnership.id)))


def application_of_unit(partnership: Partnership) -> UnitApplication | None:
    """How it came to the list, when it registered itself."""
    return db.session.scalar(db.select(UnitApplication).where(UnitApplication.partnership_id == partnership.id))


def records_merged_into(unit: Partnership) -> dict[int, str]:
    """Number -> name of the records that became a part of it."""
    names = db.select(Partnership.id, PartnerUnit.name).join(Partnership.unit)
    found = db.session.execute(names.where(Partnership.merged_into_id == unit.id).order_by(Partnership.id)).all()
    return {number: name for number, name in found}  # noqa: C416 - dict() would hide which is which


def history_of_unit(unit: Partnership) -> list[Event]:
    """With that of the records that were merged into it, oldest first."""
    ids = [unit.id, *records_merged_into(unit)]
    events = db.select(Event).where(Event.subject == Partnership.__tablename__, Event.subject_id.in_(ids))
    return list(db.session.scalars(events.order_by(Event.id)))


def suspension_reason(partnership: Partnership) -> str:
    """The reason that was given for the last suspension."""
    reasons = db.select(Event.reason).where(
        Event.subject == "partnership", Event.subject_id == partnership.id, Event.tag == "partnership:suspend"
    )
    return db.session.scalar(reasons.order_by(Event.id.desc()).limit(1)) or ""


def state_before_suspension(partnership: Partnership) -> UnitState:
    """Approved, or due for its yearly check: the suspension has not checked it."""
    starts = db.select(Event.from_state).where(
        Event.subject == "partnership", Event.subject_id == partnership.id, Event.tag == "partnership:suspend"
    )
    return UnitState(db.session.scalar(starts.order_by(Event.id.desc()).limit(1)) or UnitState.APPROVED)


def active_partnerships(community_id: int) -> list[Partnership]:
    """The units that have a seat at the meeting, by name."""
    statement = _units_of_community(community_id).where(Partnership.is_active)
    return list(db.session.scalars(statement.order_by(PartnerUnit.name, Partnership.id)))


def units_to_invite(community_id: int) -> list[tuple[Partnership, str]]:
    """(unit, mail address of whoever registered it) of the active units for which nobody can sign in or is invited."""
    known = units_with_account(community_id) | invited_units(community_id)
    addresses = db.select(UnitApplication.partnership_id, UnitApplication.email).join(UnitApplication.partnership)
    found = dict(db.session.execute(addresses.where(Partnership.community_id == community_id)).all())
    return [(unit, found.get(unit.id, "")) for unit in active_partnerships(community_id) if unit.id not in known]


def partner_options(community_id: int) -> list[tuple[int, str]]:
    """(id, name) of every active unit, for select fields."""
    return [(partnership.id, partnership.name) for partnership in active_partnerships(community_id)]


def names_of_partners(community_id: int) -> frozenset[str]:
    """Names that any text of the community may hold: of its units, their liaisons and Party leaders, and its users."""
    own = Partnership.community_id == community_id
    statement = union(
        db.select(PartnerUnit.name).join(Partnership).where(own),
        db.select(UnitAlias.name).join(Partnership).where(own),
        db.select(Partnership.contact).where(own),
        db.select(Partnership.party_leader).where(own),
        db.select(User.name).join(RoleGrant).where(RoleGrant.community_id == community_id),
    )
    return frozenset(filter(None, db.session.scalars(statement)))


def _units_of_community(community_id: int) -> Select[Partnership]:
    return (
        db.select(Partnership)
        .join(Partnership.unit)
        .options(contains_eager(Partnership.unit))
        .where(Partnership.community_id == community_id, Partnership.merged_into_id.is_(None))
    )
