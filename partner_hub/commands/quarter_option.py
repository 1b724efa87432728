"""The option --quarter 2025Q3, checked before a command runs."""

from typing import Any

import click
from flask_babel import gettext as _

from partner_hub.core.quarters import Quarter, parse_quarter


class _QuarterType(click.ParamType[Quarter]):
    name = "quarter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:
        """(2025, 3) of 2025Q3, 2025-Q3 or 2025q3; fails with a sentence for anything else."""
        found = parse_quarter(str(value).upper().replace("-", ""))
        if found is None:
            self.fail(_("A quarter is written like 2025Q3, not %(text)s.", text=value), param, ctx)
        return found


quarter_option = click.option("--quarter", required=True, type=_QuarterType(), help="For instance 2025Q3.")
