"""Commands on a community: create it, change its settings, categories and grid cells."""

from collections.abc import Sequence
from typing import Any, NotRequired, TypedDict, TypeVar

from flask_babel import gettext as _

from partner_hub.communities.models import Category, Community, GridCell
from partner_hub.communities.word_lists import CATEGORIES
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotFound
from partner_hub.core.events import record_event
from partner_hub.core.facts_from_above import has_signed_minutes
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission

FIRST_NUMBER = frozenset({"minutes_first_number", "minutes_first_year"})
LABEL_LENGTH = {Category: 40, GridCell: 80}
Word = Category | GridCell
Kind = TypeVar("Kind", Category, GridCell)


class WordRow(TypedDict):
    """A category or grid cell: `id` None for a new one, `position` a number to sort by; only categories retire."""

    id: int | None
    label: str
    position: int | None
    retired: NotRequired[bool]


def create_community(name: str, *, district: str, households: int = 0, **facts: Any) -> Community:
    """Found a community with the usual categories; `facts` are further columns (city, street, party_committee ...).

    Only the operator calls this.

    Raises:
        DomainError: (field name) when it is empty or the district has one of that name.
    """
    name, district = name.strip(), district.strip()
    if not name:
        raise DomainError(_("A community needs a name."), field="name")
    if db.session.scalar(db.select(Community.id).filter_by(name=name, district=district)):
        raise DomainError(_("There is a community of this name in the district already."), field="name")
    community = Community(name=name, district=district, households=households, **facts)
    community.categories = [Category(name=word, position=number) for number, word in enumerate(CATEGORIES)]
    db.session.add(community)
    db.session.flush()
    record_event(Actor.of_operator(community.id), community, "create")
    return community


def change_settings(actor: Actor, community: Community, *, data: dict[str, Any]) -> Community:
    """`data`: columns of the community except its district, on which observers' rights depend.

    Raises:
        NotAllowed: without Permission.SETTINGS.
        Conflict: when somebody else saved the settings at the same moment.
        DomainError: at the field minutes_first_number or minutes_first_year, see _check_first_number.
    """
    actor.require(Permission.SETTINGS)
    changed = [name for name, value in data.items() if getattr(community, name) != value]
    if FIRST_NUMBER & set(changed):
        _check_first_number(community, data)
    for name in changed:
        setattr(community, name, data[name])
    count_save(community)
    record_event(actor, community, "update", details={"fields": changed})
    return community


def _check_first_number(community: Community, data: dict[str, Any]) -> None:
    """Raises DomainError for a number without its year, or for a year of which minutes are signed already."""
    number, year = data.get("minutes_first_number"), data.get("minutes_first_year")
    if number and not year:
        raise DomainError(_("Please say in which year."), field="minutes_first_year")
    if year and not number:
        raise DomainError(_("Please say with which number."), field="minutes_first_number")
    for each in filter(None, (year, community.minutes_first_year)):
        if has_signed_minutes(community.id, each):
            raise DomainError(
                _("Minutes of %(year)s are signed already: their numbers go on from there.", year=each),
                field="minutes_first_number",
            )


def change_categories(actor: Actor, community: Community, *, data: Sequence[WordRow]) -> Community:
    """All of them at once.

    A retired category is not offered any more; old records keep it.

    Raises:
        DomainError: for a name that is empty, too long or there twice.
        NotFound: for a category of another community.
        NotAllowed: without Permission.SETTINGS.
    """
    actor.require(Permission.SETTINGS)
    for place, row in _checked_word_rows(data, LABEL_LENGTH[Category]):
        category = _word_of_community(Category, community, row["id"]) or Category(community_id=community.id)
        category.name, category.position = row["label"], place
        category.retired_at = (category.retired_at or clock.utc_now()) if row.get("retired") else None
        _save_word(actor, category)
    return community


def change_grids(actor: Actor, community: Community, *, data: Sequence[WordRow]) -> Community:
    """As change_categories, with its errors; a grid cell cannot be retired."""
    actor.require(Permission.SETTINGS)
    for place, row in _checked_word_rows(data, LABEL_LENGTH[GridCell]):
        cell = _word_of_community(GridCell, community, row["id"]) or GridCell(community_id=community.id)
        cell.label, cell.position = row["label"], place
        _save_word(actor, cell)
    return community


def _checked_word_rows(data: Sequence[WordRow], length: int) -> list[tuple[int, WordRow]]:
    """(position 0, 1, 2 ..., row) of the filled rows by the typed numbers; rows without one go to the end."""
    rows = [row for row in data if row["label"] or row["id"]]
    labels = [row["label"] for row in rows]
    if "" in labels:
        raise DomainError(_("A name cannot be empty."))
    if twice := next((label for label in labels if labels.count(label) > 1), None):
        raise DomainError(_("“%(name)s” stands there twice.", name=twice))
    if long := next((label for label in labels if len(label) > length), None):
        raise DomainError(_("“%(name)s” is longer than %(n)s characters.", name=long, n=length))
    rows.sort(key=lambda row: (row["position"] is None, row["position"] or 0))
    return list(enumerate(rows))


def _word_of_community(kind: type[Kind], community: Community, number: int | None) -> Kind | None:
    if number is None:
        return None
    found = db.session.get(kind, number)
    if found is None or found.community_id != community.id:
        raise NotFound
    return found


def _save_word(actor: Actor, word: Word) -> None:
    """One event for each row that has changed."""
    is_new = word.id is None
    db.session.add(word)
    if is_new or db.session.is_modified(word):
        db.session.flush()
        record_event(actor, word, "create" if is_new else "update")
