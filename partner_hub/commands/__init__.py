"""The operator's commands: flask hub ...; one file a noun, each registered by being named here."""

from flask import Flask

from partner_hub.commands import (
    agenda,
    check,
    communities,
    demo,
    explain,
    mail,
    matching,
    meetings,
    minutes,
    nightly,
    people,
    permissions,
    person,
    quarters,
    register,
    texts,
    workbooks,
)
from partner_hub.commands.group import hub

__all__ = [
    "agenda",
    "check",
    "communities",
    "demo",
    "explain",
    "init_app",
    "mail",
    "matching",
    "meetings",
    "minutes",
    "nightly",
    "people",
    "permissions",
    "person",
    "quarters",
    "register",
    "texts",
    "workbooks",
]


def init_app(app: Flask) -> None:
    app.cli.add_command(hub)
