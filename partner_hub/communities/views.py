from flask import Blueprint

blueprint = Blueprint("communities", __name__, url_prefix="/c/<int:community_id>")
