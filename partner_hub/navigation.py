"""The main menu: what stands in it, for whom, and which entry is the current one."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.core.permissions import Permission, marker_of

# (endpoint, label); who sees an entry follows from the marker of its view.
ENTRIES: tuple[tuple[str, LazyString], ...] = (
    ("desk.home", _l("This quarter")),
    ("partners.index", _l("Units")),
    ("offerings.index", _l("Offerings")),
    ("needs.index", _l("Needs")),
    ("matches.the_hall", _l("Needs to take")),
    ("matches.index", _l("Matches")),
    ("reports.lists", _l("Board")),
    ("meetings.index", _l("Joint meetings")),
    ("actions.index", _l("Follow-up")),
    ("minutes.index", _l("Minutes")),
    ("imports.index", _l("Bring in spreadsheets")),
    ("accounts.people", _l("People")),
    ("communities.settings", _l("Settings")),
)


@dataclass(frozen=True)
class Entry:
    label: LazyString
    url: str
    is_current: bool


def init_app(app: Flask) -> None:
    app.add_template_global(navigation_entries)


def navigation_entries() -> list[Entry]:
    """The entries that the person may open in this community."""
    found = []
    for endpoint, label in ENTRIES:
        view = current_app.view_functions.get(endpoint)
        marker = marker_of(view) if view else None
        if marker in set(Permission) and g.actor.may(Permission(marker)):
            found.append(
                Entry(
                    label,
                    url_for(endpoint, community_id=g.community.id),
                    request.blueprint == endpoint.partition(".")[0] and _same_page(endpoint),
                )
            )
    return found


def _same_page(endpoint: str) -> bool:
    return endpoint == request.endpoint or endpoint.endswith(".index")
