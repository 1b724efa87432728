"""The click group `flask hub`; commands join it with @hub.command("name").

A DomainError, or a file that cannot be read or written, becomes one sentence on stderr and exit status 1, after a
rollback. Commands commit as their last step.
"""

import json
import os
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.letters import letters_of_today


class HubCommand(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Words come as from a form: radicals and other old code points as the letters of today; no password does."""
        rest = super().parse_args(ctx, args)
        words = {name: typed for name, typed in ctx.params.items() if isinstance(typed, str) and name != "password"}
        ctx.params |= {name: letters_of_today(typed) for name, typed in words.items()}
        return rest


class HubGroup(AppGroup):
    command_class = HubCommand

    def group(self, *args: Any, **kwargs: Any) -> Any:
        return super().group(*args, **{"cls": HubGroup} | kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Sentences follow the terminal's language; the pages' own default is Chinese."""
        with force_locale("zh_Hans_CN" if os.environ.get("LANG", "").startswith("zh") else "en"):
            try:
                return super().invoke(ctx)
            except DomainError as error:
                db.session.rollback()
                raise click.ClickException(str(error)) from error
            except OSError as error:
                if error.filename is None:
                    raise
                db.session.rollback()
                raise click.FileError(str(error.filename), hint=error.strerror) from error


hub = HubGroup("hub", help="Look after Partner Hub: communities, people, workbooks, minutes.")

format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to list."
)


def print_json(value: object) -> None:
    """What JSON does not know (moments, days) is printed as str()."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_rows(rows: list[dict[str, Any]], form: str) -> None:
    """List rows: as a JSON list, or one line each with the values beside each other."""
    if form == "json":
        print_json(rows)
        return
    for row in rows:
        click.echo("  ".join(str(value) for value in row.values() if value not in {None, ""}))
