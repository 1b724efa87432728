"""Names that a text about needs may hold: those of units, of their people and of the community's own."""

from flask import g, has_request_context

from partner_hub.partners.queries import names_of_partners


def known_people(community_id: int) -> frozenset[str]:
    """Cached for the request."""
    if not has_request_context():
        return names_of_partners(community_id)
    known: dict[int, frozenset[str]] = g.setdefault("known_people", {})
    if community_id not in known:
        known[community_id] = names_of_partners(community_id)
    return known[community_id]
