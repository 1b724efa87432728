"""What a unit has said of a match or a task that it was given in its absence, and why it is asked."""

import enum


class Consent(enum.StrEnum):
    """SILENT: nobody answered until the day; noted, and no yes."""

    TO_CONFIRM = "to_confirm"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SILENT = "silent"


# The unit may still answer.
UNANSWERED_CONSENTS = (Consent.TO_CONFIRM, Consent.SILENT)


class ConsentOccasion(enum.StrEnum):
    """MEETING: a meeting gave it to a unit that was not there. NOTED: a clerk noted a yes to the own request."""

    MEETING = "meeting"
    NOTED = "noted"
