"""The names of Hamilton's that a dataflow is written with."""

from core.reading.values import Symbol, Value

_EXPORTED = """
InvalidDecoratorException LiteralDependency ParameterizedExtract ResolveAt UpstreamDependency
apply_to cache check_output check_output_custom config configuration dataloader datasaver does
dynamic_transform extract_columns extract_fields group hamilton_exclude inject load_from model
mutate parameterize parameterize_extract_columns parameterize_sources parameterize_values
parameterized_inputs parameterized_subdag parametrized parametrized_input pipe pipe_input
pipe_output resolve resolve_from_config save_to schema source step subdag tag tag_outputs
unpack_fields value
"""
EXPORTED = frozenset(_EXPORTED.split())
"""What `from hamilton.function_modifiers import *` brings."""

_FAMILIES = {"config", "load_from", "save_to", "schema", "h_pandera", "h_pydantic", "h_spark"}


def hamilton_name(value: Value) -> str:
    """Return the short name of something of Hamilton's, with that of its family.

    `parameterize`, `config.when`, `load_from.csv`, `h_spark.with_columns`; empty for all else.
    """
    if not isinstance(value, Symbol) or not value.name.startswith("hamilton."):
        return ""
    if value.name.startswith("hamilton.contrib."):
        return ""
    *before, name = value.name.split(".")
    return f"{before[-1]}.{name}" if before[-1] in _FAMILIES else name
