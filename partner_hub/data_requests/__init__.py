"""Data-subject requests (access and erasure): search, copy, erase, each with a record of what and why."""
