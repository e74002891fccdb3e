# Recipes. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT

.DEFAULT_GOAL := help
.PHONY: help setup run test test-spark check fix bench docs unit integration browser

help: ## List the recipes
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## Set everything up: environment, packages, styles
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed, and $(PYTHON) is not here." \
	  "Install it, or name another: make run PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) scripts/set_up.py

run: setup ## Serve the worked example on http://127.0.0.1:8000 (PORT=… for another)
	@GOLDENTHREAD_REQUIRE_MFA=$${GOLDENTHREAD_REQUIRE_MFA:-no} $(BIN)/goldenthread serve --example --port $(PORT)

test: setup ## Run every check and every test, on both databases and in a browser
	@$(BIN)/python scripts/test.py

test-spark: setup ## Count the same on DuckDB and on a Spark cluster started here (needs Java 17)
	@$(BIN)/python scripts/test_spark.py

check: setup ## Format, lint, types, import contracts, migrations, reference pages; edits nothing
	@$(BIN)/python scripts/test.py check

unit integration browser: setup
	@$(BIN)/python scripts/test.py $@

fix: setup ## Put format and lint right where a program can
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: setup ## Measure, each against the best peer in the same run (ONLY=… for one benchmark)
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements-peers.lock \
	  || echo "The peers could not be installed; measuring without those that are missing." >&2
	@$(BIN)/python -m benchmarks $(if $(ONLY),--only $(ONLY))

docs: setup ## Write the reference pages anew from the code
	@$(BIN)/goldenthread docs write
