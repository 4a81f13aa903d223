"""What an edit does: which nodes are new, which computed values are no longer up to date."""

from core.live.contents import Contents
from core.live.editing import Changes, changes, patched
from core.live.staleness import Basis, stale

__all__ = ["Basis", "Changes", "Contents", "changes", "patched", "stale"]
