"""How much memory a worker takes: what this process took at most, once it has done the same work."""

import sys

_GUESS = 200 * 2**20  # where the system does not say


def peak_memory() -> int:
    """Bytes."""
    try:
        import resource
    except ImportError:  # Windows has none
        return _GUESS
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024
