"""Published versions of a quarter's needs list: frozen rows, faults that forbid publishing, changes of versions."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import Select, case, func
from sqlalchemy.orm import defer, joinedload, selectinload

from partner_hub.communities.models import Category, Community
from partner_hub.communities.quarter_queries import require_running_quarter
from partner_hub.core.absolute_urls import path_to
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotFound, SeveralFaults
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission, Role
from partner_hub.core.quarters import Quarter
from partner_hub.core.template_filters import format_day
from partner_hub.needs.models import Need, NeedsList
from partner_hub.needs.need_view import read_need
from partner_hub.needs.public_wording import findings_in_wording
from partner_hub.needs.queries import URGENCY_RANKS, is_waiting_for_review
from partner_hub.needs.visibility import visibility_levels_of
from partner_hub.vocabulary.need import LISTED_NEED_STATES, PUBLIC_NEED_STATES, NeedState, Visibility

STRANGER_NAME = "公众"
RECORD_LANGUAGE = "zh_Hans_CN"
# Of what a list held this is still shown: what goes on, as itself or as part of another need, or was passed on.
STILL_SHOWN_STATES = (*PUBLIC_NEED_STATES, NeedState.MERGED, NeedState.REFERRED)


@dataclass(frozen=True)
class ListRow:
    """What everybody reads of one need; the order of the fields is that of the columns."""

    need_id: int
    name: str
    text: str
    category: str
    grid: str
    beneficiaries: str
    number: str
    urgency: str
    wanted_by: str
    visibility: Visibility = Visibility.PUBLIC


@dataclass(frozen=True)
class ListDraft:
    """What would be published now. `faults`: (sentence, address of the need) for everything that forbids it.

    `waiting`: how many needs of the quarter are not among them because nobody has reviewed them.
    """

    rows: list[ListRow]
    faults: list[tuple[str, str]]
    waiting: int


@dataclass(frozen=True)
class ListChanges:
    """Against the version before: ids of needs that are new or read differently, and rows that are gone."""

    added: frozenset[int]
    changed: frozenset[int]
    removed: list[ListRow]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def draft_list(community: Community, quarter: Quarter) -> ListDraft:
    """The list as member units would read it now; residents are shown less of it (readable_rows)."""
    # Not the person who publishes: the list holds only what any member unit reads.
    stranger = Actor(None, STRANGER_NAME, community.id, frozenset({Role.UNIT_MEMBER}))
    needs = list(db.session.scalars(_needs_to_publish(community.id, quarter)))
    with force_locale(RECORD_LANGUAGE):
        rows = [_list_row_of_need(stranger, need) for need in needs]
    faults = [
        (_("%(name)s: %(error)s", name=need.name, error=fault), _edit_path_of_need(need))
        for need, row in zip(needs, rows, strict=True)
        if (fault := _publishing_fault(need, row))
    ]
    return ListDraft(rows, faults, _count_waiting_of_quarter(community.id, quarter))


def _count_waiting_of_quarter(community_id: int, quarter: Quarter) -> int:
    of_quarter = (Need.community_id == community_id, Need.year == quarter[0], Need.quarter == quarter[1])
    return db.session.scalar(db.select(func.count()).select_from(Need).where(*of_quarter, is_waiting_for_review())) or 0


def publish_list(actor: Actor, community: Community, quarter: Quarter) -> NeedsList:
    """Freeze the list as a new version.

    Raises:
        NotAllowed: this person does not publish lists.
        Conflict: the quarter is closed, and its list stays as it was.
        SeveralFaults: some needs are not ready, each with its reason and address.
        DomainError: there is nothing to publish, or nothing new since the last version.
    """
    actor.require(Permission.NEEDS_TRIAGE)
    require_running_quarter(community.id, quarter)
    found, last = draft_list(community, quarter), newest_version(community.id, quarter)
    if found.faults:
        raise SeveralFaults(_("The list was not published, because of these needs:"), found.faults)
    # What was published by mistake can be taken off, though nothing is left then.
    if not found.rows and not (last and last.rows):
        raise DomainError(_("No need stands on the list of this quarter yet."))
    if last and found.rows == frozen_rows(last):
        raise DomainError(_("Nothing has changed since version %(number)s.", number=last.number))
    version = NeedsList(
        community_id=community.id, year=quarter[0], quarter=quarter[1], number=last.number + 1 if last else 1,
        published_by=actor.name, rows=[asdict(row) for row in found.rows],
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    record_event(actor, version, "publish", details={"needs": len(found.rows)})
    return version


def frozen_rows(version: NeedsList) -> list[ListRow]:
    """What was frozen, for comparing; readable_rows is what may be shown."""
    return [ListRow(**row | {"visibility": Visibility(row.get("visibility", "public"))}) for row in version.rows]


def readable_rows(actor: Actor | None, version: NeedsList) -> list[ListRow]:
    """The rows that this reader (None: a resident) may read today.

    A list stays as it was published, but what has since gone back to review or been withdrawn is shown to nobody, and
    what fewer people may read now only to these.
    """
    reader = actor or Actor(None, STRANGER_NAME, version.community_id)
    if reader.may(Permission.NEEDS_TRIAGE):
        return frozen_rows(version)
    levels = visibility_levels_of(reader)
    rows = [row for row in frozen_rows(version) if row.visibility in levels]
    still = db.select(Need.id).where(
        Need.id.in_([row.need_id for row in rows]),
        Need.state.in_(STILL_SHOWN_STATES),
        Need.public_name != "",
        Need.visibility.in_(levels),
    )
    readable = set(db.session.scalars(still))
    return [row for row in rows if row.need_id in readable]


def changes_between(rows: Sequence[ListRow], earlier: Sequence[ListRow] | None) -> ListChanges | None:
    """What is different from the rows of an earlier version; None without one."""
    if earlier is None:
        return None
    before = {row.need_id: row for row in earlier}
    now = {row.need_id: row for row in rows}
    return ListChanges(
        added=frozenset(now.keys() - before.keys()),
        changed=frozenset(number for number, row in now.items() if before.get(number, row) != row),
        removed=[row for number, row in before.items() if number not in now],
    )


def readable_changes(actor: Actor | None, version: NeedsList) -> ListChanges | None:
    """What a version changed, of what this reader may read of both; None for the first one."""
    before = version_before(version)
    return changes_between(readable_rows(actor, version), readable_rows(actor, before) if before else None)


def newest_version(community_id: int, quarter: Quarter | None = None) -> NeedsList | None:
    """The newest version of a quarter, or of the latest quarter that has one."""
    statement = _versions_newest_first(community_id)
    if quarter:
        statement = statement.where(NeedsList.year == quarter[0], NeedsList.quarter == quarter[1])
    return db.session.scalar(statement.limit(1))


def list_version_of(community_id: int, list_id: int) -> NeedsList:
    """Raises NotFound."""
    found = db.session.scalar(_versions_newest_first(community_id).where(NeedsList.id == list_id))
    if found is None:
        raise NotFound
    return found


def version_before(version: NeedsList) -> NeedsList | None:
    """The version before this one, of the same quarter."""
    statement = _versions_newest_first(version.community_id).where(
        NeedsList.year == version.year, NeedsList.quarter == version.quarter, NeedsList.number < version.number
    )
    return db.session.scalar(statement.limit(1))


def list_versions(community_id: int) -> Select[NeedsList]:
    """All versions, newest first; their rows are not loaded."""
    return _versions_newest_first(community_id).options(defer(NeedsList.rows))


def published_quarters(community_id: int) -> list[Quarter]:
    statement = db.select(NeedsList.year, NeedsList.quarter).where(NeedsList.community_id == community_id).distinct()
    found = db.session.execute(statement.order_by(NeedsList.year.desc(), NeedsList.quarter.desc()))
    return [(year, quarter) for year, quarter in found]


def _versions_newest_first(community_id: int) -> Select[NeedsList]:
    newest_first = (NeedsList.year.desc(), NeedsList.quarter.desc(), NeedsList.number.desc())
    return db.select(NeedsList).where(NeedsList.community_id == community_id).order_by(*newest_first)


def _needs_to_publish(community_id: int, quarter: Quarter) -> Select[Need]:
    """By category, the most urgent first."""
    return (
        db.select(Need)
        .outerjoin(Category, Category.id == Need.category_id)
        .where(
            Need.community_id == community_id,
            Need.year == quarter[0],
            Need.quarter == quarter[1],
            Need.state.in_(LISTED_NEED_STATES),
            Need.public_name != "",
            Need.visibility != Visibility.COMMITTEE,
        )
        .options(joinedload(Need.category), joinedload(Need.grid), joinedload(Need.asking_partnership))
        .options(selectinload(Need.merged))
        .order_by(
            Category.position.asc().nulls_last(),
            case(URGENCY_RANKS, value=Need.urgency, else_=len(URGENCY_RANKS)),
            Need.id,
        )
    )


def _list_row_of_need(stranger: Actor, need: Need) -> ListRow:
    shown = read_need(stranger, need)
    return ListRow(
        need.id, shown.name, shown.text, shown.category, shown.grid, shown.beneficiaries, shown.number, shown.urgency,
        shown.wanted_by or format_day(shown.deadline), need.visibility,
    )  # fmt: skip


def _publishing_fault(need: Need, row: ListRow) -> str:
    if not row.name.strip():
        return _("The wording for the public is missing.")
    found = findings_in_wording(need, row.name, row.text)
    words = "、".join(finding.text for finding in found)
    return _("Everybody reads this. Please leave out: %(words)s", words=words) if found else ""


def _edit_path_of_need(need: Need) -> str:
    return path_to("needs.edit", community_id=need.community_id, need_id=need.id)
