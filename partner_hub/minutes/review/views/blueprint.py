from flask import Blueprint

blueprint = Blueprint("minutes_review", __name__, url_prefix="/c/<int:community_id>/minutes")
