"""The text of a Python file, whatever the file is like."""

import io
import os
import stat
import tokenize
from dataclasses import dataclass
from pathlib import Path

from core.model.problem import Problem, ProblemKind

LIMIT = 4_000_000
"""Bytes of the largest file that is read; a dataflow of 20,000 functions has 3 million."""
_MOST_COMMAS = 250_000
"""A syntax tree takes about a kilobyte for each item of a list; the same dataflow has 80,000."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a file says, as far as it can be told. `problem` is why Python would refuse it.

    `text` has Unix line ends; it is empty when there is nothing to read.
    """

    text: str = ""
    problem: Problem | None = None


def read_source(file: Path) -> SourceText:
    """Return the text of a file. Never raises: what is wrong with the file is in the answer."""
    try:
        data = _bytes(file)
    except FileNotFoundError:
        return _refused(file, f"{file} does not exist. Check the name, or open the folder again.")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        return _refused(file, f"{file} cannot be read: {why}. Check its name and permissions.")
    if isinstance(data, str):
        return _refused(file, data)
    return _decoded(file, data)


def _bytes(file: Path) -> bytes | str:
    """Return the content of a file, or a sentence that says why it is left alone."""
    status = os.stat(file)
    if stat.S_ISDIR(status.st_mode):
        return f"{file} is a folder, not a Python file. Open one of the files in it."
    if not stat.S_ISREG(status.st_mode):
        return f"{file} is not an ordinary file. Open a Python file instead."
    if status.st_size > LIMIT:
        size = f"{status.st_size / 1e6:.0f} MB"
        return f"{file} has {size}: too much to read at once. Split it into several modules."
    return file.read_bytes()


def _decoded(file: Path, data: bytes) -> SourceText:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text, problem = _guessed(data), _undecodable(file, _line(data, error.start))
    except (SyntaxError, LookupError):
        text, problem = _guessed(data), _undecodable(file, _bad_line(data))
    else:
        problem = None
    if "\0" in text:
        where = f"{file.name}, line {_line(data, data.find(0))}"
        message = f"{where} has null bytes, so Python cannot import it. Save it as UTF-8 text."
        problem = Problem(ProblemKind.SYNTAX, message, file, _line(data, data.find(0)))
        text = text.replace("\0", "")
    if text.count(",") > _MOST_COMMAS:
        what = "is mostly data, too much to read as code. Keep the data in a file of its own."
        return _refused(file, f"{file} {what}")
    return SourceText(text.replace("\r\n", "\n").replace("\r", "\n"), problem)


def _guessed(data: bytes) -> str:
    """Names are ASCII almost always, so that any superset of it shows the functions."""
    return data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _bad_line(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _line(data, error.start)
    return 1


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, max(position, 0)) + 1


def _undecodable(file: Path, line: int) -> Problem:
    message = (
        f"{file.name}, line {line} is not UTF-8 text, so Python cannot import it. Save the file "
        "as UTF-8, or name its encoding in its first line: `# coding: latin-1`."
    )
    return Problem(ProblemKind.SYNTAX, message, file, line)


def _refused(file: Path, message: str) -> SourceText:
    return SourceText("", Problem(ProblemKind.IMPORT, message, file))
