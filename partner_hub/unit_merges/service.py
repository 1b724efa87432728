"""Make two records of one unit one, and undo it for a day."""

from collections.abc import Collection
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, select, update

from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.consents.models import UnitConsent
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import METADATA, db
from partner_hub.core.errors import Conflict, DomainError, raise_refusal
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.matching.models import MatchPartner, NeedInvitation
from partner_hub.messages.queries import people_of_unit
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.known_units import KnownUnits
from partner_hub.partners.merge_models import UnitMerge
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import refuse_known_unit, unit_of_its_own
from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.unit_merges import folding
from partner_hub.unit_merges.import_answers import answer_with_kept_unit
from partner_hub.unit_merges.journal import Journal
from partner_hub.unit_merges.notifications import settle_messages_about, tell_people_of_merged
from partner_hub.unit_merges.references import REFERENCES, RIGHTS
from partner_hub.vocabulary.unit import AliasKind, UnitState
from partner_hub.workbooks.values.fuller_name import fuller_name

IDENTITY_FIELDS: Final = ("name", "credit_code")


def merge_units(actor: Actor, kept: Partnership, merged: Partnership, *, facts: dict[str, Any]) -> UnitMerge:
    """Everything that hangs on `merged` hangs on `kept` from now on; undo_merge takes it back.

    `facts`: what the unit is called and so on, as register_unit takes it; what is missing stays as `kept` has it.
    Issued minutes and other frozen records are not touched, nor the seats of a sealed meeting where both had one.

    Raises:
        NotAllowed: this person does not keep the list.
        Conflict: one of them was merged meanwhile, or somebody saved one at the same moment.
        DomainError: why_not_merge says why.
    """
    actor.require(Permission.UNITS_WRITE)
    _lock_units(kept, merged)
    raise_refusal(why_not_merge(kept, merged))
    merge = UnitMerge(community_id=kept.community_id, kept=kept, merged=merged, state_before=merged.state)
    merge.merged_by = actor.name
    names, details = [kept.name, merged.name], {"unit": merged.id, "name": merged.name, "code": merged.credit_code}
    people = people_of_unit(merged.id) if merge.moves_rights else []
    UNIT_WORKFLOW.move(actor, merged, UnitState.MERGED, details={"into": kept.id, "name": kept.name})
    merged.merged_into_id = kept.id
    journal = Journal()
    merge.folded = {"seat": _fold(journal, kept.id, merged.id)}
    merge.counts = move_everything(journal, merged.id, kept.id, with_rights=merge.moves_rights)
    settle_messages_about(journal, kept.community_id, merged.id)
    answer_with_kept_unit(journal, kept.community_id, merged_id=merged.id, kept_id=kept.id)
    _write_facts(journal, kept, facts)
    _keep_names(journal, kept, names)
    merge.steps = journal.steps
    db.session.add(merge)
    count_save(kept)
    record_event(actor, kept, "absorb", details=details)
    _forget_loaded_rows()
    tell_people_of_merged(merge, people, names[1])
    return merge


def undo_merge(actor: Actor, merge: UnitMerge) -> UnitMerge:
    """Everything goes back to where it was; what was newly made on the kept unit stays with it.

    What was made since of something that goes back (a match with its offering, say) goes with it. A fact that somebody
    has changed since stays as it was changed.

    Raises:
        NotAllowed: this person does not keep the list.
        Conflict: why_not_undo says why; or somebody saved one of the units at the same moment.
    """
    actor.require(Permission.UNITS_WRITE)
    kept, merged = merge.kept, merge.merged
    _lock_units(kept, merged)
    db.session.refresh(merge, with_for_update=True)
    raise_refusal(why_not_undo(merge))
    Journal(merge.steps).take_back()
    _take_along(merge)
    _forget_loaded_rows()
    UNIT_WORKFLOW.move(actor, merged, merge.state_before, details={"from": kept.name, "to": merged.name})
    merged.merged_into_id = None
    merge.undone_at, merge.undone_by = clock.utc_now(), actor.name
    count_save(kept)
    record_event(actor, kept, "give_back", details={"unit": merged.id, "name": merged.name})
    db.session.flush()
    return merge


def why_not_merge(kept: Partnership, merged: Partnership) -> DomainError | None:
    if kept.id == merged.id or kept.community_id != merged.community_id:
        return DomainError(_("Please choose another unit of this community."), field="keep")
    for unit in (kept, merged):
        if unit.state is UnitState.MERGED:
            return UNIT_WORKFLOW.refusal(unit)
        if unit.state is UnitState.SUSPENDED:
            return DomainError(_("“%(name)s” is suspended. Please reactivate it first.", name=unit.name), field="keep")
    if merged.is_active and not kept.is_active:
        words = {"name": kept.name, "state": UNIT_WORKFLOW.label(kept.state)}
        return DomainError(_("“%(name)s” is “%(state)s”. Please keep the other record.", **words), field="keep")
    return None


def why_not_undo(merge: UnitMerge) -> Conflict | None:
    """None while it can be undone."""
    kept, merged = merge.kept, merge.merged
    if merge.undone_at is not None or merged.merged_into_id != kept.id:
        return Conflict(_("This merge has been undone, or the unit was merged further."))
    if kept.state is UnitState.MERGED:
        return Conflict(_("“%(name)s” was merged into another unit itself. Please undo that first.", name=kept.name))
    if clock.utc_now() > merge.undoable_until:
        return Conflict(_("A merge can be undone for one day; that is over."))
    if Journal(merge.steps).is_disturbed:
        return Conflict(
            _(
                "What both units had in one meeting or match was put together, and has been changed since: it cannot "
                "be told any more what belongs to which. The merge stays."
            )
        )
    return _why_name_is_taken(merge)


def _why_name_is_taken(merge: UnitMerge) -> Conflict | None:
    owner = KnownUnits.of(merge.community_id).named(merge.merged.name)
    if owner in (None, merge.kept_id):
        return None
    other = db.session.get_one(Partnership, owner)
    return Conflict(_("“%(name)s” has that name by now. The merge stays.", name=other.name))


def _lock_units(*units: Partnership) -> None:
    """Needs, offerings, units, each by number: as matching/capacity.py does. The units are read anew.

    Rows that refer to a unit are still written meanwhile (FOR NO KEY UPDATE): whoever has locked one would otherwise
    wait for us, and we for them. chores.gather_late_rows brings them after.
    """
    ids = [unit.id for unit in units]
    for number, owner in ((Need.id, Need.asking_partnership_id), (Offering.id, Offering.partnership_id)):
        db.session.execute(select(number).where(owner.in_(ids)).order_by(number).with_for_update()).all()
    wanted = select(Partnership).where(Partnership.id.in_(ids)).order_by(Partnership.id)
    statement = wanted.with_for_update(of=Partnership, key_share=True)
    db.session.scalars(statement.execution_options(populate_existing=True)).all()


def _fold(journal: Journal, kept_id: int, merged_id: int) -> dict[str, int]:
    db.session.flush()
    folded = folding.fold_seats(journal, kept_id, merged_id)
    for fold in (
        *(folding.fold_match_partners, folding.fold_invitations, folding.fold_consents),
        folding.end_double_grants,
    ):
        fold(journal, kept_id, merged_id)
    return folded


def move_everything(journal: Journal, merged_id: int, kept_id: int, *, with_rights: bool) -> dict[str, int]:
    """Rows that a constraint allows only once beside one of the kept unit stay where they are.

    `with_rights`: its people act for the kept unit from now on. Returns how many rows of each table moved.
    """
    moved = {}
    for reference in REFERENCES:
        if reference.table_name in RIGHTS and not with_rights:
            continue
        free = and_(reference.names(merged_id), ~reference.is_taken(kept_id, merged_id))
        if number := journal.change_all(reference.table, free, reference.column_name, kept_id):
            moved[reference.table_name] = number
    return moved


def _write_facts(journal: Journal, kept: Partnership, facts: dict[str, Any]) -> None:
    identity: dict[str, Any] = {name: facts[name] for name in IDENTITY_FIELDS if name in facts}
    if any(getattr(kept.unit, name) != value for name, value in identity.items()):
        known = KnownUnits.of(kept.community_id)
        refuse_known_unit(known, facts.get("name", kept.name), facts.get("credit_code", ""), besides=kept.id)
        unit_of_its_own(kept)
        db.session.flush()
        journal.change(METADATA.tables["partner_unit"], kept.unit.id, identity)
    others = {name: value for name, value in facts.items() if name not in IDENTITY_FIELDS}
    journal.change(METADATA.tables["partnership"], kept.id, others)
    db.session.expire(kept.unit)
    db.session.expire(kept)


def _keep_names(journal: Journal, kept: Partnership, names: Collection[str]) -> None:
    """A name that is part of the one chosen, or holds it, is another way to say it; any other one was its name once."""
    aliases = METADATA.tables["unit_alias"]
    journal_names = {plain_unit_name(alias.name) for alias in kept.aliases} | {plain_unit_name(kept.name)}
    for alias in [alias for alias in kept.aliases if alias.name == kept.name]:
        journal.remove(aliases, alias.id)
    for name in names:
        if plain_unit_name(name) not in journal_names:
            kind = AliasKind.SHORT if fuller_name(name, kept.name) else AliasKind.FORMER
            journal.add(aliases, {"partnership_id": kept.id, "name": name, "kind": kind, "since": "", "until": ""})


def _take_along(merge: UnitMerge) -> None:
    """What was made since, of offerings and tasks that went back."""
    kept_id, merged_id = merge.kept_id, merge.merged_id
    offerings = select(Offering.id).where(Offering.partnership_id == merged_id)
    for table, made_at in ((MatchPartner, MatchPartner.since), (NeedInvitation, NeedInvitation.invited_at)):
        theirs = (table.partnership_id == kept_id, table.offering_id.in_(offerings), made_at >= merge.merged_at)
        db.session.execute(update(table).where(*theirs).values(partnership_id=merged_id))
    db.session.execute(
        update(UnitConsent)
        .where(UnitConsent.partnership_id == kept_id, UnitConsent.created_at >= merge.merged_at)
        .where(_is_about_tasks_of(merged_id, kept_id) | _is_about_matches_of(merged_id, kept_id))
        .values(partnership_id=merged_id)
    )


def _is_about_tasks_of(unit_id: int, other_id: int) -> ColumnElement[bool]:
    tasks = select(ActionItem.id).where(ActionItem.responsible_id == unit_id)
    supported = select(ActionSupporter.action_id).where(ActionSupporter.partnership_id == other_id)
    return and_(UnitConsent.action_id.in_(tasks), UnitConsent.action_id.not_in(supported))


def _is_about_matches_of(unit_id: int, other_id: int) -> ColumnElement[bool]:
    own, others = (
        select(MatchPartner.match_id).where(MatchPartner.partnership_id == each) for each in (unit_id, other_id)
    )
    return and_(UnitConsent.match_id.in_(own), UnitConsent.match_id.not_in(others))


def _forget_loaded_rows() -> None:
    """Statements have changed them behind the session's back."""
    db.session.flush()
    db.session.expire_all()
