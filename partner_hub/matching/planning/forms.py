from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField

from partner_hub.core.errors import Conflict
from partner_hub.core.forms import Form
from partner_hub.core.row_numbers import row_number
from partner_hub.matching.models import PlanLine


class PlanLineForm(Form):
    """Which offering a line of the plan gets; 0 for none. It carries the version that the page was opened with."""

    version = HiddenField()
    offering = RadioField(_l("Offering"), coerce=row_number)

    def __init__(self, line: PlanLine, choices: Sequence[tuple[int, str]]) -> None:
        self.line = line
        super().__init__()
        self.offering.choices = list(choices)
        if not self.is_submitted():
            self.offering.data, self.version.data = line.offering_id or 0, str(line.version)

    def check_version(self) -> None:
        """Raises Conflict when somebody else has dealt with the line since the page was opened."""
        if self.version.data != str(self.line.version):
            self.version.data = str(self.line.version)
            self.version.raw_data = [self.version.data]
            name = self.line.offering.name if self.line.offering else _("none")
            raise Conflict(_("Somebody else has chosen “%(name)s” meanwhile. Save again to keep yours.", name=name))
