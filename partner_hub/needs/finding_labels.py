"""Labels of the kinds of personal data and of sensitive circumstances."""

from flask_babel import lazy_gettext as _l

from partner_hub.privacy import Sensitivity

FINDING_LABELS = {
    "name": _l("a name"),
    "phone": _l("a telephone number"),
    "account": _l("an account"),
    "identity": _l("an identity number"),
    "card": _l("a card number"),
    "plate": _l("a number plate"),
    "address": _l("a flat or room"),
    "mail": _l("a mail address"),
}
SENSITIVITY_LABELS = {
    Sensitivity.HEALTH: _l("illness"),
    Sensitivity.VIOLENCE: _l("violence"),
    Sensitivity.DEBT: _l("debts"),
    Sensitivity.MINOR: _l("a child in trouble"),
    Sensitivity.FEW_HOUSEHOLDS: _l("very few households"),
}
