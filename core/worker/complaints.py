"""What went wrong while the user's modules were imported, in a sentence at the user's own line."""
# pyright: basic

import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from . import environment
from .absent import UnavailableError
from .messages import ModuleSpec, ProblemRecord
from .recovery import BrokenDefinition, FailedImport

DETAIL_LIMIT = 20_000
_MISSING_NAME = re.compile(r"cannot import name '(.+?)' from '")
_DETECTED = re.compile(r" \(detected at line \d+\)")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
IsOwn = Callable[[str], bool]


def of_import(error: BaseException, wanted: ModuleSpec, is_own: IsOwn) -> ProblemRecord:
    """Return why a module could not be imported at all."""
    file, line = place(error, is_own) or (wanted.file, 0)
    if isinstance(error, SyntaxError):
        return _of_syntax(error, wanted.file or wanted.name)
    where = where_text(file, line) if file else f"The module `{wanted.name}`"
    if isinstance(error, SystemExit):
        message = (
            f"{where} ends the program while it is imported (sys.exit). "
            'Put that below `if __name__ == "__main__":`.'
        )
    elif isinstance(error, KeyboardInterrupt):
        message = f"The import of `{wanted.name}` was stopped at {where}. Load again to repeat it."
    elif _is_null_byte(error):
        message = f"{where} is not valid Python: it has null bytes. Save it as UTF-8 text."
        return ProblemRecord("syntax", message, file, line, detail=detail(error))
    elif isinstance(error, ImportError):
        message = f"{where} cannot be imported: {reason(error, file or '', is_own)}"
    else:
        message = f"{where} fails while it is imported: {said(error)}."
    return ProblemRecord("import", message, file, line, detail=detail(error))


def of_failed_imports(failed: Iterable[FailedImport], is_own: IsOwn) -> list[ProblemRecord]:
    """Return what modules could not import though they were loaded; missing packages together."""
    problems: list[ProblemRecord] = []
    missing: dict[str, list[FailedImport]] = {}
    for one in failed:
        if missing_package(one.error) and not _own_folder_with(one.error, one.file, is_own):
            missing.setdefault(one.file, []).append(one)
        elif isinstance(one.error, SyntaxError):
            problems.append(_of_syntax(one.error, one.file))
        else:
            file, line = place(one.error, is_own) or (one.file, one.line)
            text = reason(one.error, one.file, is_own)
            message = f"{where_text(file, line)}: {text} What uses it cannot run."
            problems.append(ProblemRecord("import", message, file, line, detail=detail(one.error)))
    return [*problems, *map(_of_missing, missing.values())]


def of_definition(broken: BrokenDefinition, name: str) -> ProblemRecord:
    """Return why the `def` of a function raised; `name` is the node that stands in for it."""
    definition, error = broken.definition, broken.error
    # Python 3.10 gives what a decorator raises the line of the `def`; but a header calls nothing
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    is_called = bool(definition.decorator_list) and frame.f_code.co_name != "<module>"
    is_decorator = is_called or broken.line < definition.lineno
    what = "a decorator of" if is_decorator else "the header of"
    text = f"{said(error)}."
    if isinstance(error, ImportError):
        text = reason(error, broken.file, lambda _: False)
    elif isinstance(error, NameError) and error.name:
        text = f"`{error.name}` is not known there. Import it, or define it above."
    return ProblemRecord(
        kind="decorator" if is_decorator else "annotation",
        message=f"{where_text(broken.file, broken.line)}: {what} `{definition.name}` fails: {text}",
        file=broken.file,
        line=broken.line,
        node=name,
        function=definition.name,
        detail=detail(error),
    )


def is_consequence(broken: BrokenDefinition) -> bool:
    """Whether a function that is no node is only broken for something that was told already."""
    is_private = broken.definition.name.startswith("_")
    return is_private and isinstance(broken.error, UnavailableError)


def reason(error: Exception, file: str, is_own: IsOwn) -> str:
    """Return why an import in `file` failed: a clause that ends a sentence, and what mends it."""
    if isinstance(error, UnavailableError):
        return str(error)
    if "relative import" in str(error):
        return (
            "it imports relative to its package, but was opened as a single file. "
            "Open the package's folder, or put an __init__.py beside it."
        )
    if local := _own_folder_with(error, file, is_own):
        name = str(getattr(error, "name", "")).partition(".")[0]
        return (
            f"`{name}` lies in {local}, which is not on the import path. "
            "Open that folder instead, or add it to the import paths."
        )
    if package := missing_package(error):
        mend = environment.pip_install(environment.provider(package))
        return f"the package `{package}` is not installed. Install it: {mend}"
    return _wrong_version(error) or f"{said(error)}."


def missing_package(error: BaseException) -> str:
    """Return the top-level module that is not installed, "" when the error is another one."""
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return ""
    top = error.name.partition(".")[0]
    loaded = sys.modules.get(top)
    is_there = getattr(loaded, "__file__", None) is not None  # a mere folder does not count
    return "" if is_there else top


def _wrong_version(error: Exception) -> str:
    """Say that an installed package does not have what is imported from it."""
    module = str(getattr(error, "name", None) or "")
    missing = _MISSING_NAME.search(str(error))
    top = module.partition(".")[0]
    if not module or not (missing or isinstance(error, ModuleNotFoundError)):
        return ""
    has = f"`{top}` {environment.version_of(top)}".rstrip()
    what = f"no `{missing[1]}` in `{module}`" if missing else f"no module `{module}`"
    return f"{has} has {what}. Check the name, or install a version that has it."


def place(error: BaseException, is_own: IsOwn) -> tuple[str, int] | None:
    """Return file and line of the innermost frame of `error` that is in the user's own code."""
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        if is_own(frame.f_code.co_filename):
            found = frame.f_code.co_filename, line
    return found


def where_text(file: str, line: int) -> str:
    """Return a place as people write it."""
    name = os.path.basename(file)
    return f"{name}, line {line}" if line else name


def said(error: BaseException) -> str:
    """Return the type of an exception and the first line of what it says; never raises."""
    try:
        lines = str(error).strip().splitlines()
    except Exception:
        lines = []
    name = type(error).__name__
    text = f"{name}: {_ADDRESS.sub('', lines[0]).strip()}" if lines else name
    return readable(text, 300).rstrip(".")


def detail(error: BaseException) -> str:
    """Return the whole traceback, as text to be copied; never raises."""
    try:
        text = "".join(traceback.format_exception(error))
    except Exception:
        text = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
    return readable(text, DETAIL_LIMIT)


def readable(text: str, limit: int) -> str:
    """Return text that can be encoded and shown, cut to `limit` characters."""
    whole = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return whole if len(whole) <= limit else whole[: limit - 1] + "…"


def _of_missing(failed: list[FailedImport]) -> ProblemRecord:
    """Return all packages that one file lacks, with one command that installs them."""
    packages = list(dict.fromkeys(missing_package(one.error) for one in failed))
    first, is_one = failed[0], len(packages) == 1
    names = ", ".join(f"`{package}`" for package in packages)
    which = f"the package {names} is" if is_one else f"the packages {names} are"
    it = "it" if is_one else "them"
    mend = environment.pip_install(*map(environment.provider, packages))
    message = (
        f"{where_text(first.file, first.line)}: {which} not installed, so what uses {it} cannot "
        f"run. Install {it}: {mend}"
    )
    return ProblemRecord("import", message, first.file, first.line, detail=detail(first.error))


def _of_syntax(error: SyntaxError, otherwise: str) -> ProblemRecord:
    file = error.filename if error.filename and os.path.isfile(error.filename) else otherwise
    line = error.lineno or 0
    where = where_text(file, line)
    if (error.text or "").startswith(_CONFLICT):
        message = f"{where} marks a merge conflict. Keep what is right of both sides, and save."
    else:
        what = readable(error.msg or "it cannot be parsed", 300)
        message = f"{where} is not valid Python: {_DETECTED.sub('', what)}. Correct it and save."
    return ProblemRecord("syntax", message, file, line, detail=detail(error))


def _is_null_byte(error: BaseException) -> bool:
    return isinstance(error, ValueError) and "null byte" in str(error)


def _own_folder_with(error: Exception, file: str, is_own: IsOwn) -> Path | None:
    """Return the project's folder that has the module which was not found, if there is one."""
    name = missing_package(error)
    if not name:
        return None
    for folder in Path(file).parents:
        places = (folder / f"{name}.py", folder / name / "__init__.py")
        if any(is_own(str(place)) and place.is_file() for place in places):
            return folder
    return None
