"""Pictures of tasks: shown to those who work on them, and taken away by those who added them."""

from io import BytesIO

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.actions import photographs, queries
from partner_hub.actions.views import redirect_to_action
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission

blueprint = Blueprint(
    "action_photographs",
    __name__,
    url_prefix="/c/<int:community_id>/actions/<int:action_id>/photographs/<int:photograph_id>",
)


@blueprint.get("/")
@requires_permission(Permission.ACTIONS_READ)
def show(action_id: int, photograph_id: int) -> ResponseReturnValue:
    actor = current_actor()
    photograph = photographs.photograph_of(actor, queries.action_of(actor, action_id), photograph_id)
    return _private_picture(photograph.picture, f"{action_id}-{photograph_id}.jpg")


@blueprint.get("/thumbnail")
@requires_permission(Permission.ACTIONS_READ)
def thumbnail(action_id: int, photograph_id: int) -> ResponseReturnValue:
    actor = current_actor()
    photograph = photographs.photograph_of(actor, queries.action_of(actor, action_id), photograph_id)
    return _private_picture(photograph.thumbnail, f"{action_id}-{photograph_id}-small.jpg")


@blueprint.post("/remove")
@requires_permission(Permission.ACTIONS_REPORT)
def remove(action_id: int, photograph_id: int) -> ResponseReturnValue:
    actor = current_actor()
    item = queries.action_of(actor, action_id)
    photographs.remove_photograph(actor, item, photographs.photograph_of(actor, item, photograph_id))
    return redirect_to_action(item, _("The picture has been taken away."))


def _private_picture(data: bytes, name: str) -> Response:
    """Nothing in it may run, and no cache keeps it: computers are shared."""
    response = send_file(BytesIO(data), mimetype="image/jpeg", download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
