"""What a community's own choices teach its ranking: pairs that were agreed, searched for and put aside.

The method is pure (scoring/community_weights.py). Here is which choices count (`past_choices`), the nightly work and
the forgetting (`service`), and how it is told in words (`queries`).
"""
