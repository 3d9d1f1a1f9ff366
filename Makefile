# Two commands do everything: `make digest` and `make test`. Both need Python 3.11+ and a package registry, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: digest test lint types layers unit truth mutate eval bench requirements clean

# Exit code 1 says that a report disagrees with itself: the digest is whole, and its findings are what it is for.
digest: $(VENV)/.run
	$(BIN)/jianbao digest seeds --engine extractive --out out || test $$? -eq 1

test: lint types layers truth mutate eval unit

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

unit: $(VENV)/.dev
	$(BIN)/pytest

truth: $(VENV)/.dev
	$(BIN)/python -m evals.truth

mutate: $(VENV)/.dev
	$(BIN)/python -m evals.mutate

eval: $(VENV)/.dev
	$(BIN)/jianbao eval run --out out/eval
	$(BIN)/jianbao eval gate out/eval

bench: $(VENV)/.dev
	$(BIN)/python -m evals.bench

# Pinned with hashes and without index lines; --no-build-isolation so that the build backend is a pinned one too.
$(VENV)/.run: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

requirements: ## needs uv on the PATH; the only target that does
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --extra build -o requirements.txt pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --extra build --extra dev -o requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) out
