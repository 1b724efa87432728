"""flask hub person: search, copy and erase personal data; repeat erasures after a restore."""

from pathlib import Path
from typing import Any

import click
from flask_babel import gettext as _

from partner_hub.commands.group import format_option, hub, print_json
from partner_hub.communities.models import Community
from partner_hub.communities.queries import community_named
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.data_requests import ledger, person_terms, service, treatments
from partner_hub.data_requests.copies import copy_of_person
from partner_hub.data_requests.models import DataRequest
from partner_hub.data_requests.service import Search
from partner_hub.data_requests.tables import table_label
from partner_hub.vocabulary.data_request import RequestKind

MAX_SHOWN_LENGTH = 60


@hub.group("person")
def person_group() -> None:
    """Give out or erase what is held about a person, and do erasures again after a restore."""


def _person_options(command: Any) -> Any:
    for option in (
        click.option("--need", "need_id", type=int, help="The number of a need whose reporter it is."),
        click.option("--code", default="", help="The look-up code that a resident was given."),
        click.option("--user", "mail", default="", help="The mail address or telephone somebody signs in with."),
        click.option("--name", default="", help="A name; several with commas."),
        click.option("--phone", default="", help="A telephone number; several with commas."),
        click.option("--district", default="", help="Where the community is, if several bear its name."),
        click.option("--community", required=True, help="Name of the community."),
    ):
        command = option(command)
    return command


@person_group.command("show")
@_person_options
@click.option("--reason", default="", help="Makes it a copy that is given out: who asked, and why. Recorded.")
@format_option
def show_person(community: str, district: str, reason: str, form: str, **wanted: Any) -> None:
    """Show everything that is held about a person in one community: the copy that the person may ask for.

    With --reason it is recorded that a copy was given out.
    """
    found, actor, search = _search_by_options(community, district, wanted)
    copy = service.give_copy(actor, found, search, reason=reason) if reason else None
    db.session.commit()
    if form == "json":
        print_json(copy or copy_of_person(found, search.person.words, search.lines))
        return
    _print_lines(search, search.proposed)


@person_group.command("erase")
@_person_options
@click.option("--reason", required=True, help="Who asked, and why. Kept for good, without the name and the number.")
@click.option(
    "--spare", multiple=True, help="A row that stays, as show names it (seat:12). Can be given several times."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
@format_option
def erase_person_command(
    community: str, district: str, reason: str, spare: tuple[str, ...], form: str, *, dry_run: bool, **wanted: Any
) -> None:
    """Erase what is held about a person in one community. Names in signed minutes stay.

    Where a name alone may be that of somebody else with an account, the row stays; --user names the account itself.
    """
    found, actor, search = _search_by_options(community, district, wanted)
    chosen = search.proposed - set(spare)
    result: dict[str, Any] = {
        "erased": sorted(chosen),
        "stays": sorted({line.found.key for line in search.lines} - chosen),
        "request": None,
    }
    if not search.lines:
        click.echo(_("Nothing is held here."), err=True)
    elif not dry_run:
        request = service.erase_person(actor, found, search, chosen=chosen, reason=reason)
        db.session.commit()
        result["request"] = request.uid
    if form == "json":
        print_json(result)
    else:
        _print_lines(search, chosen)


@person_group.command("ledger")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Instead of the screen.")
def write_ledger(output: Path | None) -> None:
    """Write out every erasure that this database knows, one a line: to be kept beside the backups."""
    requests = db.session.scalars(db.select(DataRequest).filter_by(kind=RequestKind.ERASE).order_by(DataRequest.id))
    text = "".join(f"{ledger.ledger_line_of(request)}\n" for request in requests)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")


@person_group.command("repeat-erasures")
@click.option(
    "--ledger", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file of PARTNER_HUB_ERASURE_LEDGER, when none is given.",
)  # fmt: skip
def repeat_erasures_command(file: Path | None) -> None:
    """Do again, in a database that was restored, the erasures that it does not know. A second time changes nothing."""
    file = file or ledger.ledger_path()
    if file is None or not file.exists():
        raise DomainError(_("There is no ledger of erasures."))
    done, known, lost = service.repeat_erasures(file)
    db.session.commit()
    click.echo(f"Erased again: {done}. Known already: {known}.")
    if lost:
        raise click.ClickException(f"Erasures in communities that are not in this database: {lost}.")


def _search_by_options(name: str, district: str, wanted: dict[str, Any]) -> tuple[Community, Actor, Search]:
    community = community_named(name, district)
    user = wanted.pop("mail")
    if "@" in user:
        wanted["mail"] = user
    elif user:
        wanted["phone"] = f"{wanted['phone']},{user}"
    actor = Actor.of_operator(community.id)
    return (
        community,
        actor,
        service.search_person(actor, community, person_terms.collect_person_terms(community, **wanted)),
    )


def _print_lines(search: Search, chosen: set[str]) -> None:
    for line in search.lines:
        text = line.found.pieces[0].text if line.found.pieces else str(line.found.row.get("name", ""))
        becomes = treatments.TREATMENTS[line.treatment] if line.found.key in chosen else line.note or _("Stays.")
        shown = " ".join(text.split())[:MAX_SHOWN_LENGTH]
        click.echo(f"{line.found.key}  {table_label(line.found.table)}  {shown}  [{becomes}]")
    if not search.lines:
        click.echo(_("Nothing is held here."))
