"""Letters of names, by data of our own: the Unicode of the interpreter is older than people's names. Pure."""

from partner_hub.letters.blocks import HAN, PRIVATE_USE, is_letter, is_private_use, is_seen, is_unseen, seen_text
from partner_hub.letters.old_code_points import has_old_letters, letters_of_today, unified_letters

__all__ = [
    "HAN",
    "PRIVATE_USE",
    "has_old_letters",
    "is_letter",
    "is_private_use",
    "is_seen",
    "is_unseen",
    "letters_of_today",
    "seen_text",
    "unified_letters",
]
