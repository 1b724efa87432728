"""Suggestions: for a need the offerings that fit, for an offering the needs, each with its reasons in words.

The ranking itself is pure (matching/scoring). Here stand what is asked of it for whom, and what is kept between two
pages: `stock` for each process and community.
"""
