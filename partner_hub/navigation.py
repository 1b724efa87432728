"""The main menu: its entries, who sees them, and the current one."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.core.permissions import Permission, marker_of

# (endpoint, label); who sees an entry follows from the marker of its view.
MENU_ENTRIES: tuple[tuple[str, LazyString], ...] = (
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
# Rarely used: folded behind "More" when there are more entries than MAX_MENU_ENTRIES.
FOLDED_ENTRIES = frozenset({"imports.index", "accounts.people", "communities.settings"})
MAX_MENU_ENTRIES = 9
# Blueprints without an entry of their own -> the entry marked as current on their pages.
PARENT_ENTRY = {
    "plans": "matches.index",
    "suggestions": "matches.index",
    "learning": "matches.index",
    "needs_lists": "needs.index",
    "review": "needs.index",
    "posters": "needs.index",
    "reports": "reports.lists",
    "quarters": "meetings.index",
    "decisions": "minutes.index",
    "promises": "actions.index",
    "accounts": "accounts.people",
    "communities": "communities.settings",
    "data_requests": "communities.settings",
    "handing_over": "accounts.people",
}


@dataclass(frozen=True)
class MenuEntry:
    """`is_folded`: shown behind “More”."""

    label: LazyString
    url: str
    is_current: bool
    is_folded: bool


def init_app(app: Flask) -> None:
    app.add_template_global(navigation_entries)


def navigation_entries() -> list[MenuEntry]:
    """The entries that the person may open in this community."""
    found = [(endpoint, label) for endpoint, label in MENU_ENTRIES if _may_open(endpoint)]
    current, is_long = _current_endpoint([endpoint for endpoint, _label in found]), len(found) > MAX_MENU_ENTRIES
    return [
        MenuEntry(
            label,
            url_for(endpoint, community_id=g.community.id),
            endpoint == current,
            is_long and endpoint in FOLDED_ENTRIES,
        )
        for endpoint, label in found
    ]


def _may_open(endpoint: str) -> bool:
    """The hall is where units take needs; the committee finds it on the page of matches."""
    marker = marker_of(current_app.view_functions[endpoint])
    if endpoint == "matches.the_hall" and not g.actor.partnership_ids:
        return False
    return marker in set(Permission) and g.actor.may(Permission(marker))


def _current_endpoint(endpoints: list[str]) -> str | None:
    """Endpoint of the current entry: that of this page, else that of its blueprint."""
    if request.endpoint in endpoints:
        return request.endpoint
    return PARENT_ENTRY.get(request.blueprint or "", f"{request.blueprint}.index")
