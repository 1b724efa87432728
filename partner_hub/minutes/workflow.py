from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.errors import Conflict
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.minutes.models import Minutes
from partner_hub.vocabulary.minutes import OPEN_MINUTES_STATES, MinutesState

_STATES = MinutesState
MINUTES_WORKFLOW = Workflow(
    labels={
        _STATES.DRAFTING: _l("being drafted"),
        _STATES.IN_REVIEW: _l("in review"),
        _STATES.SIGNED: _l("signed"),
        _STATES.ARCHIVED: _l("archived"),
    },
    rules={
        (_STATES.DRAFTING, _STATES.IN_REVIEW): Rule("review", Permission.MINUTES_DRAFT),
        (_STATES.IN_REVIEW, _STATES.DRAFTING): Rule("redraft", Permission.MINUTES_DRAFT),
        (_STATES.DRAFTING, _STATES.SIGNED): Rule("sign", Permission.MINUTES_SIGN),
        (_STATES.IN_REVIEW, _STATES.SIGNED): Rule("sign", Permission.MINUTES_SIGN),
        # A correction: the issued version stays, the next one names it.
        (_STATES.SIGNED, _STATES.DRAFTING): Rule("correct", Permission.MINUTES_SIGN, reason=True),
        (_STATES.SIGNED, _STATES.ARCHIVED): Rule("archive", Permission.MINUTES_DRAFT),
    },
)


def require_open(minutes: Minutes) -> None:
    """Raises Conflict for minutes that are signed."""
    if minutes.state not in OPEN_MINUTES_STATES:
        raise Conflict(
            _(
                "These minutes are %(state)s; they can no longer be changed.",
                state=MINUTES_WORKFLOW.label(minutes.state),
            )
        )
