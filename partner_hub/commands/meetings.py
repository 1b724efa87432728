"""flask hub import meeting: the record of a past meeting."""

from pathlib import Path

import click
from flask_babel import gettext as _

from partner_hub.commands.workbooks import bring_in, community_option
from partner_hub.communities.queries import community_named
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.imports.past_meeting.import_meeting import import_meeting


@bring_in.command("meeting")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@community_option
def import_past_meeting(file: Path, community: str) -> None:
    """Bring in the record of a past meeting (JSON); units, offerings and needs must be on record before."""
    found = community_named(community)
    done = import_meeting(Actor.of_operator(found.id), found, data=file.read_bytes(), filename=file.name)
    db.session.commit()
    for doubt in done.doubts:
        click.echo(doubt)
    if done.is_new:
        click.echo(_("%(title)s was brought in.", title=done.meeting.title))
    else:
        click.echo(_("%(title)s had been brought in before; nothing changed.", title=done.meeting.title))
