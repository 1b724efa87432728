from flask_babel import lazy_gettext as _l

from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.vocabulary.minutes import MinutesState

S = MinutesState
MINUTES_WORKFLOW = Workflow(
    labels={
        S.DRAFTING: _l("being drafted"),
        S.IN_REVIEW: _l("in review"),
        S.SIGNED: _l("signed"),
        S.ARCHIVED: _l("archived"),
    },
    rules={
        (S.DRAFTING, S.IN_REVIEW): Rule("review", Permission.MINUTES_DRAFT),
        (S.IN_REVIEW, S.DRAFTING): Rule("redraft", Permission.MINUTES_DRAFT),
        (S.DRAFTING, S.SIGNED): Rule("sign", Permission.MINUTES_SIGN),
        (S.IN_REVIEW, S.SIGNED): Rule("sign", Permission.MINUTES_SIGN),
        # A correction: the issued version stays, the next one names it.
        (S.SIGNED, S.DRAFTING): Rule("correct", Permission.MINUTES_SIGN, reason=True),
        (S.SIGNED, S.ARCHIVED): Rule("archive", Permission.MINUTES_DRAFT),
    },
)
