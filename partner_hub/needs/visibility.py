"""Visibility of a need: proposed from its words, decided by a person, and the same for every page and export."""

from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.needs.models import Need
from partner_hub.privacy import Sensitivity, find_sensitive
from partner_hub.vocabulary.need import Visibility

HOUSEHOLD_UNIT = "户"


VISIBILITY_LABELS = {
    Visibility.PUBLIC: _l("Everybody"),
    Visibility.MEMBERS: _l("Member units"),
    Visibility.COMMITTEE: _l("Committee and own grid"),
}
# What is proposed for the committee and the own grid alone; the other circumstances for member units.
_COMMITTEE_ONLY = frozenset({Sensitivity.VIOLENCE, Sensitivity.DEBT, Sensitivity.MINOR})
# Columns that are shown to whoever reads the wording, in the words they were recorded in.
COLUMNS_BESIDE_WORDING = frozenset(
    {"beneficiaries", "beneficiary_count_text", "deadline_text", "category_words", "grid_words"}
)


def visibility_levels_of(actor: Actor) -> tuple[Visibility, ...]:
    """The visibilities readable by role: public for residents, public and members for whoever has a role here."""
    is_insider = actor.operator or bool(actor.roles)
    return (Visibility.PUBLIC, Visibility.MEMBERS) if is_insider else (Visibility.PUBLIC,)


def sensitivities_of_need(need: Need) -> list[Sensitivity]:
    """The sensitive circumstances found in the recorded words of a need, its side columns among them."""
    households = need.beneficiary_count if need.beneficiary_unit == HOUSEHOLD_UNIT else None
    words = (need.name, need.content, *words_beside_wording(need))
    return find_sensitive("\n".join(filter(None, words)), households=households)


def words_beside_wording(need: Need) -> tuple[str, ...]:
    """What was recorded beside the words, and is shown beside the wording to whoever reads that."""
    return (
        need.beneficiaries,
        need.beneficiary_count_text,
        need.deadline_text,
        "" if need.category else need.category_words,
        "" if need.grid else need.grid_words,
    )


def propose_visibility(need: Need) -> Visibility:
    """Violence, debts and children in trouble stay with the committee; illness and few households with member units."""
    found = sensitivities_of_need(need)
    if _COMMITTEE_ONLY.intersection(found):
        return Visibility.COMMITTEE
    return Visibility.MEMBERS if found else Visibility.PUBLIC
