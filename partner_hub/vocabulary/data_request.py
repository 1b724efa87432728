"""Kinds of a request about personal data."""

import enum


class RequestKind(enum.StrEnum):
    COPY = "copy"
    ERASE = "erase"
