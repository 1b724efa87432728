from collections.abc import Iterable, Iterator

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import not_

from partner_hub.communities.queries import current_community
from partner_hub.core import clock, xlsx_export
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.db import db
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.matching import form_choices, hall, queries
from partner_hub.matching.coverage import coverage_of_needs
from partner_hub.matching.models import Match
from partner_hub.matching.views.blueprint import blueprint, for_reader
from partner_hub.matching.workflow import MATCH_STATE_LABELS, MATCH_WORKFLOW
from partner_hub.needs import queries as needs
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import need_name_for, read_need

MATCH_LIST_FILTERS = ("q", "state", "unit", "quarter", "sort")
MATCH_LIST_ORDERS = (("", _l("Newest first")), ("answer", _l("To be answered first")), ("unit", _l("Unit")))
MATCH_GROUP_LABELS = (
    ("live", _l("All live ones")),
    ("in_work", _l("In work")),
    ("reported", _l("End reported, to be accepted")),
    ("ended", _l("All that ended")),
)
HALL_FILTERS = ("q", "category", "sort")
HALL_ORDERS = (
    ("", _l("Newest first")),
    ("urgency", _l("Most urgent first")),
    ("deadline", _l("Earliest wanted first")),
)


@blueprint.get("/")
@requires_permission(Permission.MATCHES_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    return render_template(
        "matching/index.html",
        page=page_of(queries.listed_matches(actor, _values_of_filters(MATCH_LIST_FILTERS))),
        filters=_match_list_filters(actor),
        orders=MATCH_LIST_ORDERS,
    )


@blueprint.get("/export.xlsx")
@requires_permission(Permission.EXPORT)
def export() -> ResponseReturnValue:
    actor = current_actor()
    matches = db.session.scalars(queries.listed_matches(actor, _values_of_filters(MATCH_LIST_FILTERS)))
    headings = [
        _("Need"), _("Lead"), _("Supporting"), _("Offering"), _("What is promised"), _("State"), _("Answer by"),
        _("Both sides agreed"), _("Reason"), _("Promised"), _("Given"), _("People served"), _("What was done"),
        _("Ended on"),
    ]  # fmt: skip
    return xlsx_export.xlsx_response(
        _("Matches of %(name)s", name=current_community().name), headings, _export_rows_of_matches(actor, matches)
    )


@blueprint.get("/hall")
@requires_permission(Permission.MATCHES_READ)
def the_hall() -> ResponseReturnValue:
    """领办大厅: what still looks for a partner, for a unit first what it was invited to."""
    actor, now = current_actor(), clock.utc_now()
    wishes = _values_of_filters(HALL_FILTERS)
    found = needs.listed_needs(actor, wishes).where(*hall.open_need_conditions(actor))
    if request.args.get("fit"):
        own = {each.category_id for each in form_choices.available_own_offerings(actor) if each.category_id}
        found = found.where(Need.category_id.in_(own))
    asked = db.session.scalars(found.where(hall.is_invited_to_need(actor.partnership_ids))).unique().all()
    page = page_of(found.where(not_(hall.is_invited_to_need(actor.partnership_ids))))
    rows = [*asked, *page.rows]
    return render_template(
        "matching/hall.html",
        page=page,
        asked=[read_need(actor, need) for need in asked],
        readings=[read_need(actor, need) for need in page.rows],
        coverage=coverage_of_needs([need.id for need in rows]),
        now=now,
        categories=[(each.id, each.name) for each in needs.categories_in_use(actor.community_id)],
        orders=HALL_ORDERS,
        is_unit=bool(actor.partnership_ids),
    )


def _match_list_filters(actor: Actor) -> list[tuple[str, str, list[tuple[object, object]]]]:
    """Name in the address, label and choices of each filter."""
    quarters = queries.quarters_of_matches(actor)
    return [
        ("state", _("State"), [*MATCH_GROUP_LABELS, *MATCH_STATE_LABELS.items()]),
        ("unit", _("Unit"), list(queries.units_in_matches(actor))),
        (
            "quarter",
            _("Quarter"),
            [(quarter_code(each), quarter_name(*each)) for each in quarters],
        ),
    ]


def _values_of_filters(names: Iterable[str]) -> dict[str, str]:
    return {name: request.args[name] for name in names if request.args.get(name)}


def _export_rows_of_matches(actor: Actor, matches: Iterable[Match]) -> Iterator[list[xlsx_export.Value]]:
    for match in matches:
        others = [partner.name for partner in match.partners if not partner.is_lead]
        yield [
            "、".join(need_name_for(actor, entry.need) for entry in match.needs),
            match.lead.name if match.lead else "",
            "、".join(others),
            "、".join(partner.offering.name for partner in match.partners if partner.offering),
            match.promise,
            MATCH_WORKFLOW.label(match.state),
            match.answer_by,
            clock.to_local(match.agreed_at).date() if match.agreed_at else None,
            for_reader(match.reason),
            "、".join(f"{each.quantity}{each.offering.capacity_unit}" for each in match.partners if each.offering),
            "、".join(str(each.delivered_quantity) for each in match.partners if each.delivered_quantity is not None),
            match.people_served,
            for_reader(match.outcome),
            match.ended_on,
        ]
