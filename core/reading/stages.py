"""What each of Hamilton's decorators does, and when it comes to act."""

from enum import IntEnum
from typing import Final

from core.reading.decorators import (
    adapters,
    checks,
    columns,
    extraction,
    parameters,
    pipes,
    spark,
    subdags,
    tags,
)
from core.reading.draft import Decorator, Draft, Making
from core.reading.values import Unclear


class Stage(IntEnum):
    """When a decorator acts. Within a stage, those nearest to the function act first."""

    CREATE = 0
    INJECT = 1
    EXPAND = 2
    TRANSFORM = 3
    DESCRIBE = 4


def _as_it_is(making: Making) -> list[Draft]:
    return list(making.drafts)


def _at_run_time(_: Making) -> list[Draft]:
    raise Unclear


DECORATORS: Final[dict[str, tuple[Stage, Decorator]]] = {
    "does": (Stage.CREATE, _as_it_is),
    "dynamic_transform": (Stage.CREATE, _at_run_time),
    "model": (Stage.CREATE, _at_run_time),
    "dataloader": (Stage.CREATE, adapters.dataloader),
    "datasaver": (Stage.CREATE, adapters.datasaver),
    "subdag": (Stage.CREATE, subdags.subdag),
    "parameterized_subdag": (Stage.CREATE, subdags.parameterized_subdag),
    "load_from": (Stage.INJECT, adapters.load_from),
    "pipe": (Stage.INJECT, pipes.pipe_input),
    "pipe_input": (Stage.INJECT, pipes.pipe_input),
    "with_columns": (Stage.INJECT, columns.with_columns),
    "h_spark.with_columns": (Stage.INJECT, spark.with_columns),
    "h_spark.select": (Stage.INJECT, spark.select),
    "inject": (Stage.EXPAND, parameters.inject),
    "parameterize": (Stage.EXPAND, parameters.parameterize),
    "parameterize_values": (Stage.EXPAND, parameters.parameterize_values),
    "parametrized": (Stage.EXPAND, parameters.parameterize_values),
    "parameterize_sources": (Stage.EXPAND, parameters.parameterize_sources),
    "parameterized_inputs": (Stage.EXPAND, parameters.parameterize_sources),
    "parametrized_input": (Stage.EXPAND, parameters.parametrized_input),
    "parameterize_extract_columns": (Stage.EXPAND, parameters.parameterize_extract_columns),
    "extract_columns": (Stage.TRANSFORM, extraction.extract_columns),
    "extract_fields": (Stage.TRANSFORM, extraction.extract_fields),
    "unpack_fields": (Stage.TRANSFORM, extraction.unpack_fields),
    "check_output": (Stage.TRANSFORM, checks.check_output),
    "check_output_custom": (Stage.TRANSFORM, checks.check_output_custom),
    "h_pandera.check_output": (Stage.TRANSFORM, checks.check_output_pandera),
    "h_pydantic.check_output": (Stage.TRANSFORM, checks.check_output_pydantic),
    "h_spark.require_columns": (Stage.TRANSFORM, spark.require_columns),
    "pipe_output": (Stage.TRANSFORM, pipes.pipe_output),
    "save_to": (Stage.TRANSFORM, adapters.save_to),
    "tag": (Stage.DESCRIBE, tags.tag),
    "tag_outputs": (Stage.DESCRIBE, tags.tag_outputs),
    "schema.output": (Stage.DESCRIBE, tags.schema_output),
    "cache": (Stage.DESCRIBE, tags.cache),
    "ray_remote_options": (Stage.DESCRIBE, tags.ray_remote_options),
    "accept_error_sentinels": (Stage.DESCRIBE, tags.accept_error_sentinels),
}
ONE_ONLY = {Stage.CREATE, Stage.EXPAND}
"""Stages at which a function has one decorator at most."""
