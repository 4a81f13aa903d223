"""The worker's tests with other interpreters and packages: `python -m tests.matrix [name ...]`.

Each environment is made once under build/matrix. The tests run in our own interpreter; the
workers that they start run in the environment's (see `LINEAGE_TEST_PYTHON` in worker_rig). What
is skipped there says what it needs (see `needs` in surroundings).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "matrix"
TESTS = sorted(str(file) for file in (ROOT / "tests" / "core").glob("test_worker_*.py"))


@dataclass(frozen=True, slots=True)
class Environment:
    """An interpreter, and what is installed for it."""

    python: str
    packages: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the environment is called on the command line."""
        return f"py{self.python}-{self.packages[0].replace('==', '-')}"


DRAWING = ("matplotlib", "pillow", "plotly")
ENVIRONMENTS = (
    Environment("3.10", ("sf-hamilton==1.73.2", "pandas==1.5.3", "numpy<2", *DRAWING)),
    Environment(
        "3.11",
        ("sf-hamilton==1.83.3", "pandas==2.0.3", "numpy<2", "pyarrow<20", "networkx", *DRAWING),
    ),
    Environment("3.12", ("sf-hamilton==1.89.0", "pandas==2.2.3", "polars", *DRAWING)),
    Environment("3.13", ("apache-hamilton==1.90.0", "pandas>=3", "polars", "pyarrow", *DRAWING)),
    Environment("3.14", ("apache-hamilton==1.90.0", "pandas>=2", "polars", "pyarrow", *DRAWING)),
)


def main() -> int:
    """Make what is missing, test in each environment, and tell how each fared."""
    wanted = sys.argv[1:]
    told: dict[str, str] = {}
    for environment in ENVIRONMENTS:
        if wanted and environment.name not in wanted:
            continue
        python = next(interpreters(environment.python), None)
        if python is None:
            told[environment.name] = f"skipped: no Python {environment.python} here"
            continue
        say(f"== {environment.name} with {python}")
        told[environment.name] = "passed" if is_good(environment, python) else "FAILED"
    for name, outcome in told.items():
        say(f"{name}: {outcome}")
    return int("FAILED" in told.values())


def is_good(environment: Environment, python: Path) -> bool:
    """Make the environment if it is not there, and run the tests with it."""
    folder = BUILD / environment.name
    made = folder / "bin" / "python"
    stamp = folder / "packages"
    wanted = "\n".join(environment.packages)
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        install = [str(made), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        for command in (
            [str(python), "-m", "venv", str(folder)],
            [*install, *environment.packages],
        ):
            if subprocess.run(command, check=False).returncode:
                return False
        stamp.write_text(wanted)
    pytest = [sys.executable, "-m", "pytest", "-q", "-rs", "-n", "0", "-p", "no:cacheprovider"]
    return not subprocess.run(
        [*pytest, *TESTS],
        cwd=ROOT,
        env={**os.environ, "LINEAGE_TEST_PYTHON": str(made)},
        check=False,
    ).returncode


def interpreters(version: str) -> Iterator[Path]:
    """Yield the interpreters of a version such as 3.10 that PATH and pyenv know."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = [Path(name) for name in (shutil.which(f"python{version}"),) if name]
    for python in (*found, *sorted((root / "versions").glob(f"{version}.*/bin/python"))):
        asked = subprocess.run(  # one of pyenv's stand-ins may lead nowhere
            [python, "-c", "import sys, venv; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.stdout.strip() == version:
            yield python


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
