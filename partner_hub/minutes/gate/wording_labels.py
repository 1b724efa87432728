"""What the rules of wording/forbidden.py are called on the screen."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

WORDING_LABELS: Mapping[str, LazyString] = MappingProxyType(
    {
        "doubled words": _l("words said twice"),
        "straight quotation marks": _l("straight quotation marks"),
        "half-width marks": _l("half-width marks"),
        "doubled stops": _l("two stops in a row"),
        "dots for an ellipsis": _l("dots for an ellipsis"),
        "empty brackets": _l("empty brackets"),
        "mark at a wrong place": _l("a mark at a wrong place"),
        "pause between quotation marks": _l("a pause between quotation marks"),
        "half-width range": _l("a range with a half-width mark"),
        "quotation marks within their like": _l("quotation marks within their like"),
        "blank between Chinese": _l("a blank between Chinese characters"),
        "wide figures": _l("full-width figures"),
        "radicals and private characters": _l("characters of another system"),
        "years in wrong brackets": _l("a year in wrong brackets"),
        "date in figures": _l("a date in mere figures"),
        "leading zero": _l("a leading zero"),
        "relative date": _l("a day that depends on today"),
        "figures joined by a point": _l("figures joined by a point"),
        "gap where a fact is wanted": _l("a fact is missing"),
        "placeholder": _l("something to be filled in"),
        "internal number": _l("an internal number"),
        "title in an old wrapping": _l("a title with words around it"),
        "subject said twice": _l("the subject said twice"),
        "emoji": _l("an emoji"),
        "words of conversation": _l("words of conversation"),
        "entry without a stop": _l("no stop at the end"),
        "number twice": _l("a number twice"),
        "lone scrap": _l("no whole sentence"),
        "mark without its partner": _l("a mark without its partner"),
        "reason of leave": _l("a reason for leave"),
        "verdict without its subject": _l("a verdict without its subject"),
        "empty section": _l("an empty section"),
        "empty list": _l("an empty list"),
        "paragraph twice": _l("a paragraph twice"),
        "number out of turn": _l("a number out of turn"),
    }
)
