# negsim: make play, make test, make check, make bench. Needs Python 3.11 to 3.13 and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: help play test check lint types bench transcripts screenshots docs lock wheel-check clean

help:
	@echo "make play         set up and open the game"
	@echo "make test         set up and run the tests"
	@echo "make check        what CI runs: lint, format, types, import direction, content, tests"
	@echo "make bench        speed and memory"
	@echo "make transcripts  write docs/transcripts from the scripts in assets/plays"
	@echo "make screenshots  write the pictures in assets/"
	@echo "make wheel-check  build a wheel and play from it in an empty environment"
	@echo "make lock         resolve the pinned requirements anew (needs uv)"

$(VENV)/.play: requirements/run.txt requirements/build.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.play requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

play: $(VENV)/.play
	$(BIN)/negsim

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

check: lint types $(VENV)/.dev
	$(BIN)/python -m negsim scenario check
	$(BIN)/python -m pytest tests/test_architecture.py
	$(BIN)/python -m pytest

bench: $(VENV)/.dev
	$(BIN)/python -m negsim.lab.bench

transcripts: $(VENV)/.dev
	$(BIN)/python -m negsim.lab.transcripts assets/plays docs/transcripts

screenshots: $(VENV)/.dev
	$(BIN)/python -m negsim.lab.screenshots assets

wheel-check: $(VENV)/.dev
	sh assets/wheel-check.sh $(BIN)/python

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet pyproject.toml -o requirements/run.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --extra dev pyproject.toml -o requirements/dev.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet requirements/build.in -o requirements/build.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
