"""What undoing does, or has done, to a row, and why a row stays."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.vocabulary.workbook_import import ImportKind

WITHDRAWAL_LABELS: Mapping[ImportKind, LazyString] = {
    ImportKind.UNITS: _l("the unit is recorded as having left"),
    ImportKind.OFFERINGS: _l("the offering is taken off the list"),
    ImportKind.NEEDS: _l("the need is withdrawn"),
}
STEP_LABELS: Mapping[str, LazyString] = {
    "restore": _l("the old values are put back"),
    "nothing": _l("nothing to take back"),
    "let_go": _l("it waits no more"),
    "stay": _l("stays"),
}
# Of what would happen: nothing is done yet, so nothing carries a tick.
STEP_TONES: Mapping[str, str] = {
    "withdraw": "waiting",
    "restore": "waiting",
    "nothing": "waiting",
    "let_go": "soon",
    "stay": "late",
}
REASON_LABELS: Mapping[str, LazyString] = {
    "moved": _l("something was decided on it since: accepted, listed, declined or withdrawn"),
    "edited": _l("it was edited since"),
    "matched": _l("it is part of a match"),
    "on_agenda": _l("it stands on an agenda"),
    "has_offerings": _l("it has offerings"),
    "asks_for_something": _l("it asks for something on the needs list"),
    "has_seat": _l("it has a seat at a meeting"),
    "has_users": _l("it has users or invitations"),
    "has_agreement": _l("it has an agreement"),
    "used": _l("other records refer to it"),
    "gone": _l("the record is not there any more"),
    "earlier_version": _l("it was brought in with an earlier version of Partner Hub"),
    "old_values_gone": _l("the old values are no longer kept"),
    "was_unchanged": _l("the import changed nothing of it"),
    "withdrawn_before": _l("it was withdrawn before, when undoing was broken off"),
    "goes_with_its_record": _l("it went into a record that goes"),
}


def label_of_step(kind: ImportKind, step: str) -> str:
    return str(WITHDRAWAL_LABELS[kind] if step == "withdraw" else STEP_LABELS[step])


def label_of_undone_row(kind: ImportKind, row: Mapping[str, Any]) -> str:
    """Of a reported row what undoing did to it; "" when the import was not undone."""
    step, reason = row.get("undone", ""), row.get("undo_reason", "")
    if not step:
        return ""
    label = label_of_step(kind, step)
    if reason:
        return _("undone: %(step)s (%(reason)s)", step=label, reason=REASON_LABELS[reason])
    return _("undone: %(step)s", step=label)


def sentence_of_undoing(filename: str, stays: int) -> str:
    if not stays:
        return _("The import of “%(file)s” was undone.", file=filename)
    return ngettext(
        "The import was undone as far as nothing was built on it. %(num)s row stays.",
        "The import was undone as far as nothing was built on it. %(num)s rows stay.",
        stays,
    )
