import json

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.queries import current_community
from partner_hub.core import xlsx_export
from partner_hub.core.actor import current_actor
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.data_requests import copies, queries, service, tables, treatments
from partner_hub.data_requests.forms import AnswerForm, SearchForm
from partner_hub.data_requests.person_terms import collect_person_terms
from partner_hub.data_requests.queries import Found
from partner_hub.data_requests.service import Search

blueprint = Blueprint("data_requests", __name__, url_prefix="/c/<int:community_id>/settings/data-requests")
# Where a row is to be looked at: the page, and what its address calls the row.
PAGE_OF_TABLE = {
    "need": ("needs.show", "need_id"),
    "user": ("accounts.person", "user_id"),
    "offering": ("offerings.show", "offering_id"),
    "partnership": ("partners.show", "partnership_id"),
    "import": ("imports.show", "import_id"),
    "match": ("matches.show", "match_id"),
    "unit_consent": ("consents.show", "consent_id"),
    "agenda_proposal": ("meetings.proposal", "proposal_id"),
    "meeting": ("meetings.show", "meeting_id"),
    "action_item": ("actions.show", "action_id"),
    "issued_minutes": ("minutes.show", "issued_id"),
}


@blueprint.route("/", methods=["GET", "POST"])
@requires_permission(Permission.DATA_REQUESTS)
def index() -> ResponseReturnValue:
    form = SearchForm(need_id=request.args.get("need", ""))
    if form.validate_on_submit() and (search := _search_or_none(form)):
        answer = AnswerForm(formdata=None, **{name: form[name].data for name in ("phone", "name", "mail", "code")})
        answer.need_id.data = form.need_id.data
        return _result_page(search, answer, search.proposed)
    return _start_page(form)


@blueprint.post("/copy")
@requires_permission(Permission.DATA_REQUESTS)
def copy() -> ResponseReturnValue:
    form, community = AnswerForm(), current_community()
    is_filled = form.validate_on_submit()
    search = _search_or_none(form)
    if search is None:
        return _start_page(form)
    answer = service.give_copy
    given = form.run(lambda: answer(current_actor(), community, search, reason=form.reason.data or ""))
    if not (is_filled and given):
        return _result_page(search, form, set(form.pick.data or ()))
    if request.form.get("format") == "xlsx":
        return xlsx_export.xlsx_response(_("Copy of personal data"), *copies.copy_as_table(given))
    return _as_json(given)


@blueprint.post("/erase")
@requires_permission(Permission.DATA_REQUESTS)
def erase() -> ResponseReturnValue:
    form, community = AnswerForm(), current_community()
    is_filled = form.validate_on_submit()
    search = _search_or_none(form)
    if search is None:
        return _start_page(form)
    chosen = set(form.pick.data or ())
    reason = form.reason.data or ""
    if is_filled and (
        done := form.run(lambda: service.erase_person(current_actor(), community, search, chosen=chosen, reason=reason))
    ):
        flash(_("Erased in %(number)s places.", number=done.number), "success")
        return redirect(url_for("data_requests.index"))
    return _result_page(search, form, chosen)


def _search_or_none(form: SearchForm) -> Search | None:
    """None when the terms match nobody; the form then shows the reason."""
    community = current_community()
    if any(form[name].errors for name in ("phone", "name", "mail", "code", "need_id")):
        return None
    return form.run(
        lambda: service.search_person(current_actor(), community, collect_person_terms(community, **form.wanted))
    )


def _start_page(form: SearchForm) -> ResponseReturnValue:
    page = page_of(queries.requests_of_community(current_community().id))
    return render_template("data_requests/index.html", form=form, page=page), form.status


def _result_page(search: Search, form: AnswerForm, chosen: set[str]) -> ResponseReturnValue:
    words = {"search": search, "form": form, "chosen": chosen, "link": _link_to_row}
    return render_template(
        "data_requests/found.html", label_of=tables.table_label, treatments=treatments.TREATMENTS, **words
    ), form.status


def _link_to_row(found: Found) -> str:
    if found.table not in PAGE_OF_TABLE:
        return ""
    endpoint, name = PAGE_OF_TABLE[found.table]
    # The endpoint has this one value; types take it for one of url_for's own arguments.
    return url_for(endpoint, **{name: found.id})  # type: ignore[arg-type]


def _as_json(copy: object) -> Response:
    response = Response(json.dumps(copy, ensure_ascii=False, indent=2), mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="copy.json"'
    # No cache on the way may keep it.
    response.headers["Cache-Control"] = "no-store"
    return response
