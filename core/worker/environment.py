"""What the interpreter we run in has, found without importing any of it."""

import functools
import importlib.util
import os
import platform
import re
import sys
from pathlib import Path

from .messages import PROTOCOL, Hello, ProblemRecord

OLDEST = (1, 45)
"""Before this release Hamilton's graph lacks what the worker reads from it."""
TRIED = (1, 73)
NEEDS_PACKAGING = (1, 90)
"""From here on Hamilton's pandas support needs `packaging` without saying so to pip."""

_DISTRIBUTION = re.compile(r"(.+?)-([^-]+?)(?:-py[\d.]+)?\.(?:dist|egg)-info")
_VERSION = re.compile(r"^VERSION\s*=\s*\(([^)]*)\)", re.MULTILINE)
_PROVIDERS = {
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "dotenv": "python-dotenv",
    "fitz": "pymupdf",
    "git": "gitpython",
    "google": "google-cloud",
    "hamilton": "apache-hamilton",
    "jwt": "pyjwt",
    "lancedb": "lancedb",
    "ldclient": "launchdarkly-server-sdk",
    "mpl_toolkits": "matplotlib",
    "MySQLdb": "mysqlclient",
    "OpenSSL": "pyopenssl",
    "PIL": "pillow",
    "psycopg2": "psycopg2-binary",
    "serial": "pyserial",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "slack_sdk": "slack-sdk",
    "umap": "umap-learn",
    "yaml": "pyyaml",
}


def survey() -> Hello:
    """Return who we are and what is missing here. Takes milliseconds."""
    hamilton = hamilton_version()
    return Hello(
        protocol=PROTOCOL,
        pid=os.getpid(),
        python=platform.python_version(),
        executable=sys.executable,
        hamilton=".".join(map(str, hamilton or ())),
        packages=installed(),
        problems=tuple(_problem(message) for message in _complaints(hamilton)),
    )


@functools.cache
def installed() -> dict[str, str]:
    """Return the version of every installed package by its normalised name, from sys.path."""
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = sorted(os.listdir(folder or "."))
        except OSError:
            continue
        for match in filter(None, map(_DISTRIBUTION.fullmatch, names)):
            found.setdefault(normalised(match[1]), match[2])
    return found


def signature() -> str:
    """Return what differs between environments in which a value may not mean the same."""
    packages = " ".join(f"{name}=={version}" for name, version in sorted(installed().items()))
    return f"{sys.version} {packages}"


def normalised(package: str) -> str:
    """Return a package's name as PEP 503 writes it."""
    return re.sub(r"[-_.]+", "-", package).lower()


def version_of(module: str) -> str:
    """Return the version of the package that has the top-level `module`, "" when unknown."""
    name = normalised(provider(module))
    if name in installed():
        return installed()[name]
    if module == "hamilton":  # before 1.89 its package had another name
        return ".".join(map(str, hamilton_version() or ()))
    version = getattr(sys.modules.get(module), "__version__", "")
    return version if isinstance(version, str) else ""


def provider(module: str) -> str:
    """Return the name by which pip knows the package of a top-level module (a good guess)."""
    return _PROVIDERS.get(module, module)


def pip_install(*packages: str) -> str:
    """Return the command that installs packages into this very environment."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -m pip install {' '.join(packages)}"


def hamilton_version() -> tuple[int, ...] | None:
    """Return Hamilton's version; None when it is not installed, () when it does not say."""
    spec = importlib.util.find_spec("hamilton")
    if spec is None or not spec.origin:
        return None
    try:
        text = Path(spec.origin).with_name("version.py").read_text(encoding="utf-8")
    except OSError:
        return ()
    match = _VERSION.search(text)
    return tuple(int(part) for part in re.findall(r"\d+", match[1])) if match else ()


def can_build() -> bool:
    """Whether the Hamilton that is here can be worked with at all."""
    version = hamilton_version()
    return version is not None and (not version or version >= OLDEST)


def _complaints(hamilton: tuple[int, ...] | None) -> list[str]:
    if hamilton is None:
        mend = pip_install("apache-hamilton", "packaging")
        return [f"Hamilton is not installed for {sys.executable}. Install it: {mend}"]
    complaints: list[str] = []
    version, upgrade = ".".join(map(str, hamilton)), pip_install("--upgrade", "apache-hamilton")
    if hamilton and hamilton < OLDEST:
        complaints.append(f"Hamilton {version} is too old; 1.73 or newer is needed: {upgrade}")
    elif hamilton and hamilton < TRIED:
        complaints.append(
            f"Hamilton {version} is old and may lack what your dataflow uses. Upgrade it: {upgrade}"
        )
    if hamilton >= NEEDS_PACKAGING and _has("pandas") and not _has("packaging"):
        complaints.append(
            f"Hamilton {version} does not know pandas frames while the package `packaging` is "
            f"missing. Install it: {pip_install('packaging')}"
        )
    return complaints


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _problem(message: str) -> ProblemRecord:
    return ProblemRecord("environment", message)
