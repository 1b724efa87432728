"""Detection, masking and rewriting of personal data in Chinese text. Pure: no web, no database.

Positions are in characters of the text, the end exclusive.
"""

from partner_hub.privacy.findings import Finding, find_numbers_and_homes, find_personal_data
from partner_hub.privacy.identity_removal import NUMBER_REMOVED, find_identity_numbers, remove_identity_numbers
from partner_hub.privacy.masking import mask_personal_data
from partner_hub.privacy.minutes_titles import (
    MAX_MINUTES_TITLE,
    Matter,
    is_known_category,
    join_titles,
    persons_in_title,
    place_for_title,
    propose_joint_title,
    propose_title,
    tells_circumstances,
)
from partner_hub.privacy.minutes_titles import is_official as is_official_title
from partner_hub.privacy.neutral_titles import neutral_title
from partner_hub.privacy.public_wording import propose_wording
from partner_hub.privacy.sensitivity import Sensitivity, find_sensitive

__all__ = [
    "MAX_MINUTES_TITLE",
    "NUMBER_REMOVED",
    "Finding",
    "Matter",
    "Sensitivity",
    "find_identity_numbers",
    "find_numbers_and_homes",
    "find_personal_data",
    "find_sensitive",
    "is_known_category",
    "is_official_title",
    "join_titles",
    "mask_personal_data",
    "neutral_title",
    "persons_in_title",
    "place_for_title",
    "propose_joint_title",
    "propose_title",
    "propose_wording",
    "remove_identity_numbers",
    "tells_circumstances",
]
