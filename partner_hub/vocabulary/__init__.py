"""Enumerations and named sets of states: pure words, importable from everywhere; guards stand in workflow.py."""
