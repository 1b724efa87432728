from flask import Blueprint

from partner_hub.partners import joined_on
from partner_hub.partners.forms import formerly

# Without a prefix: strangers join at an address of their own.
blueprint = Blueprint("partners", __name__)
blueprint.add_app_template_filter(joined_on.format_joined_on, "joined_on")
blueprint.add_app_template_filter(formerly, "former_name")
JOIN_URL = "/join"
UNITS_URL = "/c/<int:community_id>/partners"
UNIT_URL = f"{UNITS_URL}/<int:partnership_id>"
