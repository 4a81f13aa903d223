# Two commands: `make run` opens the bundled example, `make test` checks everything.
.PHONY: prepare run test lint unit bench clean test-matrix soak

BIN = .venv/bin

prepare:
	@PYTHON="$(PYTHON)" sh resources/setup/prepare.sh

run: prepare
	@sh resources/setup/run.sh

test: lint unit

lint: prepare
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports --no-logo

unit: prepare
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered --cov-fail-under=90

bench: prepare
	$(BIN)/python -m tests.benchmarks

soak: prepare
	$(BIN)/pytest -s -n 0 tests/soak/soak_window.py

test-matrix: prepare
	$(BIN)/python -m tests.matrix

clean:
	rm -rf .venv build dist
