"""Offerings as one person may see them, and the lists of them that other features choose from."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_
from sqlalchemy.orm import contains_eager

from partner_hub.communities.models import Category
from partner_hub.communities.quarter_queries import THEME_CHOICE, theme_category_ids
from partner_hub.communities.word_lists import AUDIENCES
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.row_numbers import row_number_if_any
from partner_hub.core.search import contains_every_word, is_number_in_list, json_list_contains
from partner_hub.offerings.availability import Availability, has_availability, taken_on
from partner_hub.offerings.models import Offering
from partner_hub.partners.known_units import units_called
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.partners.queries import ALIASES_AS_TEXT
from partner_hub.vocabulary.offering import PUBLISHED_OFFERING_STATES, OfferingState

COMMUNITY_CHOICE = "community"  # in filters and forms: the community's own, which belongs to no unit
AVAILABLE_FILTER = "available"  # in the filter of states
OFFERING_ORDERS = {
    "unit": (PartnerUnit.name.nulls_first(), Offering.name, Offering.id),
    "newest": (Offering.id.desc(),),
    "ends": (Offering.valid_to.is_(None), Offering.valid_to, Offering.name, Offering.id),
}
BY_NAME = (Offering.name, Offering.id)
SEARCHED_OFFERING_COLUMNS = (
    Offering.name, Offering.content, Offering.category_words, Category.name, Offering.audience, PartnerUnit.name,
    ALIASES_AS_TEXT, Offering.venue, Offering.available_time,
)  # fmt: skip


def visible_offerings(actor: Actor) -> Select[Offering]:
    """What this person may see, with unit and category; without order.

    A unit sees all of its own. Of others' the committee sees what has been submitted, everybody else what is listed.
    """
    statement = _offerings_with_names().where(Offering.community_id == actor.community_id)
    own = Offering.partnership_id.in_(sorted(actor.partnership_ids))
    if actor.is_committee:
        return statement.where(
            or_(Offering.state != OfferingState.DRAFT, Offering.partnership_id.is_(None), own),
        )
    return statement.where(or_(Offering.state.in_(PUBLISHED_OFFERING_STATES), own))


def offering_of(actor: Actor, offering_id: int) -> Offering:
    """Raises NotFound when there is none that this person may see."""
    found = db.session.scalar(visible_offerings(actor).where(Offering.id == offering_id))
    if found is None:
        raise NotFound
    return found


def is_offering_searched(community_id: int, text: str) -> ColumnElement[bool]:
    """In its words, by its number in the list it came with, or by whatever its unit may be called."""
    in_words = contains_every_word(text, *SEARCHED_OFFERING_COLUMNS)
    of_unit = Offering.partnership_id.in_(units_called(community_id, text))
    return or_(in_words, is_number_in_list(text, Offering.source), of_unit)


def listed_offerings(actor: Actor, filters: Mapping[str, str]) -> Select[Offering]:
    """`filters` as in the URL: q, category (id), audience, unit (id or "community"), places, state, sort.

    `places` is an Availability. `state` may be AVAILABLE, too, which is no state but what can be used today.
    """
    today = clock.local_today()
    statement = visible_offerings(actor).where(is_offering_searched(actor.community_id, filters.get("q", "")))
    if filters.get("category") == THEME_CHOICE:
        statement = statement.where(_is_of_theme(actor))
    if filters.get("sort") == THEME_CHOICE:
        statement = statement.order_by(_is_of_theme(actor).desc().nulls_last())
    if (category := row_number_if_any(filters.get("category"))) is not None:
        statement = statement.where(Offering.category_id == category)
    if (audience := filters.get("audience")) in AUDIENCES:
        statement = statement.where(json_list_contains(Offering.audiences, audience))
    unit = filters.get("unit")
    if (partnership_id := row_number_if_any(unit)) is not None:
        statement = statement.where(Offering.partnership_id == partnership_id)
    elif unit == COMMUNITY_CHOICE:
        statement = statement.where(Offering.partnership_id.is_(None))
    if (places := filters.get("places")) in set(Availability):
        statement = statement.where(has_availability(Availability(places), today))
    if (state := filters.get("state")) == AVAILABLE_FILTER:
        statement = statement.where(is_offering_available_on(today))
    elif state in set(OfferingState):
        statement = statement.where(is_offering_in_state(OfferingState(state), today))
    return statement.order_by(*OFFERING_ORDERS.get(filters.get("sort", ""), BY_NAME))


def _is_of_theme(actor: Actor) -> ColumnElement[bool]:
    return Offering.category_id.in_(theme_category_ids(actor.community_id))


def is_offering_in_state(state: OfferingState, day: date) -> ColumnElement[bool]:
    """The same as Offering.state_on in SQL."""
    run_out = and_(Offering.state == OfferingState.LISTED, Offering.valid_to < day)
    if state == OfferingState.EXPIRED:
        return or_(Offering.state == state, run_out)
    if state == OfferingState.LISTED:
        return and_(Offering.state == state, or_(Offering.valid_to.is_(None), Offering.valid_to >= day))
    return Offering.state == state


def is_offering_available_on(day: date) -> ColumnElement[bool]:
    """Listed, valid on the day, and of a unit that is active; for a statement that has joined the units."""
    has_begun = or_(Offering.valid_from.is_(None), Offering.valid_from <= day)
    giver_is_active = or_(Offering.partnership_id.is_(None), Partnership.is_active)
    return and_(is_offering_in_state(OfferingState.LISTED, day), has_begun, giver_is_active)


def offerings_of_unit(actor: Actor, partnership: Partnership) -> list[tuple[Offering, int | None]]:
    """A unit's offerings that this person may see, those that are over last; with what is left of each today."""
    over = Offering.state.in_((OfferingState.EXPIRED, OfferingState.RETIRED))
    left = Offering.capacity_number - taken_on(clock.local_today())
    statement = visible_offerings(actor).where(Offering.partnership_id == partnership.id).order_by(over, *BY_NAME)
    return [(offering, rest) for offering, rest in db.session.execute(statement.add_columns(left))]


def offerings_of_own_units(actor: Actor) -> list[Offering]:
    """Everything of the units that this person acts for, whatever its state."""
    own = Offering.partnership_id.in_(sorted(actor.partnership_ids))
    statement = _offerings_with_names().where(Offering.community_id == actor.community_id, own)
    return list(db.session.scalars(statement.order_by(PartnerUnit.name, *BY_NAME)))


def count_offerings_to_review(community_id: int) -> int:
    statement = db.select(func.count(Offering.id)).where(Offering.community_id == community_id)
    return db.session.scalar(statement.where(Offering.state == OfferingState.SUBMITTED)) or 0


def offering_category_options(community_id: int, kept: Category | None = None) -> list[tuple[int, str]]:
    """(id, name) of the categories in use, for select fields; `kept` stays although it may have been retired."""
    statement = (
        db.select(Category).where(Category.community_id == community_id).order_by(Category.position, Category.id)
    )
    found = db.session.scalars(statement)
    return [(each.id, each.name) for each in found if each.retired_at is None or each is kept]


def units_with_offerings(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of the units whose offerings this person sees, for the filter."""
    ids = visible_offerings(actor).with_only_columns(Offering.partnership_id)
    statement = db.select(Partnership.id, PartnerUnit.name).join(Partnership.unit).where(Partnership.id.in_(ids))
    rows = db.session.execute(statement.order_by(PartnerUnit.name, Partnership.id))
    return [(str(number), name) for number, name in rows]


def _offerings_with_names() -> Select[Offering]:
    return (
        db.select(Offering)
        .outerjoin(Offering.partnership)
        .outerjoin(Partnership.unit)
        .outerjoin(Offering.category)
        .options(
            contains_eager(Offering.partnership).contains_eager(Partnership.unit), contains_eager(Offering.category)
        )
    )
