"""`tag`, `schema.output`, `cache` and other decorators that only describe nodes."""

import json
from collections.abc import Mapping
from typing import Any

from core.reading.draft import Draft, Making, Misuse, targeted, untouched
from core.reading.values import UNKNOWN, Unclear, Value, is_pair, is_plain, is_table, plain

_OWN = {"target_", "bypass_reserved_namespaces_"}


def tag(making: Making) -> list[Draft]:
    """`tag(owner="shop", target_="node")`."""
    told = {key: value for key, value in making.call.keywords.items() if key not in _OWN}
    return _tagged(making, making.call.keywords.get("target_"), told)


def tag_outputs(making: Making) -> list[Draft]:
    """`tag_outputs(node={"owner": "shop"})`."""
    return [_with_tags(draft, making.call.keywords.get(draft.name, {})) for draft in making.drafts]


def schema_output(making: Making) -> list[Draft]:
    """`schema.output(("column", "int"))`."""
    pairs = [plain(field) for field in making.call.arguments]
    spelled = ",".join(f"{p[0]}={p[1]}" for p in pairs if is_pair(p))
    tags = {"hamilton.internal.schema_output": spelled}
    return _tagged(making, making.call.keywords.get("target_"), tags)


def cache(making: Making) -> list[Draft]:
    """`cache(behavior="recompute", format="parquet")`."""
    tags = {
        f"cache.{key}": making.call.keywords[key]
        for key in ("behavior", "format")
        if making.call.keywords.get(key)
    }
    return _tagged(making, making.call.keywords.get("target_", ...), tags)


def ray_remote_options(making: Making) -> list[Draft]:
    """`ray_remote_options(num_gpus=1)`."""
    tags = {f"ray_remote.{key}": _as_json(value) for key, value in making.call.keywords.items()}
    return _tagged(making, None, tags)


def accept_error_sentinels(making: Making) -> list[Draft]:
    """`accept_error_sentinels`, which takes no arguments."""
    return _tagged(making, None, {"hamilton.error_sentinel": "injection is requested"})


def _tagged(making: Making, target: Value, tags: Mapping[str, Value]) -> list[Draft]:
    """Return the nodes with tags on those that are meant: what nodes there are stays the same."""
    try:
        meant = targeted(target, making.drafts)
    except (Misuse, Unclear):
        return list(making.drafts)
    return [*untouched(making.drafts, meant), *(_with_tags(draft, tags) for draft in meant)]


def _with_tags(draft: Draft, tags: Value) -> Draft:
    if not is_table(tags) or not tags:
        return draft
    told: dict[str, Any] = {str(key): value for key, value in tags.items() if is_plain(value)}
    return draft.tagged(told)


def _as_json(value: Value) -> Value:
    try:
        return json.dumps(value)
    except (TypeError, ValueError):
        return UNKNOWN
