"""Reasons and exclusions of a pair in the reader's language."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.matching.scoring import Exclusion, Reason, ReasonKind

REASON_LABELS: dict[ReasonKind, LazyString] = {
    ReasonKind.HELP: _l("same kind of help"),
    ReasonKind.MEANING: _l("close in meaning"),
    ReasonKind.WORDS: _l("words in common"),
    ReasonKind.CATEGORY: _l("same field"),
    ReasonKind.AUDIENCE: _l("for the same people"),
}
EXCLUSION_LABELS: dict[Exclusion, LazyString] = {
    Exclusion.OUT_OF_DATE: _l("Out of date"),
    Exclusion.NOT_BEGUN: _l("Not to be had yet"),
    Exclusion.WRONG_AGE: _l("For another age"),
    Exclusion.FULL: _l("Full"),
    Exclusion.DISMISSED: _l("Put aside before"),
    Exclusion.CLOSED: _l("The unit may start nothing new now"),
    Exclusion.OWN: _l("The unit asks for this itself"),
}


def label_of_channel(name: str) -> str:
    return str(REASON_LABELS[ReasonKind(name)])


def sentence_of_reasons(reasons: Iterable[Reason]) -> str:
    """For instance: same kind of help: 家庭护理; for the same people: 老年人; words in common: 换尿管、上门."""
    return _("; ").join(
        _("%(what)s: %(words)s", what=REASON_LABELS[each.kind], words="、".join(each.words)) for each in reasons
    )


def reasons_to_json(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """As a plan keeps them, and as the command line gives them out."""
    return [{"kind": each.kind.value, "words": list(each.words), "points": each.points} for each in reasons]


def reasons_from_json(rows: Iterable[dict[str, object]]) -> list[Reason]:
    """Back from `reasons_to_json`; what another version has written and this one does not know is left out."""
    known = [row for row in rows if row.get("kind") in set(ReasonKind)]
    return [Reason(ReasonKind(str(row["kind"])), tuple(map(str, _list_or_empty(row["words"]))), 0.0) for row in known]


def _list_or_empty(value: object) -> list[object]:
    return value if isinstance(value, list) else []
