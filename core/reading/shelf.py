"""What was read of files, kept from one reading of a project to the next."""

from dataclasses import dataclass, replace
from pathlib import Path

from core.model.problem import Problem
from core.reading.module import Module
from core.reading.parsing import Damage, Parsed, parse
from core.reading.scanning import scan
from core.reading.source import read_source
from core.worker.codehash import ModuleSyntax, parse_module


@dataclass(frozen=True, slots=True)
class Volume:
    """One file as a module. `problem` is why Python would refuse the file as a whole.

    With `is_earlier`, `text` and `module` are of a version before the one that is there now.
    """

    text: str
    module: Module
    problem: Problem | None = None
    is_earlier: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether Python would take the text."""
        return self.is_earlier or not (self.problem or self.module.damages)


class Shelf:
    """Files as they were read last: only those with another text are parsed again.

    With `keeps_whole`, a file that does not parse any more counts as it was when it did; then
    `outdated` has what is wrong with it. Each reading begins with `begin`; not for two threads
    at a time.
    """

    def __init__(self, keeps_whole: bool = False) -> None:
        self._keeps_whole = keeps_whole
        self._volumes: dict[tuple[Path, str], Volume] = {}
        self._texts: dict[Path, str] = {}
        self._syntaxes: dict[str, ModuleSyntax | None] = {}
        self._earlier = self._volumes, self._texts, self._syntaxes
        self.outdated: dict[Path, tuple[Damage, ...]] = {}

    def begin(self) -> None:
        """Look at every file anew from now on; what is not asked for again is forgotten."""
        self._earlier = self._volumes, self._texts, self._syntaxes
        self._volumes, self._texts, self._syntaxes = {}, {}, {}
        self.outdated = {}

    def volume(self, name: str, file: Path) -> Volume:
        """Return a file as the module `name`."""
        key = file, name
        if key not in self._volumes:
            self._volumes[key] = self._read(name, file, self._earlier[0].get(key))
        return self._volumes[key]

    def text(self, file: Path) -> str | None:
        """Return the text that counts for a file; None when there is none."""
        if file not in self._texts:
            known = (v.text for (path, _), v in self._volumes.items() if path == file)
            text = next(known, None)
            self._texts[file] = self._whole_text(file) if text is None else text
        return self._texts[file] or None

    def syntax(self, text: str) -> ModuleSyntax | None:
        """Return what a text says for the hashes of code."""
        if text not in self._syntaxes:
            known = self._earlier[2]
            self._syntaxes[text] = known[text] if text in known else parse_module(text)
        return self._syntaxes[text]

    @property
    def files(self) -> frozenset[Path]:
        """All files that have been asked for since the reading began, and had a text."""
        texts = (file for file, text in self._texts.items() if text)
        return frozenset((*texts, *(file for file, _ in self._volumes)))

    def _read(self, name: str, file: Path, earlier: Volume | None) -> Volume:
        source = read_source(file)
        if earlier and (source.text, source.problem) == (earlier.text, earlier.problem):
            return replace(earlier, is_earlier=False)
        module = scan(name, file, parse(source.text) if source.text else Parsed(()))
        new = Volume(source.text, module, source.problem)
        if new.is_whole or not self._keeps_whole or not earlier or not earlier.is_whole:
            return new
        self.outdated[file] = module.damages
        return replace(earlier, problem=new.problem, is_earlier=True)

    def _whole_text(self, file: Path) -> str:
        """Return the text of a file that only counts for the hashes of code."""
        text, earlier = read_source(file).text, self._earlier[1].get(file)
        if text and earlier and self._keeps_whole and self.syntax(text) is None:
            self.outdated[file] = parse(text).damages
            return earlier
        return text
