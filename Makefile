# Everything a newcomer needs: `make run` and `make test`. python3 with venv and make suffice.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LOCALES := kk,ru,tr,az
CONSUMERS := build/consumers

.DEFAULT_GOAL := help
.PHONY: help run site site-images test test-slow consumers check format bench bench-terms evaluate clean

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

site: $(VENV)/.run  ## build a news site in five languages of the sample articles, offline
	$(BIN)/birlestik translate articles --to locales --locales $(LOCALES)
	@rm -rf build/pages build/site
	$(BIN)/birlestik render articles --in locales --locale $(LOCALES) --missing mark --to build/pages
	$(BIN)/python -m newsroom --articles articles --pages build/pages --catalogs locales --to build/site

# Debian: chromium, pngquant, and fonts-noto-core, which has the letters of all five languages.
site-images: site  ## photograph the site in a browser, for the documentation
	$(BIN)/python -m newsroom.pictures --site build/site --to docs/images

test: $(VENV)/.test  ## run the checks and the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m 'not slow'

test-slow: $(VENV)/.test  ## run the tests that take longer
	$(BIN)/python -m pytest -m slow

# Debian: gettext, php-cli and po4a are tested too where they are installed.
$(CONSUMERS)/.ready: Makefile
	test -x $(CONSUMERS)/bin/python || $(PYTHON) -m venv $(CONSUMERS)
	$(CONSUMERS)/bin/python -m pip install --quiet --disable-pip-version-check \
	  'django>=5.2,<6' 'sphinx>=8.2,<10' 'pelican[markdown]>=4.11,<5' 'mdpo>=2.1,<3'
	@touch $@

consumers: $(VENV)/.test $(CONSUMERS)/.ready  ## start the programs that read catalogs and pages
	BIRLESTIK_CONSUMERS=$(CONSUMERS)/bin $(BIN)/python -m pytest -rs tests/pipeline/test_publish_consumers.py

check: $(VENV)/.run  ## check the glossary
	$(BIN)/birlestik glossary check

format: $(VENV)/.test  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.test  ## measure speed and memory
	$(BIN)/python -m benchmarks

bench-terms: $(VENV)/.test  ## measure the enforcement of terms
	$(BIN)/python -m benchmarks.terms
	$(BIN)/python -m benchmarks.terms --invented

evaluate: $(VENV)/.test  ## score the embedded model on held-out news
	$(BIN)/python -m training evaluate --model pipeline/models/embedded

clean:  ## remove what was built
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
