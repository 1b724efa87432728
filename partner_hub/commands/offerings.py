import click

from partner_hub.commands.group import hub
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.offerings.service import expire_due


@hub.command("expire-offerings")
def expire_offerings() -> None:
    """Mark the offerings whose last day is over as expired.

    Pages show them as expired from the first hour on; this writes it into their history. Run it every night.
    """
    number = expire_due(clock.today())
    db.session.commit()
    click.echo(f"Expired: {number}.")
