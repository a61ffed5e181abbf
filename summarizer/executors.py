"""Where work is done: processes of this machine, or a cluster. One seam: `Executor`.

What is submitted is a module's function with arguments that can be pickled. It may be
begun more than once, on whatever machine is left, so it must be a pure function of its
arguments; then the results are the same wherever it ran.
"""

from __future__ import annotations

from concurrent.futures import Executor

from summarizer.settings import Settings
from summarizer.workers import SteadyExecutor


def open_executor(settings: Settings) -> Executor:
    """Return where work is done, as the settings say.

    A Dask cluster where `dask_address` names one, else `workers` processes of this machine
    (at least one). A scheduler that is away is warned of, and the work is done here.
    """
    local = SteadyExecutor(max(1, settings.workers))
    if not settings.dask_address:
        return local
    from summarizer.cluster import join_cluster

    return join_cluster(settings.dask_address, local) or local
