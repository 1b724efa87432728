from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from partner_hub.core.permissions import Permission, requires

blueprint = Blueprint("desk", __name__, url_prefix="/c/<int:community_id>")


@blueprint.get("/")
@requires(Permission.HOME)
def home() -> ResponseReturnValue:
    return render_template("desk/home.html")
