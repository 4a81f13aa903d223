#!/bin/sh
# Make .venv with pinned dependencies and the project, and see that Qt can start.
# Called by make; run again it does nothing. PYTHON names the interpreter to use.
set -eu

say() { printf '%s\n' "$*" >&2; }
stop() { say "lineage-explorer: $*"; exit 1; }

# Runs a package installation as root on Debian and Ubuntu; elsewhere says what to run and stops.
system_packages() {
    why=$1; shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing for $why: $*"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
    elif command -v apt-get >/dev/null 2>&1; then
        stop "missing for $why. Run this, then try again:  sudo apt-get install $*"
    else
        stop "missing for $why. Install your system's packages for: $* (these are Debian's names)."
    fi
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if is_new_enough "$candidate"; then printf '%s' "$candidate"; return; fi
    done
    stop "Python 3.11 or newer was not found. Install it, or name one:  make run PYTHON=/path/to/python3"
}

# Debian ships venv without pip unless python3-venv is there: `python -m venv` then fails.
make_environment() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        system_packages "Python's virtual environments" "python$version-venv"
    fi
    say "Making .venv with $("$python" --version)"
    "$python" -m venv .venv
}

install_project() {
    say "Installing pinned dependencies (a few minutes the first time)"
    .venv/bin/python -m pip install -q --disable-pip-version-check -r requirements.lock
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
}

qt_starts() {
    .venv/bin/python -c 'import PySide6.QtWidgets, PySide6.QtSvg' 2>/dev/null
}

# The platform plugin for X11 wants a few libraries of its own, but only where there is a display.
x11_is_complete() {
    [ -z "${DISPLAY:-}" ] && return 0
    plugin=$(.venv/bin/python -c 'import PySide6, pathlib; print(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so")')
    [ ! -e "$plugin" ] || ! ldd "$plugin" 2>/dev/null | grep -q 'not found'
}

lock=$(cksum requirements.lock pyproject.toml explorer/entry.py | cksum)
if [ "$(cat .venv/ready 2>/dev/null)" != "$lock" ]; then
    [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 || make_environment
    install_project
    qt_starts || system_packages "Qt" libegl1 libgl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon0
    qt_starts || stop "Qt does not start. See why:  .venv/bin/python -c 'import PySide6.QtWidgets'"
    printf '%s\n' "$lock" >.venv/ready
fi
x11_is_complete || system_packages "Qt's window on X11" \
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 \
    libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0
