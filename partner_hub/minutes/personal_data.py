"""Personal data in the text of minutes: a person checks the findings before the secretary signs."""

from partner_hub.meetings.queries import names_at_meetings
from partner_hub.minutes.document import MinutesDocument
from partner_hub.partners.queries import names_of_partners
from partner_hub.privacy import Finding, find_personal_data


def find_residents(document: MinutesDocument, community_id: int) -> list[Finding]:
    """In body and annexes. Units, their people and whoever sat at the community's meetings are no residents."""
    texts = [document.version_line, *(paragraph.text for paragraph in document.body)]
    texts += [cell for annex in document.annexes for row in annex.rows for cell in row]
    known = names_of_partners(community_id) | names_at_meetings(community_id) | document.people
    return find_personal_data("\n".join(texts), known)
