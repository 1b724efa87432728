import enum


class NeedState(enum.StrEnum):
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    IN_PROJECT = "in_project"
    MET = "met"
    PARTLY_MET = "partly_met"
    CLOSED = "closed"
    MERGED = "merged"
    REFERRED = "referred"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
