"""Commands on units. Their `data` holds plain values by field name; what is missing stays as it is."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, or_

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.partners import credit_code, notifications, unit_names
from partner_hub.partners.credit_code_faults import credit_code_fault
from partner_hub.partners.known_units import KnownUnits
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.partners.unit_name_readings import name_to_learn
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.unit import UnitState
from partner_hub.workbooks.schema.units import UNITS

MAX_CREDIT_CODE_LENGTH = 40
MAX_SHORT_NAME_LENGTH = 120
CHECK_INTERVAL = timedelta(days=365)
UNIT_PROFILE_FIELDS = ("kind", "address", "party_organisation", "party_leader", "contact", "phones")
UNIT_FACT_FIELDS = UNITS.written_attributes("Partnership")


def register_unit(
    actor: Actor, community: Community, *, data: dict[str, Any], source: dict[str, Any] | None = None,
    known: KnownUnits | None = None,
) -> Partnership:  # fmt: skip
    """Put a unit on the community's list, approved.

    `data`: name, aliases (list), credit_code, kind, address, party_organisation, party_leader, contact, phones
    (normalised list), joined, remark, former_names (as workbooks/values/former_names.py writes them),
    keep_credit_code (a wrong code stays as written; always so for an imported row, which has a `source`). A unit that
    another community has registered under the same valid code is the same unit. Whoever registers many brings `known`,
    which learns the new one.

    Raises:
        NotAllowed: this person does not keep the list.
        DomainError: the name or code is known already, or the code is wrong (field name or credit_code).
    """
    actor.require(Permission.UNITS_WRITE)
    name, code = data["name"], credit_code.normalise_credit_code(data.get("credit_code") or "")
    known = known or KnownUnits.of(community.id)
    refuse_known_unit(known, name, code)
    refuse_wrong_credit_code(code, keep=bool(data.get("keep_credit_code") or source))
    unit = _registered_elsewhere(code) or PartnerUnit(name=name, credit_code=code)
    partnership = Partnership(community_id=community.id, unit=unit, state=UnitState.APPROVED, source=source or {})
    partnership.checked_on = clock.local_today()
    _write_facts(partnership, {field: data[field] for field in UNIT_FACT_FIELDS if data.get(field)})
    short_names = [*data.get("aliases", ()), *([name] if unit.name != name else ())]
    unit_names.write_short_names(partnership, short_names)
    unit_names.add_former_names(partnership, data.get("former_names", ()))
    aliases = [alias.name for alias in partnership.aliases]
    db.session.add(partnership)
    db.session.flush()
    record_event(actor, partnership, "register", to_state=partnership.state.value)
    known.add(partnership, aliases)
    return partnership


def change_unit(actor: Actor, partnership: Partnership, *, data: dict[str, Any]) -> Partnership:
    """Change any field, by the committee. `data` as in register_unit; former_names are added to those that are known.

    Besides: renamed_on (with another name: since when, as in Partnership.joined; today where it is not said),
    learned_names (to add), forgotten_names (former ones to drop).

    Raises:
        NotAllowed: this person does not keep the list.
        DomainError: as in register_unit.
        Conflict: somebody saved the unit at the same moment.
    """
    actor.require(Permission.UNITS_WRITE)
    return write_unit_changes(actor, partnership, data, keep_code=bool(data.get("keep_credit_code")))


def change_unit_profile(actor: Actor, partnership: Partnership, *, data: dict[str, Any]) -> Partnership:
    """What a unit says about itself, by its own administrator: its name and the committee's notes are not among it.

    Raises:
        NotAllowed: this is another unit, or not its administrator.
        DomainError: the code is wrong.
        Conflict: somebody saved the unit at the same moment.
    """
    actor.require(Permission.UNIT_PROFILE)
    if not (actor.operator or actor.speaks_for(partnership.id)):
        raise NotAllowed(_("Only the unit itself may do this."))
    own = {field: value for field, value in data.items() if field in {*UNIT_PROFILE_FIELDS, "credit_code"}}
    return write_unit_changes(actor, partnership, own, keep_code=False)


def ask_for_due_checks(today: date) -> int:
    """Nightly: ask the units whose last check is more than a year ago for the yearly one; returns how many.

    The day they joined does not count: a community that begins with Partner Hub has just looked
    through its list.
    """
    year_ago = today - CHECK_INTERVAL
    unchecked = and_(Partnership.checked_on.is_(None), Partnership.created_at < _start_of_local_day(year_ago))
    due = db.select(Partnership).where(
        Partnership.state == UnitState.APPROVED, or_(Partnership.checked_on < year_ago, unchecked)
    )
    partnerships = db.session.scalars(due.order_by(Partnership.id)).all()
    for partnership in partnerships:
        ask_for_yearly_check(Actor.of_operator(partnership.community_id), partnership)
    return len(partnerships)


def ask_for_yearly_check(actor: Actor, partnership: Partnership) -> None:
    """The unit starts nothing new until it has confirmed its details; its administrators are notified.

    Raises:
        NotAllowed: without Permission.UNITS_WRITE.
        Conflict: the unit is not approved, or somebody else has changed it meanwhile.
    """
    UNIT_WORKFLOW.move(actor, partnership, UnitState.RECHECK_DUE)
    notifications.notify_of_yearly_check(partnership)


def write_unit_changes(actor: Actor, partnership: Partnership, data: dict[str, Any], *, keep_code: bool) -> Partnership:
    """The change itself, without asking who may. A wrong code is refused with DomainError unless `keep_code`."""
    liaison = partnership.contact
    changed = _write_identity(actor, partnership, data, keep_code=keep_code)
    changed += _write_facts(partnership, {field: data[field] for field in UNIT_FACT_FIELDS if field in data})
    changed += ["aliases"] if _write_names(partnership, data) else []
    count_save(partnership)
    record_event(actor, partnership, "update", details={"fields": changed})
    if partnership.contact != liaison:
        record_event(actor, partnership, "change_liaison", details={"from": liaison, "to": partnership.contact})
    return partnership


def remember_answer(actor: Actor, partnership: Partnership, written: str) -> None:
    """A name that somebody was asked about means this unit: a short name from now on, unless it means one already."""
    name = name_to_learn(written)
    is_new = 0 < len(name) <= MAX_SHORT_NAME_LENGTH and KnownUnits.of(partnership.community_id).named(name) is None
    if is_new:
        write_unit_changes(actor, partnership, {"learned_names": [name]}, keep_code=True)


def _start_of_local_day(day: date) -> datetime:
    return clock.from_local(datetime.combine(day, time()))


def refuse_known_unit(known: KnownUnits, name: str, code: str, besides: int | None = None) -> None:
    """Raises DomainError when the community knows a unit by this name, as a short name, or by this valid code."""
    for same in (known.named(name), known.with_code(code)):
        if same not in {None, besides}:
            found = db.session.get_one(Partnership, same)
            raise DomainError(_("“%(name)s” is already on the list.", name=found.name), field="name")


def refuse_wrong_credit_code(code: str, *, keep: bool) -> None:
    """Check a typed code; `keep` accepts a wrong one of a storable length.

    Raises:
        DomainError: (field credit_code) says what is wrong with the code.
    """
    if len(code) > MAX_CREDIT_CODE_LENGTH:
        raise DomainError(credit_code_fault(code), field="credit_code")
    if code and not keep and (sentence := credit_code_fault(code)):
        raise DomainError(sentence, field="credit_code")


def _registered_elsewhere(code: str) -> PartnerUnit | None:
    if not credit_code.is_valid_credit_code(code):
        return None
    in_use = db.select(Partnership.unit_id).where(Partnership.merged_into_id.is_(None))
    return db.session.scalars(
        db.select(PartnerUnit)
        .where(PartnerUnit.credit_code == code, PartnerUnit.id.in_(in_use))
        .order_by(PartnerUnit.id)
    ).first()


def _write_names(partnership: Partnership, data: dict[str, Any]) -> bool:
    """Whether anything beside the name itself was changed."""
    changes = [
        unit_names.forget_former_names(partnership, data.get("forgotten_names", ())),
        unit_names.write_short_names(partnership, data.get("aliases", partnership.short_names)),
        unit_names.learn_names(partnership, data.get("learned_names", ())),
        unit_names.add_former_names(partnership, data.get("former_names", ())),
    ]
    return any(changes)


def _write_identity(actor: Actor, partnership: Partnership, data: dict[str, Any], *, keep_code: bool) -> list[str]:
    """Name and code. A code that was wrong before may stay: the other fields must be savable without it."""
    unit = partnership.unit
    name = data.get("name", unit.name)
    code = credit_code.normalise_credit_code(data.get("credit_code", unit.credit_code))
    changed = [field for field, value in (("name", name), ("credit_code", code)) if value != getattr(unit, field)]
    if changed:
        refuse_known_unit(KnownUnits.of(partnership.community_id), name, code, besides=partnership.id)
        refuse_wrong_credit_code(code, keep=keep_code or code == unit.credit_code)
        unit = unit_of_its_own(partnership)
        old, unit.name, unit.credit_code = unit.name, name, code
    if "name" in changed:
        until = data.get("renamed_on") or clock.local_today().isoformat()
        unit_names.keep_old_name(actor, partnership, old=old, until=until)
    return changed


def unit_of_its_own(partnership: Partnership) -> PartnerUnit:
    """What one community writes must not change another community's list: a shared unit is parted first."""
    others = db.select(Partnership.id).where(
        Partnership.unit_id == partnership.unit_id, Partnership.id != partnership.id
    )
    if db.session.scalars(others).first() is not None:
        partnership.unit = PartnerUnit(name=partnership.unit.name, credit_code=partnership.unit.credit_code)
    return partnership.unit


def _write_facts(partnership: Partnership, facts: dict[str, Any]) -> list[str]:
    changed = [field for field, value in facts.items() if getattr(partnership, field) != value]
    for field in changed:
        setattr(partnership, field, facts[field])
    return changed
