"""The operator's commands: flask hub ..."""

from flask import Flask
from flask.cli import AppGroup

hub = AppGroup("hub", help="Look after Partner Hub: communities, people, workbooks, minutes.")


def init_app(app: Flask) -> None:
    app.cli.add_command(hub)
