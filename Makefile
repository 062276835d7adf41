# Two commands do all: `make serve` (the main job) and `make test`.
# Both make their own virtual environment from the lock files if there is none.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
PYTEST := $(BIN)/python -m pytest
FRONTEND := pso_graph/web/frontend
BROWSER := tests/browser
BUNDLE := $(FRONTEND)/dist/sparql.js

.PHONY: serve build publish frontend optional-frontend test test-slow test-frontend test-servers test-browser deep check format bench-lineage bench-endpoint bench-attacks bench-validate bench-pages accuracy counts lock clean

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# The project itself is installed as it lies here, without resolving anything anew.
$(STAMP): requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(DEV_STAMP): requirements-dev.lock $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

## serve: build, validate, show one real answer, then serve on 127.0.0.1:8000
serve: $(STAMP) optional-frontend
	$(BIN)/pso-graph build
	$(BIN)/pso-graph lineage bspc-28-2019/26 --direction forward
	$(BIN)/pso-graph serve

## frontend: the editor of the SPARQL page, from npm packages
frontend: $(BUNDLE)

optional-frontend:
	@$(MAKE) --no-print-directory frontend \
	  || echo "The editor of the SPARQL page could not be built, which needs npm; a plain form stands in its place."

$(BUNDLE): $(FRONTEND)/package-lock.json $(FRONTEND)/vite.config.js $(wildcard $(FRONTEND)/src/*.* $(FRONTEND)/src/*/*.*)
	npm ci --prefix $(FRONTEND)
	npm run build --prefix $(FRONTEND)

## build: documents and data into a checked, entailed store
build: $(STAMP)
	$(BIN)/pso-graph build

## publish: the whole site as files, into dist/site (OPTIONS="--address https://host/path/" and the like)
publish: $(STAMP) optional-frontend
	$(BIN)/pso-graph build
	$(BIN)/pso-graph publish dist/site $(OPTIONS)

## test: everything that needs neither other servers nor a browser, nor much time
test: $(DEV_STAMP)
	$(PYTEST) -n auto --dist worksteal -m "not servers and not browser and not slow"

## test-slow: the rest of it
test-slow: $(DEV_STAMP)
	$(PYTEST) -n auto --dist worksteal -m "slow and not servers and not browser"

## test-servers: what starts servers and loads them, on loopback
test-servers: $(DEV_STAMP)
	$(PYTEST) -m "servers"

## test-frontend: form of the scripts, and what the editor reads by itself
test-frontend: $(BUNDLE)
	npm run check --prefix $(FRONTEND)
	npm test --prefix $(FRONTEND)

## test-browser: every kind of page in Chromium (Debian's package), live and as a static copy; needs npm
test-browser: $(DEV_STAMP) frontend
	npm ci --prefix $(BROWSER) --no-audit --no-fund
	$(PYTEST) -n 2 --dist worksteal -m "browser"

## deep: properties and fuzzing with many more examples; takes hours
deep: $(DEV_STAMP)
	PSO_GRAPH_DEPTH=50 $(PYTEST) --timeout 0 -m "not servers and not browser"

## check: lint, format, types, import contracts, canonical Turtle
check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pso-graph fmt --check

## format: bring code and Turtle into their canonical form
format: $(DEV_STAMP)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/pso-graph fmt

## bench-lineage: how long lineage answers take, in process
bench-lineage: $(DEV_STAMP)
	$(BIN)/python -m tests.benchmarks.lineage

## bench-endpoint: our endpoint beside other SPARQL servers, where they are installed
bench-endpoint: $(DEV_STAMP)
	$(BIN)/python -m tests.benchmarks.endpoint $(OPTIONS)

## bench-attacks: what attacks on the endpoint cost those who ask meanwhile
bench-attacks: $(DEV_STAMP)
	$(BIN)/python -m tests.benchmarks.attacks

## bench-validate: our validation beside pyshacl, pyshacl on Oxigraph and pyrudof; about an hour
bench-validate: $(DEV_STAMP)
	$(BIN)/python -m tests.benchmarks.validate $(OPTIONS)

## bench-pages: how fast pages, data and search are, beside a bare FastAPI application
bench-pages: $(DEV_STAMP)
	$(BIN)/python -m tests.benchmarks.pages

## accuracy: readers and data against every table of ../shared/gold
accuracy: $(DEV_STAMP)
	$(BIN)/python -m tests.gold.accuracy

## counts: renew the table of counts in the README
counts: $(DEV_STAMP)
	$(BIN)/python -m tests.docs.counts

## lock: renew the lock files from pyproject.toml
lock: $(DEV_STAMP)
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade --quiet -o requirements-dev.lock

clean:
	rm -rf $(VENV) .pso-graph dist $(FRONTEND)/dist $(FRONTEND)/node_modules $(BROWSER)/node_modules
