"""Loaders and savers."""

import pandas as pd
from hamilton.function_modifiers import dataloader, datasaver, load_from, save_to, source, value


@load_from.json(path=source("path"))
def raw(data: dict) -> dict:
    return data


@load_from.csv(path="x.csv", inject_="rows")
def table(rows: pd.DataFrame, k: int) -> pd.DataFrame:
    return rows * k


@save_to.json(path=value("out.json"), output_name_="saved")
def kept() -> dict:
    return {}


@save_to.json(path=source("target"))
def kept_elsewhere() -> dict:
    return {}


@dataloader()
def loaded(path: str = "x") -> tuple[pd.DataFrame, dict]:
    return pd.DataFrame(), {}


@datasaver()
def stored(loaded: pd.DataFrame) -> dict:
    return {"rows": len(loaded)}
