"""Records: what came out of each node, in figures, made beside the runs.

| module | what it does |
|---|---|
| `recorder` | the thread that makes them, while no run is on or in a tenth of its time |
| `budget`, `meter` | how much a record may cost; by how much the process grew in a node |
| `recording` | from a value to its record |
| `frames`, `series`, `arrays`, `polars_series` | values as columns of numpy's |
| `columns`, `hashing` | a column of numpy's in figures; a number for each of its cells |
| `plain` | scalars, lists and dictionaries |
"""
