"""Why the code behind a node is not what it was, in a few words."""

from collections.abc import Iterable, Mapping

_STATEMENTS = "(statements)"
_MOST = 3


def changed_parts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Return what differs between two sets of hashes (see `CodeHash.parts`), by dotted name."""
    if before == after:  # as good as always, and asked of every node that has a value
        return ()
    names = dict.fromkeys((*before, *after))
    return tuple(name for name in names if before.get(name) != after.get(name))


def has_other_statements(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether statements that ran at import are not those that would run now."""
    ran = (name for name in before if name.endswith(_STATEMENTS))
    return any(before[name] != after.get(name) for name in ran)


def why(own: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return why code differs, empty when it does not: "helper `clean` changed".

    `own` is the dotted name of the node's own function.
    """
    names = changed_parts(before, after)
    if not names:
        return ""
    if own in names:
        return "its code changed"
    told = [_named(name, own) for name in names if name in before or name in after]
    shown = told[:_MOST] + ([f"{len(told) - _MOST} more"] if len(told) > _MOST else [])
    return f"{_listed(shown)} changed"


def _named(name: str, own: str) -> str:
    module, dot, last = name.rpartition(".")
    if last == _STATEMENTS:
        return f"what runs when `{module}` is imported"
    if not dot:
        return f"the version of `{name}`"
    place = "" if module == own.rpartition(".")[0] else f" in `{module}`"
    return f"{_kind(last)} `{last}`{place}"


def _kind(name: str) -> str:
    if name.isupper():
        return "constant"
    return "class" if name[:1].isupper() else "helper"


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
