"""Everything that stands between a draft and its signature, at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.errors import SeveralFaults
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.drafting.stored_passages import DraftPassage
from partner_hub.minutes.effects.signing import Fault
from partner_hub.minutes.gate.checks import CHECKS, Candidate
from partner_hub.minutes.models import Minutes
from partner_hub.vocabulary.minutes import CHECKS_AS_ADVICE, CHECKS_BY_EYE, GateCheck

CHECK_LABELS: Mapping[GateCheck, LazyString] = MappingProxyType(
    {
        GateCheck.MEETING: _l("The meeting was held"),
        GateCheck.SEATS: _l("Attendance is recorded"),
        GateCheck.ITEMS: _l("Every item is decided"),
        GateCheck.MATCHES: _l("Every match on the table is decided"),
        GateCheck.PROMISES: _l("It is said what became of earlier promises"),
        GateCheck.TASKS: _l("Every task has unit, date and result"),
        GateCheck.DECISIONS: _l("Every decision about a need can take effect"),
        GateCheck.DRAFT: _l("The text is what the record says"),
        GateCheck.REVIEW: _l("Comments of units are settled"),
        GateCheck.DATE: _l("The day of issue has come"),
        GateCheck.NUMBER: _l("The number is free"),
        GateCheck.GLYPHS: _l("Every character can be printed"),
        GateCheck.RESIDENTS: _l("Nothing leads to a resident"),
        GateCheck.WORDING: _l("It reads like minutes"),
    }
)


@dataclass(frozen=True)
class CheckResult:
    """One line of the list; `open` is what is to be mended, each with its page."""

    check: GateCheck
    open: tuple[Fault, ...]

    @property
    def label(self) -> LazyString:
        return CHECK_LABELS[self.check]

    @property
    def blocks(self) -> bool:
        """Whether it keeps from signing; what a person only has to look at does not."""
        return bool(self.open) and self.check not in CHECKS_BY_EYE | CHECKS_AS_ADVICE


def results_of_gate(
    meeting: Meeting,
    minutes: Minutes | None,
    document: MinutesDocument,
    dated: date | None = None,
    *,
    drafted: tuple[DraftPassage, ...] | None = None,
) -> tuple[CheckResult, ...]:
    """Of every check, passed or not.

    Args:
        dated: the day of issue, when it is not that of the document.
        drafted: the draft, where it was gathered already.
    """
    asked = Candidate(meeting, minutes, document, dated or document.dated, drafted)
    return tuple(CheckResult(check, tuple(find_open(asked))) for check, find_open in CHECKS.items())


def require_open_gate(meeting: Meeting, minutes: Minutes, document: MinutesDocument) -> None:
    """Raises SeveralFaults with everything that keeps from signing, each with the page where it is mended."""
    if faults := list(_blocking_faults(results_of_gate(meeting, minutes, document))):
        raise SeveralFaults(_("The minutes cannot be signed yet:"), faults)


def _blocking_faults(results: tuple[CheckResult, ...]) -> Iterator[Fault]:
    return (fault for result in results if result.blocks for fault in result.open)
