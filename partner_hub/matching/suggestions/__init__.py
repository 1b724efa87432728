"""Suggestions: for a need the offerings that fit, for an offering the needs, each with its reasons in words.

The ranking itself is pure (matching/scoring). Here is who may ask it for what (`queries`,
`ranking_texts`), and the index of a community's offerings that each process keeps (`offering_index`).
"""
