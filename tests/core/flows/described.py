"""Decorators that add words, not nodes."""

import pandas as pd
from hamilton.function_modifiers import (
    cache,
    extract_columns,
    extract_fields,
    schema,
    tag,
    tag_outputs,
)
from hamilton.function_modifiers.metadata import ray_remote_options


@tag(owner="me", **{"a.b": "c"})  # pyright: ignore[reportArgumentType]
@tag_outputs(c1={"pii": "yes"})
@extract_columns("c1", "c2")
def frame() -> pd.DataFrame:
    return pd.DataFrame({"c1": [1], "c2": [2]})


@tag(owner="x", target_="fields", display_name="Nice fields")
@extract_fields({"f1": int})
def fields() -> dict:
    return {"f1": 1}


@tag(several=["a", "b"])
def listed() -> int:
    return 1


@schema.output(("a", "int"), ("b", "str"))
def with_schema() -> pd.DataFrame:
    return pd.DataFrame({"a": [1], "b": ["x"]})


@cache(behavior="recompute", format="parquet")
@extract_columns("k1")
def cached() -> pd.DataFrame:
    return pd.DataFrame({"k1": [1]})


@ray_remote_options(num_gpus=1)
def remote() -> int:
    return 1
