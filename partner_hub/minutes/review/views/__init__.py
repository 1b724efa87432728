"""The pages around minutes: each module registers its views."""

from partner_hub.minutes.review.views import confirmation_panels, excerpts, part_pages, review_pages
from partner_hub.minutes.review.views.blueprint import blueprint

__all__ = ["blueprint", "confirmation_panels", "excerpts", "part_pages", "review_pages"]
