from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.meetings import queries
from partner_hub.meetings.agenda_omissions import removal_sentence, source_of_line
from partner_hub.meetings.record_choices import MeetingChoices
from partner_hub.meetings.record_forms import AnyLineForm
from partner_hub.meetings.record_lines import matches
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.meetings.views.item_page import item_page
from partner_hub.meetings.views.line_kinds import LINE_KINDS, LineKind
from partner_hub.meetings.views.line_sections import key_of_pending

# Written out, so that the address itself refuses other words.
LINE_KIND_RULE = "any(follow_up, match, discussion, decision, action, deferral)"


@blueprint.post(f"/items/<int:item_id>/<{LINE_KIND_RULE}:kind>")
@requires_permission(Permission.MEETINGS_RECORD)
def add_line(item_id: int, kind: str) -> ResponseReturnValue:
    """Write down one line and come back to the same form for the next one."""
    actor = current_actor()
    item = queries.item_record(actor, item_id)
    about, form = LINE_KINDS[kind], _line_form(LINE_KINDS[kind])

    def add() -> object:
        table = MeetingChoices(item.meeting)
        line = about.commands.add(actor, about.owner(item), form.read(table))
        table.remember_answers(actor)
        return line

    if form.validate_on_submit() and form.run(add):
        return redirect(url_for("meetings.item", item_id=item.id, at=kind))
    return item_page(item, sent=form, kind=kind), form.status


@blueprint.route(f"/items/<int:item_id>/<{LINE_KIND_RULE}:kind>/<int:line_id>", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
def edit_line(item_id: int, kind: str, line_id: int) -> ResponseReturnValue:
    actor = current_actor()
    item = queries.item_record(actor, item_id)
    about = LINE_KINDS[kind]
    line = about.line(item, line_id)
    form, table = about.form(record=line), MeetingChoices(item.meeting)

    def save() -> object:
        form.check_version()
        changed = about.commands.change(actor, about.owner(item), line, form.read(table))
        table.remember_answers(actor)
        return changed

    if form.validate_on_submit() and form.run(save):
        flash(_("Saved."), "success")
        return redirect(url_for("meetings.item", item_id=item.id, at=kind))
    values = {
        "form": form,
        "item": item,
        "meeting": item.meeting,
        "line": line,
        "kind": kind,
        "at": request.args.get("at", form.first),
        "about": about,
        "table": table,
        "came_by_itself": source_of_line(line) is not None,
    }
    return render_template("meetings/edit_line.html", **values), form.status


@blueprint.route(f"/items/<int:item_id>/<{LINE_KIND_RULE}:kind>/<int:line_id>/remove", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
def remove_line(item_id: int, kind: str, line_id: int) -> ResponseReturnValue:
    """The page asks before a line is removed that came by itself; others have a button that sends at once."""
    actor = current_actor()
    item = queries.item_record(actor, item_id)
    about = LINE_KINDS[kind]
    line = about.line(item, line_id)
    if request.method == "GET":
        meaning = removal_sentence(source_of_line(line))
        return render_template("meetings/remove_line.html", item=item, line=line, kind=kind, meaning=meaning)
    about.commands.remove(actor, about.owner(item), line)
    flash(_("Removed."), "success")
    return redirect(url_for("meetings.item", item_id=item.id, at=kind))


@blueprint.post("/items/<int:item_id>/match/<int:line_id>/<any(confirm, defer, reject):action>")
@requires_permission(Permission.MEETINGS_RECORD)
def settle_match(item_id: int, line_id: int, action: str) -> ResponseReturnValue:
    actor = current_actor()
    item = queries.item_record(actor, item_id)
    match = LINE_KINDS["match"].line(item, line_id)
    matches.settle_match_of_item(actor, item, match, MATCH_WORKFLOW.target(match, action))
    return redirect(url_for("meetings.item", item_id=item.id, at=f"match-{match.id}"))


@blueprint.post("/items/<int:item_id>/table-matches")
@requires_permission(Permission.MEETINGS_RECORD)
def table_matches(item_id: int) -> ResponseReturnValue:
    item = queries.item_record(current_actor(), item_id)
    number = matches.table_agreed_matches(current_actor(), item)
    flash(ngettext("%(num)s match is on the table.", "%(num)s matches are on the table.", number), "success")
    return redirect(url_for("meetings.item", item_id=item.id))


@blueprint.post("/items/<int:item_id>/confirm-matches")
@requires_permission(Permission.MEETINGS_RECORD)
def confirm_matches(item_id: int) -> ResponseReturnValue:
    item = queries.item_record(current_actor(), item_id)
    number = matches.confirm_tabled_matches(current_actor(), item)
    flash(ngettext("%(num)s match is confirmed.", "%(num)s matches are confirmed.", number), "success")
    return redirect(url_for("meetings.item", item_id=item.id))


def _line_form(about: LineKind) -> AnyLineForm:
    """A follow-up that was prepared for an action item comes back to its own place on the page."""
    action = request.form.get("action_id", "")
    return about.form(key=key_of_pending(action) if action.isdecimal() else "")
