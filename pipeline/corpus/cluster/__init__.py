"""Reports as tasks of Dask workers, on this machine or on many; this process alone writes files and journal.

Nothing but this module may be imported where `distributed` is not installed.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pipeline.corpus.folder import RunFolder
from pipeline.corpus.made import Recipe, Task
from pipeline.engines import Chosen
from pipeline.errors import SettingsError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.corpus.cluster.driver import Cluster
    from pipeline.model.observe import Observer

__all__ = ["cluster_workers", "wants_cluster"]


def wants_cluster(settings: Settings) -> bool:
    """True when a run of these settings gives its reports to a cluster. Raises SettingsError when it names two."""
    if settings.scheduler and settings.local_cluster:
        raise SettingsError("--scheduler and --local-cluster: give one of them")
    return bool(settings.scheduler or settings.local_cluster)


@asynccontextmanager
async def cluster_workers(
    settings: Settings,
    chosen: Chosen,
    recipe: Recipe,
    folder: RunFolder,
    tasks: Sequence[Task],
    log: "Observer | None" = None,
) -> "AsyncIterator[Cluster]":
    """The workers of the cluster that `settings` name, for the run into `folder`.

    Raises SettingsError when it cannot be reached or used, or `distributed` is not installed.
    """
    try:
        import distributed  # noqa: F401  asked for here, so that no other import is blamed
    except ImportError as error:
        flag = "--scheduler" if settings.scheduler else "--local-cluster"
        raise SettingsError(f"{flag} needs Dask: pip install 'jianbao[cluster]'") from error
    from pipeline.corpus.cluster.opening import open_cluster

    async with open_cluster(settings, chosen, recipe, folder, tasks, log) as cluster:
        yield cluster
