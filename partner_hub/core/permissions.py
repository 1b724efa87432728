"""Who may do what: roles, permissions, the map between them, and the marker that each view carries."""

import enum
from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
MARKER = "__permission__"
PUBLIC = "public"
SIGNED_IN = "signed in"


class Role(enum.StrEnum):
    SECRETARY = "secretary"
    STAFF = "staff"
    GRID_WORKER = "grid_worker"
    UNIT_ADMIN = "unit_admin"
    UNIT_MEMBER = "unit_member"
    SUPERVISOR = "supervisor"
    DISTRICT_OBSERVER = "district_observer"
    SYSTEM_ADMIN = "system_admin"


UNIT_ROLES = frozenset({Role.UNIT_ADMIN, Role.UNIT_MEMBER})
COMMITTEE_ROLES = frozenset({Role.SECRETARY, Role.STAFF})


class Permission(enum.StrEnum):
    HOME = "home"  # the first page of one's role
    UNITS_READ = "units.read"
    UNITS_WRITE = "units.write"  # any unit of the community
    UNITS_SUSPEND = "units.suspend"  # take a unit's rights away for a time, and give them back
    UNIT_PROFILE = "unit.profile"  # the own unit's profile
    UNIT_USERS = "unit.users"  # the own unit's accounts; staff: every unit's
    OFFERINGS_READ = "offerings.read"
    OFFERINGS_WRITE = "offerings.write"  # own unit's; with OFFERINGS_REVIEW every unit's
    OFFERINGS_REVIEW = "offerings.review"
    NEEDS_READ = "needs.read"  # public wording; more only by NEEDS_PERSONAL
    NEEDS_WRITE = "needs.write"
    NEEDS_TRIAGE = "needs.triage"
    NEEDS_PERSONAL = "needs.personal"  # words as recorded, names and phones
    MATCHES_READ = "matches.read"  # a unit: its own; the board and the figures with BOARD
    MATCHES_CLAIM = "matches.claim"  # take a need for the own unit, answer, release; with the next one for every unit
    MATCHES_DISPATCH = "matches.dispatch"  # ask units, answer for residents, dismiss suggestions, plan the quarter
    MATCHES_CONFIRM = "matches.confirm"  # confirm a small matter between the meetings
    BOARD = "board"  # the three lists side by side, and the charts
    QUARTERS_PLAN = "quarters.plan"  # open a quarter, its theme and dates; see what stands in the way of closing it
    QUARTERS_CLOSE = "quarters.close"  # close a quarter, and undo it
    MEETINGS_READ = "meetings.read"
    MEETINGS_RECORD = "meetings.record"
    MEETINGS_ANSWER = "meetings.answer"  # the own unit's answer to an invitation, items it proposes
    ACTIONS_READ = "actions.read"
    ACTIONS_REPORT = "actions.report"  # the own unit's
    ACTIONS_CLOSE = "actions.close"
    MINUTES_READ = "minutes.read"  # signed ones
    MINUTES_DRAFT = "minutes.draft"
    MINUTES_SIGN = "minutes.sign"
    IMPORT = "import"
    EXPORT = "export"
    ACCOUNTS = "accounts"  # of everybody in the community
    SETTINGS = "settings"
    DATA_REQUESTS = "data.requests"  # look for a person everywhere, give out a copy, erase


P = Permission
_READ = {
    P.HOME,
    P.UNITS_READ,
    P.OFFERINGS_READ,
    P.NEEDS_READ,
    P.MEETINGS_READ,
    P.MINUTES_READ,
    P.ACTIONS_READ,
    P.MATCHES_READ,
}
_UNIT = _READ | {P.OFFERINGS_WRITE, P.NEEDS_WRITE, P.MATCHES_CLAIM, P.MEETINGS_ANSWER, P.ACTIONS_REPORT}
_STAFF = _READ | {
    P.UNITS_WRITE, P.UNIT_USERS, P.OFFERINGS_WRITE, P.OFFERINGS_REVIEW, P.NEEDS_WRITE, P.NEEDS_TRIAGE, P.NEEDS_PERSONAL,
    P.MATCHES_CLAIM, P.MATCHES_DISPATCH, P.BOARD, P.MEETINGS_RECORD, P.QUARTERS_PLAN, P.MINUTES_DRAFT, P.IMPORT,
    P.EXPORT, P.ACTIONS_REPORT,
}  # fmt: skip

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.SECRETARY: frozenset(
        _STAFF
        | {
            P.UNITS_SUSPEND,
            P.MATCHES_CONFIRM,
            P.ACTIONS_CLOSE,
            P.MINUTES_SIGN,
            P.QUARTERS_CLOSE,
            P.ACCOUNTS,
            P.SETTINGS,
            P.DATA_REQUESTS,
        }
    ),
    Role.STAFF: frozenset(_STAFF),
    Role.GRID_WORKER: frozenset(
        {P.HOME, P.UNITS_READ, P.OFFERINGS_READ, P.NEEDS_READ, P.NEEDS_WRITE, P.MEETINGS_READ, P.MINUTES_READ}
    ),
    Role.UNIT_ADMIN: frozenset(_UNIT | {P.UNIT_PROFILE, P.UNIT_USERS}),
    Role.UNIT_MEMBER: frozenset(_UNIT),
    Role.SUPERVISOR: frozenset({P.HOME, P.MEETINGS_READ, P.MINUTES_READ}),
    Role.DISTRICT_OBSERVER: frozenset(_READ | {P.BOARD, P.EXPORT}),
    Role.SYSTEM_ADMIN: frozenset({P.HOME, P.UNIT_USERS, P.ACCOUNTS, P.SETTINGS}),
}


def requires_permission(permission: Permission) -> Callable[[View], View]:
    """Mark a view of one community: strangers get 404, insiders without the permission 403."""

    def mark(view: View) -> View:
        setattr(view, MARKER, permission)
        return view

    return mark


def public_view(view: View) -> View:
    """Mark a view that everybody may call, signed in or not."""
    setattr(view, MARKER, PUBLIC)
    return view


def signed_in_view(view: View) -> View:
    """Mark a view that belongs to no community: any signed-in person may call it."""
    setattr(view, MARKER, SIGNED_IN)
    return view


def marker_of(view: Callable[..., Any]) -> str | None:
    """The marker of a view, or None: such a view is refused to everybody."""
    marker: str | None = getattr(view, MARKER, None)
    return marker
