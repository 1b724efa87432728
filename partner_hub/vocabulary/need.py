"""States of a need, the sets of them that rules speak of, and who may read its public wording."""

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


S = NeedState
# A person has accepted it: others may read its public wording, as far as its visibility reaches.
PUBLIC_NEED_STATES = (S.ACCEPTED, S.PUBLISHED, S.IN_PROJECT, S.MET, S.PARTLY_MET, S.CLOSED)

# Those of them that stand on a quarter's list, or stood on one.
LISTED_NEED_STATES = tuple(state for state in PUBLIC_NEED_STATES if state is not S.ACCEPTED)

# Nobody has to do anything any more.
ENDED_NEED_STATES = (S.MET, S.CLOSED, S.MERGED, S.REFERRED, S.DECLINED, S.WITHDRAWN)

# Still waiting for somebody to do something.
OPEN_NEED_STATES = (S.SUBMITTED, S.ACCEPTED, S.PUBLISHED, S.IN_PROJECT, S.PARTLY_MET)

# Work on them is still to be done.
WANTED_NEED_STATES = (S.PUBLISHED, S.IN_PROJECT, S.PARTLY_MET)

# Nobody has begun to work on them: carried over too often, they force an item of the agenda.
UNATTENDED_NEED_STATES = (S.SUBMITTED, S.ACCEPTED, S.PUBLISHED)


# How a need may end that somebody has done something about.
MET_NEED_STATES = (S.MET, S.PARTLY_MET)

# What a decision of the meeting may make of it.
SETTLED_NEED_STATES = (*MET_NEED_STATES, S.REFERRED, S.DECLINED)


class SettledAnswer(enum.StrEnum):
    """What whoever asked says about the end of a need."""

    SETTLED = "settled"
    PARTLY = "partly"
    NOT_SETTLED = "not_settled"


class AnswerWay(enum.StrEnum):
    """How that came in: by the look-up code, by the account of the unit that asked, or noted for somebody else."""

    CODE = "code"
    ACCOUNT = "account"
    NOTED = "noted"


class Visibility(enum.StrEnum):
    """Who reads the public wording of an accepted need, besides the committee and the grid worker of its grid."""

    PUBLIC = "public"
    MEMBERS = "members"
    COMMITTEE = "committee"


class FigureOfMerge(enum.StrEnum):
    """Which number of beneficiaries is right after a merge: a figure of one need is never silently added to another."""

    ADDED = "added"
    OF_WHOLE = "of_whole"
    OF_PART = "of_part"
    TYPED = "typed"
