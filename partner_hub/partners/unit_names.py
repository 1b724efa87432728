"""What a unit is called beside its name. A former name is dropped only by somebody who says so."""

from collections.abc import Sequence

from partner_hub.core.actor import Actor
from partner_hub.core.events import record_event
from partner_hub.partners.models import Partnership, UnitAlias
from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.vocabulary.unit import UNIT_STATES_UNDER_REVIEW, AliasKind
from partner_hub.workbooks.values.former_names import FormerName, read_former_name


def write_short_names(partnership: Partnership, names: Sequence[str]) -> bool:
    """Exactly these, each once; those that stay keep their row, and former names stay whatever is said here."""
    known = {alias.name: alias for alias in partnership.aliases}
    former = {alias.name for alias in partnership.former_names}
    wanted = [name for name in dict.fromkeys(names) if name and name not in {partnership.unit.name, *former}]
    if set(wanted) == set(partnership.short_names):
        return False
    partnership.aliases = [
        *partnership.former_names, *(known.get(name) or UnitAlias(name=name) for name in wanted)
    ]  # fmt: skip
    return True


def learn_names(partnership: Partnership, names: Sequence[str]) -> bool:
    """Add what an answer at an import has taught."""
    known = {plain_unit_name(name) for name in (partnership.name, *(alias.name for alias in partnership.aliases))}
    fresh = [name for name in dict.fromkeys(names) if plain_unit_name(name) not in known]
    partnership.aliases.extend(UnitAlias(name=name, kind=AliasKind.LEARNED) for name in fresh)
    return bool(fresh)


def add_former_names(partnership: Partnership, written: Sequence[str]) -> bool:
    """`written` as a workbook has them, with their days; a name that is known as a short one becomes a former one."""
    known = {(each.name, each.since, each.until) for each in partnership.former_names}
    found = [read_former_name(each) for each in written]
    fresh = [each for each in found if (each.name, each.since, each.until) not in known]
    for each in fresh:
        _keep_as_former(partnership, each)
    return bool(fresh)


def forget_former_names(partnership: Partnership, names: Sequence[str]) -> bool:
    kept = [alias for alias in partnership.aliases if alias.kind is not AliasKind.FORMER or alias.name not in names]
    is_changed = len(kept) < len(partnership.aliases)
    partnership.aliases = kept
    return is_changed


def keep_old_name(actor: Actor, partnership: Partnership, *, old: str, until: str) -> None:
    """The unit has a new name since `until`: the old one stays as a former name, the new one is an alias no more.

    Not the name that somebody registered and mended before the unit was ever on the list.
    """
    was_listed = partnership.state not in UNIT_STATES_UNDER_REVIEW or partnership.checked_on is not None
    new = partnership.unit.name
    partnership.aliases = [alias for alias in partnership.aliases if alias.name != new]
    if not was_listed or plain_unit_name(old) == plain_unit_name(new):
        return
    since = max((alias.until for alias in partnership.former_names), default="")
    _keep_as_former(partnership, FormerName(old, since if since <= until else "", until))
    record_event(actor, partnership, "rename", details={"from": old, "to": new, "until": until})


def _keep_as_former(partnership: Partnership, former: FormerName) -> None:
    """Days that are known already stay where `former` does not know them."""
    alias = next((each for each in partnership.aliases if each.name == former.name), None)
    if alias is None:
        alias = UnitAlias(name=former.name)
        partnership.aliases.append(alias)
    alias.kind = AliasKind.FORMER
    alias.since, alias.until = former.since or alias.since or "", former.until or alias.until or ""
