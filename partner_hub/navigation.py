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
# What is needed now and then: folded away where the row of the menu would become too long.
SELDOM = frozenset({"imports.index", "accounts.people", "communities.settings"})
LONGEST_ROW = 9
# Rooms without an entry of their own, and the entry under which one is there.
UNDER = {
    "plans": "matches.index",
    "suggestions": "matches.index",
    "needs_lists": "needs.index",
    "review": "needs.index",
    "posters": "needs.index",
    "reports": "reports.lists",
    "accounts": "accounts.people",
    "communities": "communities.settings",
    "data_requests": "communities.settings",
}


@dataclass(frozen=True)
class Entry:
    """`is_folded`: stands behind the word “More”."""

    label: LazyString
    url: str
    is_current: bool
    is_folded: bool


def init_app(app: Flask) -> None:
    app.add_template_global(navigation_entries)


def navigation_entries() -> list[Entry]:
    """The entries that the person may open in this community."""
    found = [(endpoint, label) for endpoint, label in ENTRIES if _may_open(endpoint)]
    current, is_long = _current([endpoint for endpoint, _label in found]), len(found) > LONGEST_ROW
    return [
        Entry(
            label,
            url_for(endpoint, community_id=g.community.id),
            endpoint == current,
            is_long and endpoint in SELDOM,
        )
        for endpoint, label in found
    ]


def _may_open(endpoint: str) -> bool:
    """The hall is where units take needs; the committee finds it on the page of matches."""
    marker = marker_of(current_app.view_functions[endpoint])
    if endpoint == "matches.the_hall" and not g.actor.partnership_ids:
        return False
    return marker in set(Permission) and g.actor.may(Permission(marker))


def _current(endpoints: list[str]) -> str | None:
    """The entry of this very page, else that of its room."""
    if request.endpoint in endpoints:
        return request.endpoint
    return UNDER.get(request.blueprint or "", f"{request.blueprint}.index")
