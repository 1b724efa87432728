"""Views of published lists for people with a role here: every version, and a preview of the next one.

Residents read the newest version on the pages without sign-in (public/).
"""

from collections.abc import Iterator
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.quarter_queries import present_quarter, running_quarter
from partner_hub.communities.queries import current_community
from partner_hub.core import clock, xlsx_export
from partner_hub.core.actor import current_actor
from partner_hub.core.forms import Form
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import Quarter, parse_quarter, quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.needs import quarter_lists, queries
from partner_hub.needs.quarter_lists import ListRow

blueprint = Blueprint("needs_lists", __name__, url_prefix="/c/<int:community_id>/needs/lists")


@blueprint.get("/")
@requires_permission(Permission.NEEDS_READ)
def index() -> ResponseReturnValue:
    return _page_of_quarter_lists(Form(), _quarter_from_url())


@blueprint.post("/")
@requires_permission(Permission.NEEDS_TRIAGE)
def publish() -> ResponseReturnValue:
    form, quarter = Form(), _quarter_from_url()
    version = None
    if form.validate_on_submit():
        version = form.run(lambda: quarter_lists.publish_list(current_actor(), current_community(), quarter))
    if version is None:
        return _page_of_quarter_lists(form, quarter)
    flash(_("Version %(number)s of the list is published.", number=version.number), "success")
    return redirect(url_for("needs_lists.show", list_id=version.id))


@blueprint.get("/<int:list_id>")
@requires_permission(Permission.NEEDS_READ)
def show(list_id: int) -> ResponseReturnValue:
    version = quarter_lists.list_version_of(current_community().id, list_id)
    return render_template(
        "needs/lists/show.html",
        version=version,
        rows=quarter_lists.readable_rows(current_actor(), version),
        changes=quarter_lists.readable_changes(current_actor(), version),
    )


@blueprint.get("/<int:list_id>/export.xlsx")
@requires_permission(Permission.EXPORT)
def export(list_id: int) -> ResponseReturnValue:
    community = current_community()
    version = quarter_lists.list_version_of(community.id, list_id)
    headings = [
        _("No."), _("Need"), _("What is needed"), _("Category"), _("Grid"), _("Whom it helps"), _("How many"),
        _("Urgency"), _("Wanted by"),
    ]  # fmt: skip
    title = f"{community.needs_title} {quarter_name(version.year, version.quarter)}"
    return xlsx_export.xlsx_response(
        title, headings, _export_lines_of_list(quarter_lists.readable_rows(current_actor(), version))
    )


def _export_lines_of_list(rows: list[ListRow]) -> Iterator[list[xlsx_export.Value]]:
    for number, row in enumerate(rows, start=1):
        yield [
            number, row.name, row.text, row.category, row.grid, row.beneficiaries, row.number, row.urgency,
            row.wanted_by,
        ]  # fmt: skip


def _page_of_quarter_lists(form: Form, quarter: Quarter) -> ResponseReturnValue:
    """What has been published; staff see below it what would be published next."""
    actor, community = current_actor(), current_community()
    draft = changes = last = None
    if actor.may(Permission.NEEDS_TRIAGE):
        draft, last = quarter_lists.draft_list(community, quarter), quarter_lists.newest_version(community.id, quarter)
        changes = quarter_lists.changes_between(draft.rows, quarter_lists.frozen_rows(last) if last else None)
    known = {
        *queries.quarters_with_needs(actor),
        *queries.quarters_to_list_on(current_community().id, clock.local_today()),
        quarter,
    }
    body = render_template(
        "needs/lists/index.html",
        form=form,
        page=page_of(quarter_lists.list_versions(community.id)),
        draft=draft,
        is_closed=running_quarter(community.id, quarter) != quarter,
        last=last,
        changes=changes,
        quarter=quarter,
        quarters=[(quarter_code(each), quarter_name(*each)) for each in sorted(known, reverse=True)],
        code=quarter_code(quarter),
    )
    return body, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


def _quarter_from_url() -> Quarter:
    """The quarter that the address names, or the present one; the next open one when that is closed."""
    return parse_quarter(request.args.get("quarter", "")) or present_quarter(current_community().id)
