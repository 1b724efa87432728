"""Commands on offerings. Their `data` holds plain values by field name; what is missing stays as it is."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Category, Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed, NotFound
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.offerings.availability import promised_of_offering
from partner_hub.offerings.models import UNLIMITED_IN_WORDS, Offering
from partner_hub.offerings.review_rules import is_material_change
from partner_hub.offerings.workflow import OFFERING_WORKFLOW, require_own_offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.offering import (
    CHINESE_CAPACITY_PERIODS,
    RENEWABLE_OFFERING_STATES,
    REVISABLE_OFFERING_STATES,
    USUAL_CAPACITY_PERIOD,
    CapacityPeriod,
    OfferingState,
)
from partner_hub.workbooks.schema.offerings import OFFERINGS

OFFERING_FIELDS = (*OFFERINGS.written_attributes("Offering"), "capacity_number", "capacity_unit")
# The words that the committee reads beside the new ones when it looks at a changed offering again.
FIELDS_SHOWN_BEFORE_CHANGE = (
    "name",
    "category_words",
    "audience",
    "content",
    "capacity",
    "capacity_period",
    "available_time",
    "venue",
    "valid_text",
)


def register_offering(
    actor: Actor, community: Community, *, partnership: Partnership | None, data: dict[str, Any],
    source: dict[str, Any] | None = None, state: OfferingState = OfferingState.LISTED,
) -> Offering:  # fmt: skip
    """Write one offering of a unit, or of the community itself (`partnership` None).

    `data`: FIELDS, category_id, and in place of audience and capacity the form's audience_words, capacity_words and
    unlimited. A unit may only write drafts of its own; the committee begins in any state.

    Raises:
        NotAllowed: another unit's offering, or a unit's that would not begin as a draft.
        NotFound: unit or category belong to another community.
        DomainError: a field is at fault.
    """
    offering = Offering(community_id=community.id, partnership=partnership, state=state, source=source or {})
    offering.partnership_id = partnership.id if partnership else None
    _require_place_of_offering(actor, community, offering)
    offering.created_by_id = actor.user_id
    _write_offering_fields(offering, data)
    db.session.add(offering)
    db.session.flush()
    record_event(actor, offering, "create", to_state=state.value, on_behalf_of=_unit_acted_for(actor, offering))
    return offering


def add_offering(
    actor: Actor, community: Community, *, partnership: Partnership | None, data: dict[str, Any]
) -> Offering:
    """What the form does: the committee's entries are listed at once, a unit's go to the committee or stay a draft.

    Raises as register_offering.
    """
    if actor.may(Permission.OFFERINGS_REVIEW):
        return register_offering(actor, community, partnership=partnership, data=data)
    offering = register_offering(actor, community, partnership=partnership, data=data, state=OfferingState.DRAFT)
    if not data.get("keep_draft"):
        move_offering(actor, offering, OfferingState.SUBMITTED)
    return offering


def change_offering(actor: Actor, offering: Offering, *, data: dict[str, Any]) -> Offering:
    """`data` as in register_offering. What is off the list stays as it was.

    When a unit changes what it promises (review_rules.is_material_change), the offering waits for the committee's
    review again, while the matches that rely on it go on.

    Raises:
        NotAllowed: another unit's offering.
        DomainError: it was taken off the list, a field is at fault, or less is offered than is promised already.
        Conflict: somebody saved it at the same moment.
    """
    _require_own_offering(actor, offering)
    if offering.state == OfferingState.RETIRED:
        raise DomainError(_("This offering has been taken off the list and stays as it was."))
    before = {field: getattr(offering, field) for field in (*OFFERING_FIELDS, "category_id")}
    changed = _write_offering_fields(offering, data)
    count_save(offering)
    _refuse_less_than_promised(offering, before)
    record_event(actor, offering, "update", details={"fields": changed}, on_behalf_of=_unit_acted_for(actor, offering))
    if is_reviewed_change(actor, offering) and is_material_change(
        before, {field: getattr(offering, field) for field in changed}
    ):
        earlier_values = {
            field: _words_before_change(before[field])
            for field in changed
            if field in FIELDS_SHOWN_BEFORE_CHANGE and before[field]
        }
        OFFERING_WORKFLOW.move(actor, offering, OfferingState.SUBMITTED, details={"before": earlier_values})
    return offering


def is_reviewed_change(actor: Actor, offering: Offering) -> bool:
    """Whether this person's changes are looked at before they count: those of a unit, once it is on the list."""
    return offering.state in REVISABLE_OFFERING_STATES and not actor.may(Permission.OFFERINGS_REVIEW)


def move_offering(actor: Actor, offering: Offering, to: OfferingState, *, reason: str = "") -> Offering:
    """One step of the workflow; the reason of sending back stays on the offering until it is submitted again.

    Raises:
        NotAllowed, DomainError: the guard of the step refused it.
        Conflict: there is no such step, or somebody took one at the same moment.
    """
    rule = OFFERING_WORKFLOW.rule(offering, to)
    if rule.action == "revise":  # follows from what was changed (change_offering), and is no step of its own
        raise OFFERING_WORKFLOW.refusal(offering)
    is_the_units = rule.permission == Permission.OFFERINGS_WRITE
    if to == OfferingState.RETIRED:
        # Whoever promises it holds it, too: one of the two comes first, and the other sees that.
        db.session.execute(db.select(Offering.id).where(Offering.id == offering.id).with_for_update(key_share=True))
    OFFERING_WORKFLOW.move(
        actor, offering, to, reason=reason, on_behalf_of=_unit_acted_for(actor, offering) if is_the_units else ""
    )
    if to in (OfferingState.RETURNED, OfferingState.SUBMITTED):
        offering.return_reason = reason
    db.session.flush()
    return offering


def renew_offering(actor: Actor, offering: Offering, *, valid_to: date) -> Offering:
    """Set a later last day; what has expired is listed again.

    Raises:
        NotAllowed: another unit's offering.
        DomainError: the day is not later than the old one (field valid_to).
        Conflict: in this state it cannot be renewed.
    """
    _require_own_offering(actor, offering)
    if offering.state not in RENEWABLE_OFFERING_STATES:
        OFFERING_WORKFLOW.target(offering, "renew")
    if offering.valid_to and valid_to <= offering.valid_to:
        raise DomainError(_("The new last day must be later than the old one."), field="valid_to")
    _write_offering_fields(offering, {"valid_from": offering.valid_from, "valid_to": valid_to})
    if offering.state == OfferingState.EXPIRED:
        OFFERING_WORKFLOW.move(actor, offering, OfferingState.LISTED, on_behalf_of=_unit_acted_for(actor, offering))
        return offering
    count_save(offering)
    record_event(actor, offering, "renew", on_behalf_of=_unit_acted_for(actor, offering))
    return offering


def proposed_renewal_day(offering: Offering, today: date) -> date | None:
    """The last day that renewing proposes: whole years after the old one, and not over yet."""
    if offering.valid_to is None or offering.state not in RENEWABLE_OFFERING_STATES:
        return None
    years = 1
    while (proposed := _years_later(offering.valid_to, years)) < today:
        years += 1
    return proposed


def expire_due_offerings(today: date) -> int:
    """Nightly: mark what was valid until yesterday or earlier as expired, in all communities; returns how many."""
    due = db.select(Offering).where(Offering.state == OfferingState.LISTED, Offering.valid_to < today)
    offerings = db.session.scalars(due.order_by(Offering.id)).all()
    for offering in offerings:
        OFFERING_WORKFLOW.move(Actor.of_operator(offering.community_id), offering, OfferingState.EXPIRED)
    return len(offerings)


def _words_before_change(value: Any) -> str:
    return CHINESE_CAPACITY_PERIODS[value] if isinstance(value, CapacityPeriod) else str(value)


def _require_own_offering(actor: Actor, offering: Offering) -> None:
    actor.require(Permission.OFFERINGS_WRITE)
    require_own_offering(actor, offering)


def _require_place_of_offering(actor: Actor, community: Community, offering: Offering) -> None:
    _require_own_offering(actor, offering)
    if offering.partnership and offering.partnership.community_id != community.id:
        raise NotFound
    if offering.state != OfferingState.DRAFT and not actor.may(Permission.OFFERINGS_REVIEW):
        raise NotAllowed(_("A unit's offering goes to the committee first."))


def _refuse_less_than_promised(offering: Offering, before: dict[str, Any]) -> None:
    """What live matches hold must fit in; asked after the save is counted, which holds the row.

    What was delivered already counts for nothing here: the page says how much that is beyond a smaller capacity.
    """
    earlier, capacity = before["capacity_number"], offering.capacity_number
    if capacity is None or (earlier is not None and capacity >= earlier):
        return
    promised = promised_of_offering(offering.id)
    if promised > capacity:
        words = f"{promised}{offering.capacity_unit}"
        raise DomainError(
            _("%(number)s are promised already, so it cannot be less.", number=words), field="capacity_number"
        )


def _unit_acted_for(actor: Actor, offering: Offering) -> str:
    """The unit for which somebody else acted."""
    unit = offering.partnership
    return unit.name if unit is not None and not actor.speaks_for(unit.id) and not actor.operator else ""


def _write_offering_fields(offering: Offering, data: dict[str, Any]) -> list[str]:
    values = _column_values(offering, data)
    start, end = values.get("valid_from"), values.get("valid_to")
    if start and end and end < start:
        raise DomainError(_("The last day lies before the first one."), field="valid_to")
    changed = [field for field, value in values.items() if getattr(offering, field) != value]
    for field in changed:
        setattr(offering, field, values[field])
    return changed


def _column_values(offering: Offering, data: dict[str, Any]) -> dict[str, Any]:
    """`data` in the table's columns: words that were not typed follow from the coding."""
    values = {field: data[field] for field in OFFERING_FIELDS if field in data}
    if "category_id" in data:
        values |= _category_values(offering, data)
    if "audience_words" in data:
        values["audience"] = data["audience_words"] or "、".join(data["audiences"])
    if "capacity_words" in data:
        values |= _capacity_values(offering, data)
    dates = {field: data[field] for field in ("valid_from", "valid_to") if field in data}
    is_new = bool(dates) and not offering.valid_text
    if "valid_text" not in data and (is_new or any(getattr(offering, each) != dates[each] for each in dates)):
        values["valid_text"] = _valid_text(data.get("valid_from"), data.get("valid_to"))
    return values


def _category_values(offering: Offering, data: dict[str, Any]) -> dict[str, Any]:
    """The words of a file stay as they were beside the product's own coding."""
    category = db.session.get(Category, data["category_id"]) if data["category_id"] else None
    if category is not None and category.community_id != offering.community_id:
        raise NotFound
    words = {} if "category_words" in data or offering.source else {"category_words": category.name if category else ""}
    return {"category_id": category.id if category else None} | words


def _capacity_values(offering: Offering, data: dict[str, Any]) -> dict[str, Any]:
    if data.get("unlimited"):
        return {"capacity_number": None, "capacity_unit": "", "capacity": data["capacity_words"] or UNLIMITED_IN_WORDS}
    coded = {
        "capacity_number": data.get("capacity_number"),
        "capacity_unit": data.get("capacity_unit") or "",
        "capacity_period": data.get("capacity_period") or offering.capacity_period or USUAL_CAPACITY_PERIOD,
    }
    return coded | {"capacity": data["capacity_words"] or Offering(**coded).counted_capacity}


def _valid_text(start: date | None, end: date | None) -> str:
    """The dates in the words of such lists, which stay Chinese like every other word on them."""
    first, last = (f"{day.year}年{day.month}月{day.day}日" if day else "" for day in (start, end))
    if first and last:
        return f"{first}至{last}"
    return last or (f"{first}起" if first else "长期")


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
