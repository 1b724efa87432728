"""Of two names of one unit the fuller one. Pure."""

from partner_hub.partners.unit_name_matching import plain_unit_name


def fuller_name(one: str, other: str) -> str | None:
    """The one that has every character of the other, in the same order; None when neither has, or both."""
    longer, shorter = sorted((one, other), key=lambda name: -len(plain_unit_name(name)))
    characters = iter(plain_unit_name(longer))
    if plain_unit_name(longer) == plain_unit_name(shorter) or not plain_unit_name(shorter):
        return None
    return longer if all(each in characters for each in plain_unit_name(shorter)) else None
