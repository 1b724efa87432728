"""flask hub demo: an invented community to try everything with."""

import click
from flask_babel import gettext as _

from partner_hub.commands.group import format_option, hub, print_rows
from partner_hub.core.db import db
from partner_hub.demo import load


@hub.command("demo")
@format_option
def load_demonstration(form: str) -> None:
    """Settle the invented demonstration community, when the database is empty."""
    if load.is_database_empty():
        load.load_demo_community()
        db.session.commit()
    elif not load.is_demo_loaded():
        click.echo(_("The database is not empty, so no demonstration community is settled."), err=True)
        return
    print_rows(load.demo_accounts(), form)
    click.echo(_("Everybody's password is %(password)s", password=load.DEMO_PASSWORD), err=form == "json")
