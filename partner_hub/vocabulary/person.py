"""Choices of a person with an account."""

import enum


class MailRhythm(enum.StrEnum):
    """When messages also go by mail."""

    SOON = "soon"
    DAILY = "daily"
    NEVER = "never"
