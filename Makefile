# Everything a newcomer needs: `make run` and `make test`. python3 with venv and make suffice.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LOCALES := kk,ru,tr,az

.DEFAULT_GOAL := help
.PHONY: help run test test-slow check format bench bench-terms evaluate clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# A stamp each for the plain and the full environment, so that `make run` never waits for PyTorch.
$(VENV)/.run: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.run

run: $(VENV)/.run  ## translate the sample articles into four languages, offline
	$(BIN)/birlestik translate articles --to locales --locales $(LOCALES)
	@for locale in kk ru tr az; do $(BIN)/birlestik show birlestik-exercise --in locales --locale $$locale; done

test: $(VENV)/.test  ## run the checks and the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m 'not slow'

test-slow: $(VENV)/.test  ## run the tests that take longer
	$(BIN)/python -m pytest -m slow

check: $(VENV)/.run  ## check the glossary
	$(BIN)/birlestik glossary check

format: $(VENV)/.test  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.test  ## measure speed and memory
	$(BIN)/python -m benchmarks

bench-terms: $(VENV)/.test  ## measure the enforcement of terms
	$(BIN)/python -m benchmarks.terms

evaluate: $(VENV)/.test  ## score the embedded model on held-out news
	$(BIN)/python -m training evaluate --model pipeline/models/embedded

clean:  ## remove what was built
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
