"""The quarter's plan: which offering for which need, as many needs served as possible, provably the best.

`solver` (the integer program) and `pair_value` (its objective) are pure: they know neither the web nor the database.
"""
