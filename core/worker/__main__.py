"""Start the worker: `python path/to/core/worker '{"spool": folder}'`.

Loads this folder as the private package `_lineage_worker` and takes the folder itself off
`sys.path`, so that no module of ours can shadow a module of the user's.
"""

import sys


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
    _start()
