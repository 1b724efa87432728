from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from partner_hub.core.errors import Conflict
from partner_hub.core.forms import FILL_IN, Form
from partner_hub.partners.joined_on import format_joined_on
from partner_hub.partners.models import Partnership
from partner_hub.unit_merges.queries import better_name, better_record

OURS, THEIRS, BOTH = "ours", "theirs", "both"
FACTS: Final = (
    *("name", "credit_code", "kind", "address", "party_organisation", "party_leader", "contact", "phones"),
    *("joined", "remark"),
)
CHOSEN: Final = InputRequired(FILL_IN)
JOINABLE: Final = frozenset({"phones", "remark"})


class MergeForm(Form):
    """Two records of one unit: which one is kept, and which words where both say something else.

    A fact that only one of them has, or both alike, is no question. `seen`: the versions of both that the page showed.
    """

    keep = RadioField(_l("Which record is kept? Links to the other one lead there."), validators=[CHOSEN])
    name = RadioField(_l("Name"), validators=[CHOSEN])
    credit_code = RadioField(_l("Unified social credit code"), validators=[CHOSEN])
    kind = RadioField(_l("Kind"), validators=[CHOSEN])
    address = RadioField(_l("Address"), validators=[CHOSEN])
    party_organisation = RadioField(_l("Party organisation"), validators=[CHOSEN])
    party_leader = RadioField(_l("Leader"), validators=[CHOSEN])
    contact = RadioField(_l("Liaison"), validators=[CHOSEN])
    phones = RadioField(_l("Telephone numbers"), validators=[CHOSEN])
    joined = RadioField(_l("Partner since"), validators=[CHOSEN])
    remark = RadioField(_l("Notes of the committee"), validators=[CHOSEN])
    seen = HiddenField()

    def __init__(self, ours: Partnership, theirs: Partnership, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ours, self.theirs = ours, theirs
        self.keep.choices = [(str(unit.id), f"{unit.name}（{unit.id}）") for unit in (ours, theirs)]
        self._propose("keep", str(better_record(ours, theirs).id))
        for name in FACTS:
            if self._is_question(name):
                self[name].choices = self._choices_for(name)
                self._propose(name, self._proposal_for(name))
            else:
                del self[name]
        if not self.is_submitted():
            self.seen.data = self._versions()

    @property
    def questions(self) -> list[Any]:
        return [self[name] for name in FACTS if name in self]

    @property
    def kept_and_merged(self) -> tuple[Partnership, Partnership]:
        is_ours = self.keep.data == str(self.ours.id)
        return (self.ours, self.theirs) if is_ours else (self.theirs, self.ours)

    @property
    def chosen_facts(self) -> dict[str, Any]:
        return {name: self._chosen(name) for name in FACTS}

    @property
    def are_two_entities(self) -> bool:
        """Whether both have a valid credit code, and not the same."""
        return "credit_code" in self and self.ours.unit.credit_code_valid and self.theirs.unit.credit_code_valid

    def check_versions(self) -> None:
        """Raises Conflict when one of the units was saved since the page was opened."""
        if self.seen.data != self._versions():
            self.seen.data = self._versions()
            self.seen.raw_data = [self.seen.data]
            raise Conflict(_("Somebody saved one of the two units meanwhile. Please look at both again."))

    def _versions(self) -> str:
        return f"{self.ours.version}-{self.theirs.version}"

    def _propose(self, name: str, value: str) -> None:
        if not self.is_submitted():
            self[name].data = value

    def _is_question(self, name: str) -> bool:
        values = [fact_of(unit, name) for unit in (self.ours, self.theirs)]
        return all(values) and values[0] != values[1]

    def _choices_for(self, name: str) -> list[tuple[str, str]]:
        pairs = ((OURS, self.ours), (THEIRS, self.theirs))
        both = [(BOTH, _("Both"))] if name in JOINABLE else []
        return [*((code, _shown(name, fact_of(unit, name))) for code, unit in pairs), *both]

    def _proposal_for(self, name: str) -> str:
        if name in JOINABLE:
            return BOTH
        if name == "joined":
            return OURS if self.ours.joined <= self.theirs.joined else THEIRS
        if name == "credit_code" and self.ours.unit.credit_code_valid != self.theirs.unit.credit_code_valid:
            return OURS if self.ours.unit.credit_code_valid else THEIRS
        chosen = better_name(self.ours, self.theirs) if name == "name" else better_record(self.ours, self.theirs)
        return OURS if chosen is self.ours else THEIRS

    def _chosen(self, name: str) -> Any:
        ours, theirs = fact_of(self.ours, name), fact_of(self.theirs, name)
        if name not in self:
            return ours or theirs
        if self[name].data == BOTH:
            return list(dict.fromkeys([*ours, *theirs])) if name == "phones" else f"{ours}\n{theirs}"
        return ours if self[name].data == OURS else theirs


def fact_of(unit: Partnership, name: str) -> Any:
    return getattr(unit, name)


def _shown(name: str, value: Any) -> str:
    if name == "joined":
        return format_joined_on(value)
    return " / ".join(value) if isinstance(value, list) else str(value)
