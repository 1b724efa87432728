from flask import Blueprint

from partner_hub.partners import joined_on

# Without a prefix: strangers join at an address of their own.
blueprint = Blueprint("partners", __name__)
blueprint.add_app_template_filter(joined_on.shown, "joined_on")
JOIN = "/join"
UNITS = "/c/<int:community_id>/partners"
UNIT = f"{UNITS}/<int:partnership_id>"
