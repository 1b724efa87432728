"""States of an import and the steps between them."""

from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.imports.models import Import
from partner_hub.vocabulary.workbook_import import UNFINISHED_IMPORT_STATES, ImportState

S = ImportState
IMPORT_WORKFLOW = Workflow(
    labels={
        S.UPLOADED: _l("waiting for confirmation"),
        S.PARTLY: _l("brought in, rows wait"),
        S.CONFIRMED: _l("brought in"),
        S.CANCELLED: _l("cancelled"),
        S.PARTLY_UNDONE: _l("undone, rows stay"),
        S.UNDONE: _l("undone"),
    },
    rules={
        (S.UPLOADED, S.CONFIRMED): Rule("confirm", Permission.IMPORT),
        (S.UPLOADED, S.PARTLY): Rule("confirm", Permission.IMPORT),
        (S.PARTLY, S.CONFIRMED): Rule("confirm", Permission.IMPORT),
        **{
            (start, end): Rule("undo", Permission.IMPORT)
            for start in (S.PARTLY, S.CONFIRMED)
            for end in (S.UNDONE, S.PARTLY_UNDONE)
        },
        (S.UPLOADED, S.CANCELLED): Rule("cancel", Permission.IMPORT),
    },
)
IMPORT_STATE_TONES = {
    S.UPLOADED: "soon",
    S.PARTLY: "soon",
    S.CONFIRMED: "fine",
    S.CANCELLED: "waiting",
    S.PARTLY_UNDONE: "soon",
    S.UNDONE: "waiting",
}


def require_unfinished(actor: Actor, entry: Import) -> None:
    """Raises NotAllowed without Permission.IMPORT, Conflict when the import is confirmed or cancelled."""
    actor.require(Permission.IMPORT)
    if entry.state not in UNFINISHED_IMPORT_STATES:
        raise IMPORT_WORKFLOW.refusal(entry)
