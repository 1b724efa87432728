"""What is loaded with needs, so that many of them need no more statements than one."""

from sqlalchemy.orm import joinedload
from sqlalchemy.orm.strategy_options import _AbstractLoad as Load

from partner_hub.needs.models import Need


def with_matter(needs: Load) -> Load:
    """What loads needs, with what their titles for the minutes are made from."""
    return needs.options(joinedload(Need.category), joinedload(Need.grid))
