"""What in a resident's words could lead to a person, and what may be shown instead. Pure: no web, no database.

Findings stand in characters of the text, the end exclusive.
"""

from partner_hub.privacy.findings import Finding, find_personal_data
from partner_hub.privacy.identity import REMOVED, find_identity_numbers, remove_identity_numbers
from partner_hub.privacy.masking import mask_personal_data
from partner_hub.privacy.sensitivity import Sensitivity, find_sensitive
from partner_hub.privacy.titles import neutral_title
from partner_hub.privacy.wording import propose_wording

__all__ = [
    "REMOVED",
    "Finding",
    "Sensitivity",
    "find_identity_numbers",
    "find_personal_data",
    "find_sensitive",
    "mask_personal_data",
    "neutral_title",
    "propose_wording",
    "remove_identity_numbers",
]
