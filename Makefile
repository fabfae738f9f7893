# All set-up is done here: `make demo` puts a graph on the screen, `make test` runs everything that must hold.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types check clean

demo: $(READY)
	$(BIN)/graphkit demo

test: lint types check

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --group dev --editable '.[all]'
	touch $@

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# A type checker does not see the mapped packages of an editable install, so it reads an installed wheel.
types: $(READY)
	rm -rf build
	$(BIN)/python -m pip install --quiet --no-deps --no-compile --target build/types .
	MYPYPATH=build/types $(BIN)/mypy --package graphkit

check: $(READY)
	$(BIN)/python -m pytest

clean:
	rm -rf $(VENV) build demo *.egg-info
