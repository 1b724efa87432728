from pathlib import Path

import click

from partner_hub.commands.group import hub
from partner_hub.core.permissions import GRANTS, Permission, Role

MATRIX_HEAD = """# Who may do what

Written by `flask hub permissions --output docs/permissions.md` from `partner_hub/core/permissions.py`; a test compares.

A permission says which pages somebody may open. What of them each person sees and changes is narrower where a record
belongs to somebody: a unit acts for itself alone, a grid worker for the own grid. Somebody without any role in a
community gets 404 there, somebody with a role but without the permission 403. Which page asks for which permission, and
what each role meets there, is tested one by one: see `tests/support/matrix.py`.

The operator's commands may do everything. The roles district_observer and system_admin are given by
`flask hub create-user` only.
"""
PERMISSION_MEANINGS = {
    Permission.HOME: "the first page of one's role",
    Permission.UNITS_READ: "see the units",
    Permission.UNITS_WRITE: "register units, change any of them, approve and send back",
    Permission.UNITS_SUSPEND: "take a unit's rights away for a time, and give them back",
    Permission.UNIT_PROFILE: "change the own unit's profile",
    Permission.UNIT_USERS: "invite and remove users: a unit's administrator those of the unit, the others every unit's",
    Permission.OFFERINGS_READ: "see the offerings",
    Permission.OFFERINGS_WRITE: "write the own unit's offerings; with the next one every unit's",
    Permission.OFFERINGS_REVIEW: "list and send back offerings, write those of every unit",
    Permission.NEEDS_READ: "see the needs in their public wording",
    Permission.NEEDS_WRITE: "enter needs",
    Permission.NEEDS_TRIAGE: "accept, word, publish and close needs",
    Permission.NEEDS_PERSONAL: "see the words as recorded, names and phone numbers",
    Permission.MATCHES_READ: "see matches: a unit its own, the committee and the district all",
    Permission.MATCHES_CLAIM: "claim needs for the own unit, answer and release; with the next one for every unit",
    Permission.MATCHES_DISPATCH: "dispatch needs, invite units, dismiss suggestions, plan the quarter",
    Permission.MATCHES_CONFIRM: "confirm a small matter between the meetings",
    Permission.BOARD: "see the three lists side by side, and the charts",
    Permission.QUARTERS_PLAN: "open quarters, their theme and dates; see what stands in the way of closing one",
    Permission.QUARTERS_CLOSE: "close a quarter, and undo it",
    Permission.MEETINGS_READ: "see the joint meetings",
    Permission.MEETINGS_RECORD: "prepare and record them",
    Permission.MEETINGS_ANSWER: "answer for the own unit, and propose items of the agenda",
    Permission.ACTIONS_READ: "see action items",
    Permission.ACTIONS_REPORT: "report on the own unit's",
    Permission.ACTIONS_CLOSE: "close them out",
    Permission.MINUTES_READ: "see signed minutes",
    Permission.MINUTES_DRAFT: "see and edit drafts",
    Permission.MINUTES_SIGN: "sign them",
    Permission.IMPORT: "bring in spreadsheets",
    Permission.EXPORT: "take lists out",
    Permission.ACCOUNTS: "manage everybody's account and role in the community",
    Permission.SETTINGS: "change the community's settings",
    Permission.DATA_REQUESTS: "look for what is held about a person, give out a copy, erase it",
}


@hub.command("permissions")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def print_permissions(output: Path | None) -> None:
    """Print who may do what, as Markdown."""
    if output:
        output.write_text(permission_matrix(), encoding="utf-8")
    else:
        click.echo(permission_matrix(), nl=False)


def permission_matrix() -> str:
    roles = list(Role)
    lines = [
        MATRIX_HEAD,
        f"| permission | what it allows | {' | '.join(roles)} |",
        f"|---|---|{':-:|' * len(roles)}",
        *(
            f"| `{p}` | {PERMISSION_MEANINGS.get(p, '')} | {' | '.join('✓' if p in GRANTS[r] else '' for r in roles)} |"
            for p in Permission
        ),
    ]
    return "\n".join(lines) + "\n"
