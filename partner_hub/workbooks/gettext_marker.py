"""gettext's marker for sentences that somebody else translates: this package knows no language."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which pybabel extracts without being told
    """Mark a sentence for the catalogue; whoever shows it translates it."""
    return message
