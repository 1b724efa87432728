"""The layer of each module inside a feature, by the pattern of its name: every module has one.

Views stand over forms, forms over rules (commands, queries and whatever else a feature knows how to do), rules over the
workflow, the workflow over models. A module imports from its own layer or from one below.
"""

import re
from enum import IntEnum


class Layer(IntEnum):
    """The higher may import the lower."""

    MODELS = 0
    WORKFLOW = 1
    RULES = 2
    FORMS = 3
    VIEWS = 4


# A pattern is tried on each word of the dotted name after the feature, so that all of views/ are views. Hooks run
# around views, access control is one, and the page of reviews reads its forms from the request. Rescued forms are rows.
PATTERNS = {
    Layer.VIEWS: re.compile(r"(\w+_)?(views|hooks)|access_control|review_page"),
    Layer.FORMS: re.compile(r"(?!rescued_)(\w+_)?forms|correction"),
    Layer.WORKFLOW: re.compile(r"(\w+_)?workflow"),
    Layer.MODELS: re.compile(r"(\w+_)?models"),
}

# Imports from a higher layer, each for its reason.
EXCEPTIONS = {
    # A wording is accepted only when nothing in it leads to a person.
    ("partner_hub.needs.workflow", "partner_hub.needs.public_wording"),
    # The check digit of a code: plain functions that know no table.
    ("partner_hub.partners.models", "partner_hub.partners.credit_code"),
}


def layer_of(module: str) -> Layer:
    """Of a module of a feature, as `partner_hub.needs.review_forms`: the first pattern that fits, else the rules."""
    words = module.split(".")[2:]
    fitting = (layer for layer, pattern in PATTERNS.items() if any(map(pattern.fullmatch, words)))
    return next(fitting, Layer.RULES)


def feature_of(module: str) -> str:
    return ".".join(module.split(".")[:2])
