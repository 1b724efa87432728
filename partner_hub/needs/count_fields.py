"""How many somebody counts, as people type it: 30, 约30户, 三十人, 1.2万, 男20女30."""

from flask_babel import gettext as _

from partner_hub.core.fields import NumberField, read_number
from partner_hub.workbooks.values.counts import read_count

# With what is counted, the words fit into their column.
MAX_WORDS = 50


class CountField(NumberField):
    """A number. `words` are those it was read from, "" for mere figures; `counted_in` is what they count, or ""."""

    words = ""
    counted_in = ""

    def read(self, typed: str) -> int | None:
        try:
            return read_number(typed)
        except ValueError:
            reading = read_count(typed)
            if reading.proposed:
                raise ValueError(
                    _("There is no certain figure in it. Perhaps %(proposed)s?", proposed=reading.proposed)
                ) from None
            if reading.value.number is None or reading.doubt or len(typed) > MAX_WORDS:
                raise
            self.words, self.counted_in = reading.value.text, reading.value.unit or ""
            return reading.value.number

    def write(self, value: int) -> str:
        return self.words or super().write(value)
