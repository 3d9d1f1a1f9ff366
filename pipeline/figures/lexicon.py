"""Word lists as they are written in this package: words between blanks."""


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, in order."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The words of `text` for look-up."""
    return frozenset(text.split())
