"""Pages of the import: upload, layout, preview, report."""

from collections import Counter
from functools import partial
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.category_words import remember_categories
from partner_hub.communities.queries import current_community
from partner_hub.core import xlsx_export
from partner_hub.core.actor import current_actor
from partner_hub.core.db import reading_only
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.imports import following, queries, service, undoing, workflow
from partner_hub.imports.confirmation import confirm_import
from partner_hub.imports.forms import (
    AnswersForm,
    CancelForm,
    NeedsAnswersForm,
    UploadForm,
    answers_form,
    answers_of_form,
    categories_of_form,
)
from partner_hub.imports.layout import service as layout_service
from partner_hub.imports.layout.correction import LayoutCorrection, name_of_table
from partner_hub.imports.layout.forms import ColumnsForm, PlaceForm, TablesForm
from partner_hub.imports.models import Import
from partner_hub.imports.plan import prepare
from partner_hub.imports.preview import messages, report, sentences, undo_sentences
from partner_hub.imports.preview.lines import OPEN_LINES
from partner_hub.imports.preview.page import page_of_report, page_of_rows, preview_of_import
from partner_hub.imports.schema.templates import template_of_kind
from partner_hub.imports.undo_plan import UndoPlan, UndoStep
from partner_hub.needs.finding_labels import FINDING_LABELS
from partner_hub.vocabulary.workbook_import import (
    UNDONE_IMPORT_STATES,
    UNFINISHED_IMPORT_STATES,
    WRITTEN_IMPORT_STATES,
    ImportKind,
    ImportState,
)
from partner_hub.workbooks.xlsx.errors import WorkbookError

blueprint = Blueprint("imports", __name__, url_prefix="/c/<int:community_id>/imports")
# Where the records of each kind are shown: (endpoint, name of the id in its address).
RECORD_PAGES = {
    ImportKind.UNITS: ("partners.show", "partnership_id"),
    ImportKind.OFFERINGS: ("offerings.show", "offering_id"),
    ImportKind.NEEDS: ("needs.show", "need_id"),
}


@blueprint.context_processor
def _template_context() -> dict[str, object]:
    words = {"sentences": sentences, "undo_sentences": undo_sentences, "messages": messages}
    return {**words, "workflow": workflow, "kinds": FINDING_LABELS, "name_of_table": name_of_table}


@blueprint.route("/", methods=["GET", "POST"])
@requires_permission(Permission.IMPORT)
def index() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    form = UploadForm(kind=request.args.get("kind", ImportKind.UNITS))
    if form.validate_on_submit():
        file, kind = form.file.data, ImportKind(form.kind.data)
        upload = partial(
            service.upload_or_go_on, actor, community, kind=kind, data=file.read(), filename=file.filename or ""
        )
        if entry := form.run_in_steps(upload):
            if entry.state == ImportState.PARTLY:
                flash(_("Of this file rows wait already: please answer here."), "success")
            return redirect(url_for("imports.show", import_id=entry.id))
    return render_template("imports/index.html", form=form, page=page_of(queries.listed_imports(actor))), form.status


@blueprint.get("/blank/<any(units, offerings, needs):kind>.xlsx")
@requires_permission(Permission.IMPORT)
def blank(kind: str) -> Response:
    title, headings = template_of_kind(ImportKind(kind))
    return xlsx_export.xlsx_response(title, headings, [])


@blueprint.get("/<int:import_id>")
@requires_permission(Permission.IMPORT)
def show(import_id: int) -> ResponseReturnValue:
    entry = queries.import_of(current_actor(), import_id)
    if entry.state in UNFINISHED_IMPORT_STATES:
        return _preview_page(entry, answers_form(entry))
    if entry.state == ImportState.CANCELLED:
        return render_template("imports/cancelled.html", entry=entry)
    page, group = page_of_report(entry, request.args)
    names = report.row_names_of_report(entry.report)
    shown = {"page": page, "group": group, "names": names, "to_review": following.count_to_review(entry)}
    return render_template("imports/report.html", entry=entry, link=_record_link, **shown)


@blueprint.post("/<int:import_id>")
@requires_permission(Permission.IMPORT)
def answer(import_id: int) -> ResponseReturnValue:
    """Every button of the preview keeps the answers of its page; what else it does is said in `go`."""
    actor, go = current_actor(), request.form.get("go", "")
    entry = queries.import_of(actor, import_id)
    form = answers_form(entry)
    if form.validate_on_submit():
        if isinstance(form, NeedsAnswersForm):
            service.choose_quarter(actor, entry, form.chosen_quarter)
        answers = answers_of_form(request.form)
        remember_categories(actor, entry.community_id, categories_of_form(request.form))
        if go == "accept":
            settled, left = service.accept_proposals(actor, entry, answers=answers)
            flash(sentences.sentence_of_acceptance(settled, left), "success")
        else:
            service.answer_questions(actor, entry, answers=answers)
        if go != "confirm":
            return redirect(url_for("imports.show", import_id=entry.id, **_same_rows(entry, go)))
        if form.run_in_steps(lambda: confirm_import(actor, entry, shown=form.version.data or "")):
            if not entry.waiting:
                flash(sentences.sentence_of_confirmation(0), "success")
            return redirect(url_for("imports.show", import_id=entry.id))
    return _preview_page(entry, form)


@blueprint.post("/<int:import_id>/cancel")
@requires_permission(Permission.IMPORT)
def cancel(import_id: int) -> ResponseReturnValue:
    actor = current_actor()
    entry = queries.import_of(actor, import_id)
    if CancelForm().validate_on_submit():
        service.cancel_import(actor, entry)
        flash(_("Cancelled. Nothing of “%(file)s” was brought in.", file=entry.filename), "success")
    return redirect(url_for("imports.index"))


@blueprint.get("/<int:import_id>/layout")
@requires_permission(Permission.IMPORT)
def layout(import_id: int) -> ResponseReturnValue:
    desk = _layout_desk(import_id)
    return _layout_page(desk, desk.place_form(), desk.columns_form())


@blueprint.post("/<int:import_id>/tables")
@requires_permission(Permission.IMPORT)
def tables(import_id: int) -> ResponseReturnValue:
    desk = _layout_desk(import_id)
    form = desk.tables_form()
    if form.validate_on_submit():
        layout_service.choose_tables(current_actor(), desk.entry, numbers=form.tables.data or ())
        return redirect(url_for("imports.show", import_id=import_id))
    return _layout_page(desk, desk.place_form(formdata=None), desk.columns_form(formdata=None), form)


@blueprint.post("/<int:import_id>/place")
@requires_permission(Permission.IMPORT)
def place(import_id: int) -> ResponseReturnValue:
    desk = _layout_desk(import_id)
    form = desk.place_form()
    if form.validate_on_submit():
        number = layout_service.choose_place(current_actor(), desk.entry, number=desk.number, **form.values)
        return redirect(url_for("imports.layout", import_id=import_id, table=number))
    return _layout_page(desk, form, desk.columns_form(formdata=None))


@blueprint.post("/<int:import_id>/columns")
@requires_permission(Permission.IMPORT)
def columns(import_id: int) -> ResponseReturnValue:
    desk = _layout_desk(import_id)
    form = desk.columns_form()
    if form and form.validate_on_submit():
        layout_service.choose_columns(current_actor(), desk.entry, number=desk.number, columns=form.chosen())
        return redirect(url_for("imports.show", import_id=import_id))
    return _layout_page(desk, desk.place_form(formdata=None), form)


@blueprint.get("/<int:import_id>/report.xlsx")
@requires_permission(Permission.IMPORT)
def download(import_id: int) -> ResponseReturnValue:
    entry = queries.import_of(current_actor(), import_id)
    if entry.state not in (*WRITTEN_IMPORT_STATES, *UNDONE_IMPORT_STATES):
        return redirect(url_for("imports.show", import_id=entry.id))
    title = _("Report on %(file)s", file=entry.filename.rpartition(".")[0] or entry.filename)
    return xlsx_export.xlsx_response(title, report.headings_of_report(), report.rows_of_report(entry))


def _same_rows(entry: Import, go: str) -> dict[str, Any]:
    """The filter of the page, while there is something to answer, and the page that a button leads to."""
    if entry.state not in UNFINISHED_IMPORT_STATES:
        return {}
    return {"show": request.args.get("show"), "page": go if go.isdecimal() else None}


@blueprint.route("/<int:import_id>/undo", methods=["GET", "POST"])
@requires_permission(Permission.IMPORT)
def undo(import_id: int) -> ResponseReturnValue:
    actor = current_actor()
    entry = queries.written_import(actor, import_id)
    form = CancelForm()
    if form.validate_on_submit():
        stays = undoing.undo_import(actor, entry)
        flash(undo_sentences.sentence_of_undoing(entry.filename, stays), "success")
        return redirect(url_for("imports.show", import_id=entry.id))
    # What stays is what a person wants to see first.
    lines = sorted(UndoPlan(entry).lines(), key=lambda line: (line.step != UndoStep.STAY, line.excel_row))
    page = page_of_rows(lines, request.args)
    steps = Counter(line.step for line in lines)
    shown = {"page": page, "steps": steps, "takes_back": steps.keys() - {UndoStep.STAY}, "link": _record_link}
    names = report.row_names_of_report(entry.report)
    return render_template("imports/undo.html", entry=entry, form=form, names=names, **shown)


def _preview_page(entry: Import, form: AnswersForm) -> ResponseReturnValue:
    try:
        with reading_only():
            prepared = prepare.prepare_plan(entry)
    except WorkbookError:
        return redirect(url_for("imports.layout", import_id=entry.id))
    # Once the others are brought in, the rows that wait are what there is to see.
    wishes = {"show": OPEN_LINES} | request.args if entry.state == ImportState.PARTLY else request.args
    form.version.data = prepared.digest
    preview = preview_of_import(entry, prepared, wishes)
    to_review = following.count_to_review(entry)
    return render_template(
        "imports/preview.html", entry=entry, form=form, preview=preview, to_review=to_review
    ), form.status


def _layout_desk(import_id: int) -> LayoutCorrection:
    """Of the table that the address names by its number, or else of the first that is read."""
    return LayoutCorrection.of(queries.unconfirmed_import(current_actor(), import_id), request.args.get("table", ""))


def _layout_page(
    desk: LayoutCorrection, place: PlaceForm, form: ColumnsForm | None, tables: TablesForm | None = None
) -> ResponseReturnValue:
    chosen = tables or desk.tables_form(formdata=None)
    status = max(place.status, chosen.status, form.status if form else 0)
    page = render_template("imports/layout.html", entry=desk.entry, desk=desk, place=place, form=form, tables=chosen)
    return page, status


def _record_link(entry: Import, record_id: int) -> str:
    endpoint, name = RECORD_PAGES[entry.kind]
    # The endpoint has this one value; types take it for one of url_for's own arguments.
    return url_for(endpoint, **{name: record_id})  # type: ignore[arg-type]
