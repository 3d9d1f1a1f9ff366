"""What a benchmark ran on, as far as it matters and says nothing of whose machine it is."""

import os
import platform


def machine() -> str:
    """Cores, memory, system and Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 0
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = f", {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GB"
    return f"{cores} cores{memory}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
