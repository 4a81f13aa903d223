"""What went wrong while the user's modules were imported, in a sentence at the user's own line."""
# pyright: basic

import os
import sys
import traceback
from pathlib import Path

from . import environment
from .importing import BrokenDefinition
from .messages import ModuleSpec, ProblemRecord
from .project import ProjectFiles

DETAIL_LIMIT = 20_000


def of_import(error: BaseException, wanted: ModuleSpec, files: ProjectFiles) -> ProblemRecord:
    """Return why a module could not be imported."""
    file, line = place(error, files) or (wanted.file, 0)
    if isinstance(error, SyntaxError):
        return _of_syntax(error, wanted)
    where = where_text(file, line) if file else f"The module `{wanted.name}`"
    message = _import_sentence(error, where, wanted, _missing_local(error, file or "", files))
    kind = "syntax" if _is_null_byte(error) else "import"
    return ProblemRecord(kind, message, file, line, detail=detail(error))


def of_definition(broken: BrokenDefinition, name: str) -> ProblemRecord:
    """Return why the `def` of a function raised; `name` is the node that stands in for it."""
    definition, error = broken.definition, broken.error
    is_decorator = broken.line < definition.lineno
    what = "a decorator of" if is_decorator else "the header of"
    reason = _missing_package(error) or f"{said(error)}."
    where = where_text(broken.file, broken.line)
    return ProblemRecord(
        kind="decorator" if is_decorator else "annotation",
        message=f"{where}: {what} `{definition.name}` fails: {reason}",
        file=broken.file,
        line=broken.line,
        node=name,
        function=definition.name,
        detail=detail(error),
    )


def place(error: BaseException, files: ProjectFiles) -> tuple[str, int] | None:
    """Return file and line of the innermost frame of `error` that is in the user's own code."""
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        if files.holds(frame.f_code.co_filename):
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
    return readable(f"{name}: {lines[0].strip()}" if lines else name, 300).rstrip(".")


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


def _of_syntax(error: SyntaxError, wanted: ModuleSpec) -> ProblemRecord:
    file = error.filename if error.filename and os.path.isfile(error.filename) else wanted.file
    line = error.lineno or 0
    message = (
        f"{where_text(file or wanted.name, line)} is not valid Python: "
        f"{readable(error.msg or 'it cannot be parsed', 300)}. Correct it and load again."
    )
    return ProblemRecord("syntax", message, file, line, detail=detail(error))


def _import_sentence(error: BaseException, where: str, wanted: ModuleSpec, hint: str) -> str:
    if isinstance(error, SystemExit):
        return (
            f"{where} ends the program while it is imported (sys.exit). "
            'Put that below `if __name__ == "__main__":`.'
        )
    if isinstance(error, KeyboardInterrupt):
        return f"The import of `{wanted.name}` was stopped at {where}. Load again to repeat it."
    if _is_null_byte(error):
        return f"{where} is not valid Python: it has null bytes. Save it as UTF-8 text."
    if isinstance(error, ImportError) and "relative import" in str(error):
        return (
            f"{where} imports relative to its package, but was opened as a single file. "
            "Open the package's folder, or put an __init__.py beside it."
        )
    if reason := hint or _missing_package(error):
        return f"{where} cannot be imported: {reason}"
    return f"{where} fails while it is imported: {said(error)}."


def _is_null_byte(error: BaseException) -> bool:
    return isinstance(error, ValueError) and "null byte" in str(error)


def _missing_local(error: BaseException, file: str, files: ProjectFiles) -> str:
    """Say where a module that was not found lies, when it is one of the project's own."""
    if not isinstance(error, ModuleNotFoundError) or not error.name or _is_loaded(error.name):
        return ""
    top = error.name.partition(".")[0]
    for folder in Path(file).parents:
        own = files.holds(str(folder / top))
        if own and ((folder / f"{top}.py").is_file() or (folder / top / "__init__.py").is_file()):
            return (
                f"`{top}` lies in {folder}, which is not on the import path. "
                "Open that folder instead, or add it to the import paths."
            )
    return ""


def _missing_package(error: BaseException) -> str:
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return ""
    top = error.name.partition(".")[0]
    if _is_loaded(error.name):
        version = environment.version_of(top)
        has = f"`{top}` {version}".rstrip() + f" has no module `{error.name}`"
        return f"{has}. Check the name, or install a version that has it."
    mend = environment.pip_install(environment.provider(top))
    return f"the package `{top}` is not installed. Install it: {mend}"


def _is_loaded(module: str) -> bool:
    """Whether the package of a module was found; a mere folder of that name does not count."""
    top = sys.modules.get(module.partition(".")[0])
    return getattr(top, "__file__", None) is not None
