"""The pages without sign-in, under /p/COMMUNITY; there are none where the community has closed them.

A code is never part of a URL: it is carried from one page to the next in the visitor's session, for a while.
"""

from datetime import timedelta

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.public_rate_limit import open_community
from partner_hub.communities.queries import current_community
from partner_hub.core import clock
from partner_hub.core.absolute_urls import absolute_url
from partner_hub.core.client_network import visitors_network
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import public_view
from partner_hub.core.quarters import parse_quarter, quarter_code
from partner_hub.core.row_numbers import row_number
from partner_hub.needs import quarter_lists, resident_submissions
from partner_hub.needs.end_answers import answer_end_by_code, why_not_answer_end
from partner_hub.needs.end_queries import answer_of_need, end_of_need
from partner_hub.needs.models import Need
from partner_hub.needs.workflow import SETTLED_ANSWER_LABELS
from partner_hub.offerings.availability import remaining_capacity
from partner_hub.public import queries, service
from partner_hub.public.forms import CodeForm, NeedForm, ResidentAnswerForm
from partner_hub.public.submission_status import (
    SUBMISSION_STAGE_LABELS,
    SUBMISSION_STAGE_SENTENCES,
    SUBMISSION_STAGE_TONES,
    submission_statuses,
)

blueprint = Blueprint("public", __name__, url_prefix="/p/<int:community_id>")
# How long a page that belongs to a code can be read again: long enough to change the size of the letters.
CODE_PAGE_LIFETIME = timedelta(minutes=10)
SESSION_NOTES = ("sent", "looked_up")
MAX_NEWEST_NEEDS = 6


@blueprint.url_value_preprocessor
def _open_public_community(_endpoint: str | None, values: dict[str, object] | None) -> None:
    """Raises NotFound where there is no such community, or none that is open to everybody.

    What was noted for a while is forgotten when that is over: the next person may sit at the same screen.
    """
    number = (values or {}).pop("community_id", 0)
    g.community = open_community(int(str(number)))
    for name in SESSION_NOTES:
        if name in session and session[name][-1] <= clock.utc_now().timestamp():
            del session[name]


@blueprint.get("/")
@public_view
def community() -> ResponseReturnValue:
    here = current_community()
    version = quarter_lists.newest_version(here.id)
    rows = quarter_lists.readable_rows(None, version) if version else []
    found = submission_statuses([row.need_id for row in rows])
    return render_template(
        "public/community.html",
        version=version,
        rows=rows[:MAX_NEWEST_NEEDS],
        number=len(rows),
        standings=found,
        tally=queries.need_counts_by_stage(found.values()),
        categories=queries.offerings_by_category(here.id),
        labels=SUBMISSION_STAGE_LABELS,
        tones=SUBMISSION_STAGE_TONES,
    )


@blueprint.get("/offerings")
@public_view
def offerings() -> ResponseReturnValue:
    here, wishes = current_community(), request.args
    page = page_of(queries.public_offerings(here.id, category=wishes.get("category", ""), words=wishes.get("q", "")))
    return render_template(
        "public/offerings.html",
        page=page,
        covered=queries.masked_offering_words,
        capacity=queries.masked_capacity_words,
        left=remaining_capacity([each.id for each in page.rows]),
        categories=[(number, name) for number, name, _count in queries.offerings_by_category(here.id) if number],
    )


@blueprint.get("/needs")
@public_view
def needs() -> ResponseReturnValue:
    """The newest version of a quarter's list, with how far each of its needs has come today."""
    here = current_community()
    version = quarter_lists.newest_version(here.id, parse_quarter(request.args.get("quarter", "")))
    rows = quarter_lists.readable_rows(None, version) if version else []
    return render_template(
        "public/needs.html",
        version=version,
        rows=rows,
        changes=quarter_lists.readable_changes(None, version) if version else None,
        standings=submission_statuses([row.need_id for row in rows]),
        quarters=[(quarter_code(each), each) for each in quarter_lists.published_quarters(here.id)],
        labels=SUBMISSION_STAGE_LABELS,
        tones=SUBMISSION_STAGE_TONES,
    )


@blueprint.route("/needs/new", methods=["GET", "POST"])
@public_view
def new_need() -> ResponseReturnValue:
    form = NeedForm(grid_id=request.args.get("grid", type=row_number))
    if form.validate_on_submit():
        if form.is_from_a_machine:
            form.complain("", _("This could not be taken. Please send it once more, or call the community."))
        elif code := _submit_need_form(form):
            session["sent"] = _session_note(code)
            return redirect(url_for("public.sent"))
    days = current_app.extensions["settings"].keep_reporters_days
    return render_template("public/new_need.html", form=form, kept_days=days), form.status


@blueprint.get("/needs/sent")
@public_view
def sent() -> ResponseReturnValue:
    """The code, right after the need was sent; it can be read nowhere else."""
    code = _noted_in_session("sent")
    if not code:
        flash(_("A code is shown only right after a need was sent."), "error")
        return redirect(url_for("public.community"))
    look_up = absolute_url("public.look_up", community_id=current_community().id)
    return render_template("public/sent.html", code=code, look_up_address=look_up)


@blueprint.post("/needs/sent")
@public_view
def forget() -> ResponseReturnValue:
    """Whoever has noted the code leaves none behind on a shared screen."""
    session.pop("sent", None)
    return redirect(url_for("public.community"))


@blueprint.route("/look-up", methods=["GET", "POST"])
@public_view
def look_up() -> ResponseReturnValue:
    form, here = CodeForm(), current_community()
    if form.validate_on_submit() and form.run(lambda: service.count_code_lookup(here, visitors_network())):
        need = form.run(lambda: service.need_of_lookup_code(here, form.code.data or ""))
        if need:
            session["looked_up"] = _session_note(need.code_hash or "")
            return redirect(url_for("public.standing"))
    return render_template("public/look_up.html", form=form), form.status


@blueprint.get("/look-up/state")
@public_view
def standing() -> ResponseReturnValue:
    need = _looked_up_need()
    return _page_of_standing(need, ResidentAnswerForm()) if need else redirect(url_for("public.look_up"))


@blueprint.post("/look-up/state")
@public_view
def answer() -> ResponseReturnValue:
    """Whoever asked says whether it is settled."""
    here, need, form = current_community(), _looked_up_need(), ResidentAnswerForm()
    if need is None:
        flash(_("Please type your code once more: the page was open for too long."), "error")
        return redirect(url_for("public.look_up"))
    if form.validate_on_submit() and form.run(lambda: service.count_answer_to_end(here, visitors_network())):
        words = form.words.data or ""
        if form.run(lambda: answer_end_by_code(need, form.chosen_answer, words)):
            session["looked_up"] = _session_note(need.code_hash or "")
            flash(_("Thank you. The community reads what you say."), "success")
            return redirect(url_for("public.standing"))
    return _page_of_standing(need, form)


def _looked_up_need() -> Need | None:
    code_hash = _noted_in_session("looked_up")
    return resident_submissions.need_with_code(current_community(), code_hash) if code_hash else None


def _page_of_standing(need: Need, form: ResidentAnswerForm) -> tuple[str, int]:
    page = render_template(
        "public/standing.html",
        found=submission_statuses([need.id])[need.id],
        raised_on=need.raised_on,
        form=form if why_not_answer_end(need, end_of_need(need)) is None else None,
        answered=answer_of_need(need),
        answers=SETTLED_ANSWER_LABELS,
        labels=SUBMISSION_STAGE_LABELS,
        sentences=SUBMISSION_STAGE_SENTENCES,
        tones=SUBMISSION_STAGE_TONES,
    )
    return page, form.status


def _submit_need_form(form: NeedForm) -> str | None:
    here = current_community()
    if not form.run(lambda: service.count_sent_need(here, visitors_network())):
        return None
    return form.run(lambda: service.submit_resident_need(here, form.submission, key=form.key.data or ""))


def _session_note(text: str) -> list[object]:
    """For the session: what, of which community, until when."""
    return [current_community().id, text, (clock.utc_now() + CODE_PAGE_LIFETIME).timestamp()]


def _noted_in_session(name: str) -> str:
    community_id, text, _until = session.get(name) or (0, "", 0)
    return text if community_id == current_community().id else ""
