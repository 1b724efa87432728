from flask import Blueprint

blueprint = Blueprint("meetings", __name__, url_prefix="/c/<int:community_id>/meetings")
