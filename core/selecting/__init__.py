"""The selection box: a few words that pick nodes of a graph.

`name`, `+name` (and all upstream), `2+name+1` (hops), `tag:x`, `tag:key=value`, `module:x`,
`type:x`, `kind:x`, `status:x`, `changed:x`, `and`, `or`, `not`, parentheses, `*` for any text.
The grammar is that of Dagster's and dbt's selections.
"""

from core.selecting.completion import Completion, complete
from core.selecting.doubts import Doubt, doubts, pointed
from core.selecting.evaluation import Facts, select
from core.selecting.parsing import Selection, SelectionError, parse
from core.selecting.vocabulary import Vocabulary

__all__ = [
    "Completion",
    "Doubt",
    "Facts",
    "Selection",
    "SelectionError",
    "Vocabulary",
    "complete",
    "doubts",
    "parse",
    "pointed",
    "select",
]
