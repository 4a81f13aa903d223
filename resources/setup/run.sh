#!/bin/sh
# Open the bundled example; without a display do the same work offscreen and leave a picture.
set -eu
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    exec .venv/bin/lineage-explorer demo
fi
mkdir -p build
echo "No display here: opening the example offscreen, running it to its last node."
# the offscreen platform warns of every window that it cannot frame
QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES="default.warning=false" .venv/bin/lineage-explorer demo --run --screenshot build/window.png
echo "A picture of the window: $(pwd)/build/window.png"
