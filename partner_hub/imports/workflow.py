"""States of an import and the steps between them."""

from flask_babel import lazy_gettext as _l

from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.vocabulary.workbook_import import ImportState

S = ImportState
IMPORT_WORKFLOW = Workflow(
    labels={
        S.UPLOADED: _l("waiting for confirmation"),
        S.PARTLY: _l("brought in, rows wait"),
        S.CONFIRMED: _l("brought in"),
        S.CANCELLED: _l("cancelled"),
    },
    rules={
        (S.UPLOADED, S.CONFIRMED): Rule("confirm", Permission.IMPORT),
        (S.UPLOADED, S.PARTLY): Rule("confirm", Permission.IMPORT),
        (S.PARTLY, S.CONFIRMED): Rule("confirm", Permission.IMPORT),
        (S.UPLOADED, S.CANCELLED): Rule("cancel", Permission.IMPORT),
    },
)
IMPORT_STATE_TONES = {S.UPLOADED: "soon", S.PARTLY: "soon", S.CONFIRMED: "fine", S.CANCELLED: "waiting"}
