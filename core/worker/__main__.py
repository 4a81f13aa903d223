"""Start the worker: `python path/to/core/worker '{"spool": folder}'`.

Loads this folder as the private package `_lineage_worker` and takes the folder itself off
`sys.path`, so that no module of ours can shadow a module of the user's. This file is read by any
Python from 3.6 on, to say what is wrong with an old one; the others by 3.10 and newer.
"""

import sys

OLDEST = (3, 10)


def _see_that_it_is_new_enough() -> None:
    if sys.version_info >= OLDEST:
        return
    version = ".".join(map(str, sys.version_info[:3]))
    sys.exit(
        f"{sys.executable} is Python {version}, and 3.10 or newer is needed. Choose another "
        "interpreter, or make the project's environment with a newer Python."
    )


def _start() -> None:
    here = sys.path.pop(0)
    while "" in sys.path:
        sys.path.remove("")
    import importlib.util  # only now: until here this folder was searched first

    package = importlib.util.spec_from_file_location(
        "_lineage_worker", f"{here}/__init__.py", submodule_search_locations=[here]
    )
    assert package and package.loader
    sys.modules[package.name] = module = importlib.util.module_from_spec(package)
    package.loader.exec_module(module)
    importlib.import_module("_lineage_worker.serve").main(sys.argv[1])


if __name__ == "__main__":
    _see_that_it_is_new_enough()
    _start()
