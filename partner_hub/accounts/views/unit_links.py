"""Links of the units' open invitations: as a table to copy, as a workbook, and as slips to print with their codes."""

from io import BytesIO

import segno
from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.accounts import queries
from partner_hub.accounts.invitations import link_of_unit_invitation
from partner_hub.accounts.models import Invitation
from partner_hub.accounts.roles import ROLE_LABELS
from partner_hub.accounts.views.blueprint import blueprint
from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.template_filters import format_moment
from partner_hub.core.xlsx_export import xlsx_response


@blueprint.get("/c/<int:community_id>/people/unit-links")
@requires_permission(Permission.UNIT_USERS)
def unit_links() -> ResponseReturnValue:
    rows = _invitations_with_links()
    table = "\n".join(f"{unit_of_place(invitation)}\t{invitation.name}\t{link}" for invitation, link in rows)
    return render_template("accounts/unit_links.html", rows=rows, table=table)


@blueprint.get("/c/<int:community_id>/people/unit-links/slips")
@requires_permission(Permission.UNIT_USERS)
def unit_link_slips() -> ResponseReturnValue:
    """One slip for each unit, to print and cut."""
    return render_template("accounts/unit_link_slips.html", rows=_invitations_with_links())


@blueprint.get("/c/<int:community_id>/people/unit-links.xlsx")
@requires_permission(Permission.UNIT_USERS)
def export_unit_links() -> ResponseReturnValue:
    headings = [_("Unit"), _("Full name"), _("Role"), _("E-mail"), _("Phone number"), _("Valid until"), _("Link")]
    rows = [
        [
            unit_of_place(each), each.name, str(ROLE_LABELS[each.role]), each.email, each.phone,
            format_moment(each.expires_at), link,
        ]
        for each, link in _invitations_with_links()
    ]  # fmt: skip
    return xlsx_response(_("Invitations of units"), headings, rows)


@blueprint.get("/c/<int:community_id>/people/invitations/<int:invitation_id>/code.svg")
@requires_permission(Permission.UNIT_USERS)
def unit_link_code(invitation_id: int) -> ResponseReturnValue:
    """The link as a QR code, for a slip. Raises NotFound for one that cannot be named again."""
    link = link_of_unit_invitation(queries.invitation_of(current_actor(), invitation_id))
    if not link:
        raise NotFound
    drawn = BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="svg", border=2, scale=4)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@blueprint.app_template_filter("unit_of_place")
def unit_of_place(invitation: Invitation) -> str:
    """The unit's name, without the community's."""
    return invitation.place.partition(" · ")[0]


def _invitations_with_links() -> list[tuple[Invitation, str]]:
    """Those that are still good, by unit; the link is "" where it must be made anew."""
    good = [each for each in queries.open_invitations(current_actor()) if each.partnership_id and not each.has_expired]
    return [(each, link_of_unit_invitation(each)) for each in sorted(good, key=lambda each: (each.place, each.id))]
