"""flask hub check-text: what the pages would find in a resident's words, line by line."""

from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

import click
from flask_babel import gettext as _

from partner_hub.commands.group import format_option, hub, print_json
from partner_hub.communities.queries import community_named
from partner_hub.core.errors import DomainError
from partner_hub.letters import letters_of_today
from partner_hub.meetings.queries import names_at_meetings
from partner_hub.partners.queries import names_of_partners
from partner_hub.privacy import find_personal_data, find_sensitive, propose_wording


@hub.command("check-text")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--community", default="", help="Its units, their people, its users and delegates are no findings.")
@format_option
def check_text(file: BinaryIO, community: str, form: str) -> None:
    """Tell for each line of FILE, or of what is typed, what leads to a person and what is nobody else's business.

    The file is UTF-8. Lines count from 1; empty ones are counted and passed over. Places are in characters of the
    line, their end exclusive; "proposal" is the public wording that would be offered. Nothing is stored.
    """
    results = list(_results_by_line(_decoded_text(file), _known_names(community)))
    if form == "json":
        print_json(results)
        return
    for row in results:
        click.echo(
            "  ".join(filter(None, [str(row["line"]), *_marked_findings(row), *row["sensitive"], row["proposal"]]))
        )


def _decoded_text(file: BinaryIO) -> str:
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DomainError(_("The text is not written in UTF-8.")) from error


def _known_names(community: str) -> Collection[str]:
    if not community:
        return ()
    found = community_named(community)
    return names_of_partners(found.id) | names_at_meetings(found.id)


def _results_by_line(text: str, known: Collection[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(letters_of_today(text).split("\n"), start=1):
        if words := line.removesuffix("\r"):
            yield {
                "line": number,
                "text": words,
                "findings": [
                    {"kind": found.kind, "start": found.start, "end": found.end}
                    for found in find_personal_data(words, known)
                ],
                "sensitive": [each.value for each in find_sensitive(words)],
                "proposal": propose_wording(words),
            }


def _marked_findings(row: dict[str, Any]) -> list[str]:
    return [f"{each['kind']}:{row['text'][each['start'] : each['end']]}" for each in row["findings"]]
