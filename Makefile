# Pyramidion. `make help` lists the targets. Everything lives in .venv/ and var/; nothing else is touched.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast fuzz explore check format bench lock picture languages clean

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Where this is set, every process of the tests would compile the program and the tests anew.
test test-fast fuzz explore: export PYTHONDONTWRITEBYTECODE :=

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	@python="$$(PYTHON="$(PYTHON)" sh tools/find_python.sh)" || exit 1; \
	echo "Using $$python ($$($$python --version))."; \
	"$$python" -m venv $(VENV)

$(VENV)/runtime.installed: requirements.txt | $(BIN)/python
	@echo "Installing the runtime packages (a few minutes the first time)."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.installed: requirements-dev.txt $(VENV)/runtime.installed
	@echo "Installing the test packages."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/runtime.installed ## set everything up and serve the app (your data if there is any, else the demo company)
	@$(BIN)/python -m dashboard serve --port $(PORT) --demo-if-empty

test: check ## all set-up, all checks, all tests (browser included)
	@sh tools/system_packages.sh
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadscope -m "not browser"
	@$(BIN)/python -m pytest -q -m browser

test-fast: $(VENV)/dev.installed ## the everyday tests, under two minutes: no browser, nothing slow
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 4 -m "not slow and not browser"

fuzz: $(VENV)/dev.installed ## feed the importer broken files (MUTATIONS=100000, from a new seed)
	@PYRAMIDION_FUZZ=$${MUTATIONS:-100000} PYRAMIDION_FUZZ_SEED=$${SEED:-$$(date +%s)} $(BIN)/python -m pytest -q -s tests/data/importing/test_byte_mutations.py

explore: $(VENV)/dev.installed ## try the property tests on new examples
	@PYRAMIDION_EXPLORE=1 $(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadscope -m "not browser"

check: $(VENV)/dev.installed ## lint, format, types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/ty check dashboard streamlit_app.py

format: $(VENV)/dev.installed ## let ruff format and sort
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/dev.installed ## measure speed (10 million orders; about half an hour) and rewrite docs/performance.md
	@$(BIN)/python -m bench all

languages: $(VENV)/dev.installed ## collect the texts and compile the translations
	@$(BIN)/python tools/languages.py

picture: $(VENV)/dev.installed ## make the README's picture from the demo company
	@$(BIN)/python -m tools.picture

lock: $(VENV)/dev.installed ## compile the pinned requirements from the .in files
	@$(BIN)/uv pip compile --quiet --no-emit-index-url --no-header --python-version 3.11 requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --no-emit-index-url --no-header --python-version 3.11 requirements-dev.in -o requirements-dev.txt

clean: ## remove the virtual environment and the demo company (your data in var/default stays)
	rm -rf $(VENV) var/demo .ruff_cache
