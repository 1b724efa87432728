"""Printable poster with a QR code of the form for needs, for the community or for one grid."""

from io import BytesIO

import segno
from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from partner_hub.communities.models import GridCell
from partner_hub.communities.queries import current_community
from partner_hub.core.absolute_urls import absolute_url
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.needs import queries

blueprint = Blueprint("posters", __name__, url_prefix="/c/<int:community_id>/poster")
# Residents read it, whatever language its printer has chosen.
POSTER_LANGUAGE = "zh_Hans_CN"
# A quarter of the code may be torn or wet.
ERROR_CORRECTION = "q"


@blueprint.get("")
@requires_permission(Permission.NEEDS_TRIAGE)
def show() -> ResponseReturnValue:
    grids, grid = queries.grid_cells(current_community().id), _grid_from_url()
    with force_locale(POSTER_LANGUAGE):
        sheet = render_template("public/poster_sheet.html", grid=grid, address=_need_form_url(grid))
    return render_template("public/poster.html", sheet=sheet, grids=grids, grid=grid)


@blueprint.get("/code.svg")
@requires_permission(Permission.NEEDS_TRIAGE)
def code() -> ResponseReturnValue:
    drawn = BytesIO()
    segno.make(_need_form_url(_grid_from_url()), error=ERROR_CORRECTION, micro=False).save(
        drawn, kind="svg", border=4, scale=8
    )
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


def _grid_from_url() -> GridCell | None:
    """The grid that the address names; raises NotFound for one that is not the community's."""
    if not (wanted := request.args.get("grid", "")):
        return None
    found = [grid for grid in queries.grid_cells(current_community().id) if str(grid.id) == wanted]
    if not found:
        raise NotFound
    return found[0]


def _need_form_url(grid: GridCell | None) -> str:
    more = {"grid": grid.id} if grid else {}
    return absolute_url("public.new_need", community_id=current_community().id, **more)
