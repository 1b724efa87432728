"""The translated sentence of every reason why a table is not read."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

LEFT_OUT_SENTENCES: Final[Mapping[str, LazyString]] = {
    "hidden_sheet": _l("the sheet is hidden"),
    "example_sheet": _l("by its name an example"),
    "side_sheet": _l("by its name a cover, instructions or figures"),
    "another_kind": _l("it looks like another kind of list"),
    "unlike": _l("few of its columns are known"),
    "columns_open": _l("somebody has still to say what its columns hold"),
    "by_hand": _l("taken out by hand"),
}
