"""Runs and records that outlive the program: SQLite, one file a project, in the user's folder.

`Archive` is what a session keeps and finds. `RunStore` reads and writes one file, in the thread
that opened it. `revision` tells which git commit a folder is at, by reading files
alone; `export` writes the files of a revision to a folder.
"""

from core.store.archive import Archive
from core.store.circumstances import circumstances
from core.store.export import NoRevision, export
from core.store.opening import database_name, opened
from core.store.pruning import GIGABYTES_FOR_VALUES, Limits
from core.store.revision import commit_of, is_dirty
from core.store.runstore import RunStore

__all__ = [
    "GIGABYTES_FOR_VALUES",
    "Archive",
    "Limits",
    "NoRevision",
    "RunStore",
    "circumstances",
    "commit_of",
    "database_name",
    "export",
    "is_dirty",
    "opened",
]
