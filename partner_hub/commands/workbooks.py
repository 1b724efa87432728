"""flask hub import ..., flask hub export ...: a community's lists, in and out."""

import json
from pathlib import Path
from typing import Any

import click
from flask_babel import gettext as _

from partner_hub.commands.group import format_option, hub, print_json
from partner_hub.commands.quarter_option import list_quarter_option
from partner_hub.communities.queries import community_named
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter
from partner_hub.core.xlsx_export import workbook_bytes
from partner_hub.imports.batch import Run, Wishes, plan_without_screen
from partner_hub.imports.exports import EXPORTS_OF_COMMUNITY
from partner_hub.imports.exports.workbook import workbook_of_records
from partner_hub.imports.waiting_list import waiting_rows, waiting_rows_as_text
from partner_hub.vocabulary.workbook_import import ImportKind

community_option = click.option("--community", required=True, help="Name of the community.")


@hub.group("import")
def bring_in() -> None:
    """Bring in workbooks and records."""


def _add_import_command(kind: ImportKind) -> None:
    @bring_in.command(
        kind.value, help=f"Bring in a workbook with {kind.value}; rows with an open question wait for an answer."
    )
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @community_option
    @click.option("--sheet", default="", help="The sheet to read, where several hold such a list.")
    @click.option("--dry-run", is_flag=True, help="Only say what would happen.")
    @click.option(
        "--accept-proposals",
        is_flag=True,
        help="Answer each question with its proposal; without one, the row waits.",
    )
    @list_quarter_option
    @format_option
    def command(
        file: Path, community: str, sheet: str, quarter: Quarter | None, form: str, *, dry_run: bool,
        accept_proposals: bool,
    ) -> None:  # fmt: skip
        found = community_named(community)
        actor = Actor.of_operator(found.id)
        wishes = Wishes(sheet=sheet, quarter=quarter, accept=accept_proposals)
        done = plan_without_screen(actor, found, kind, data=file.read_bytes(), filename=file.name, wishes=wishes)
        if done.writes and not dry_run:
            done.confirm(actor)
            db.session.commit()
        else:
            db.session.rollback()
        _print_run(done, form)


for each in ImportKind:
    _add_import_command(each)


def _print_run(done: Run, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(done.as_json(), ensure_ascii=False, indent=2))
        return
    for line in done.as_text():
        click.echo(line)


@hub.command("waiting")
@community_option
@format_option
def waiting(community: str, form: str) -> None:
    """List the rows of imports that wait for an answer, with the proposals."""
    rows = waiting_rows(community_named(community))
    if form == "json":
        print_json({"rows": rows})
        return
    for line in waiting_rows_as_text(rows):
        click.echo(line)


@hub.command("export")
@click.argument("kind", type=click.Choice(list(EXPORTS_OF_COMMUNITY)))
@community_option
@click.option(
    "--format", "form", type=click.Choice(["json", "xlsx"]), default="json", show_default=True, help="How to write it."
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; without it, standard output."
)
def export(kind: str, community: str, form: str, output: Path | None) -> None:
    """Give out everything of one kind, with the Excel row that each record came from."""
    records = EXPORTS_OF_COMMUNITY[kind](community_named(community))
    data = _records_as_json(records) if form == "json" else workbook_bytes(kind, *workbook_of_records(kind, records))
    if output is None:
        click.echo(data, nl=False)
        return
    output.write_bytes(data)
    click.echo(_("%(file)s: %(number)s records", file=output, number=len(records)))


def _records_as_json(records: list[dict[str, Any]]) -> bytes:
    return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode()
