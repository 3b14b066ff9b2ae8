# Two commands do everything: `make run` and `make test`.  Python 3.11 or newer is all they need.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python
SAMPLE := data/sample/articles
SAMPLE_WAREHOUSE := data/sample-warehouse
# Where the user's own articles go; the sample has a warehouse of its own.
WAREHOUSE := $(or $(CITYTRENDS_WAREHOUSE),data/warehouse)
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

.PHONY: run setup test build serve e2e bench lint evaluate lock clean help
.DEFAULT_GOAL := help

help:
	@echo "make run [INPUT=path]   set up, build (the sample, or your own files) and serve"
	@echo "make test               set up and run the whole test suite"
	@echo "make setup | build INPUT=path | serve | lint | e2e | bench | evaluate | lock | clean"

# Each stamp is as new as what was installed: a second call installs nothing.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements.txt pyproject.toml
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.runtime

# With INPUT the user's own warehouse is built and served; without, it is served where it
# exists, else the sample's, which a build brings up to date in a second.
run: setup
ifdef INPUT
	$(PY) -m pipelines build $(INPUT) --warehouse $(WAREHOUSE)
else
	@test -e $(WAREHOUSE)/CURRENT || \
		$(PY) -m pipelines build $(SAMPLE) --warehouse $(SAMPLE_WAREHOUSE)
endif
	@$(MAKE) --no-print-directory serve

build: setup
	@test -n "$(INPUT)" || { echo "say what to build: make build INPUT=path"; exit 2; }
	$(PY) -m pipelines build $(INPUT) --warehouse $(WAREHOUSE)

serve: setup
	$(PY) -m dashboard --host $(HOST) --port $(PORT)

# The linters speak first, so that the last thing printed is the summary of the tests.
test: lint
	$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

e2e: $(VENV)/.dev
	$(PY) -m pytest tests/e2e -m e2e -n 3

bench: $(VENV)/.dev
	$(PY) -m tests.bench
	$(PY) -m tests.bench.trends
	$(PY) -m tests.bench.sessions

evaluate: setup
	$(PY) -m pipelines evaluate data/gold/dev
	@echo && echo "frames of pages, cleaning alone"
	@$(PY) -m pipelines evaluate data/gold/frames | sed -n '1,/^$$/p'
	@echo "pages at the edge of the topic"
	@$(PY) -m pipelines evaluate data/gold/edges | sed -n '1,/^$$/p'
	@echo "held out: totals only, nobody reads its misses while writing rules"
	@$(PY) -m pipelines evaluate data/gold/held | sed -n '1,/^$$/p'

# After a change of pyproject.toml: pins with hashes, without addresses.  setuptools installs the
# project itself; shapely lets the tests look at the boundaries' topology.
COMPILE := uv pip compile pyproject.toml - --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet
lock:
	printf 'setuptools>=77\n' | $(COMPILE) -o requirements.txt
	printf 'setuptools>=77\nshapely>=2.2\n' | \
		$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache $(SAMPLE_WAREHOUSE)
