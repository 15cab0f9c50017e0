# Two commands for a fresh machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
DATA ?= ../shared/data
SECONDS ?= 600
AUDIT ?=
ROOM ?= text,spam,dates,store
SAMPLE ?= 120

.PHONY: demo test others check browser docs format lint types imports slow bench bench-extraction hostile fuzz audit mutants sbom lowest lock clean help

help:  ## List the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/:/' | sort

$(VENV)/pyvenv.cfg:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/pyvenv.cfg requirements/run.lock hatch_build.py $(wildcard archiver/*/native/*.[ch])
	$(PIP) install --require-hashes -r requirements/run.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.lock
	$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@

demo: $(VENV)/run.stamp  ## Crawl the sample site into SQLite and WARC, print what was stored and a search
	$(BIN)/archiver demo

test: $(VENV)/dev.stamp  ## Run the tests (a few minutes at most)
	$(BIN)/python -m pytest -q -n auto -m "not slow"

slow: $(VENV)/dev.stamp  ## Run the long tests: kills, faults, soak
	$(BIN)/python -m pytest -q -m slow

others: $(VENV)/dev.stamp  ## Install pywb, Datasette and moto, each in an environment of its own: tests/others asks them
	for tool in pywb datasette moto[server]; do \
		$(PYTHON) -m venv .venv-others/$${tool%%[*} && \
		.venv-others/$${tool%%[*}/bin/python -m pip install -q --disable-pip-version-check "$$tool" || exit 1; \
	done

format: $(VENV)/dev.stamp  ## Format the code
	$(BIN)/ruff format .

lint: $(VENV)/dev.stamp  ## Check format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp  ## Check types
	$(BIN)/mypy

imports: $(VENV)/dev.stamp  ## Check that imports point down
	$(BIN)/lint-imports

browser: $(VENV)/dev.stamp  ## Test the web pages and rendered crawls in Chromium (skipped without it, but not in CI)
	$(BIN)/python -m pytest -q -m slow tests/web/test_browser.py tests/crawl/test_browser.py

check: lint types imports test  ## What CI runs: format, lint, types, import rules, tests

docs: $(VENV)/dev.stamp  ## Build the documentation site into site/, warnings as errors; type what it says
	$(BIN)/python docs/make_reference.py
	$(BIN)/mkdocs build --quiet --strict
	$(BIN)/python -m pytest -q -n auto -m slow tests/docs

bench: $(VENV)/dev.stamp  ## Measure what docs/benchmarks.md reports (long)
	$(BIN)/python -m bench.all --data $(DATA)

bench-extraction: $(VENV)/dev.stamp  ## Measure extraction on a folder of pages with truth (DATA=…)
	$(BIN)/python -m bench.extraction --data $(DATA)

hostile: $(VENV)/dev.stamp  ## Crawl the hostile site and try the faults of the machine (long)
	$(BIN)/python -m pytest -q -m "slow or not slow" tests/hostile

fuzz: $(VENV)/dev.stamp  ## Fuzz every door that hostile bytes come through (SECONDS=600)
	@test -d .fuzz/atheris || $(PIP) install --target .fuzz atheris==3.0.0
	PYTHONPATH=.fuzz $(BIN)/python -m tests.hostile.fuzz --seconds $(SECONDS)

audit: $(VENV)/dev.stamp  ## List the licences and ask for known weaknesses (AUDIT=--offline does not ask)
	@test -x .audit/bin/pip-audit || { $(PYTHON) -m venv .audit && .audit/bin/python -m pip install -q pip-audit==2.10.1; }
	$(BIN)/python -m bench.audit --audit .audit/bin/pip-audit $(AUDIT)

mutants: $(VENV)/dev.stamp  ## Count how many small faults in text, spam, dates and store the tests notice (ROOM=, SAMPLE=120; long)
	@test -d .mutants/mutmut || $(PIP) install --target .mutants mutmut==3.8.1
	PYTHONPATH=.mutants $(BIN)/python -m bench.mutants --room $(ROOM) --sample $(SAMPLE)

sbom: $(VENV)/run.stamp $(VENV)/dev.stamp  ## Write what the program is made of (CycloneDX) into dist/
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements/run.lock --output-format JSON --output-file dist/archiver.cdx.json

lowest:  ## Test with the oldest versions of the libraries that pyproject.toml names (needs uv)
	uv venv -q --clear --python 3.11 .venv-lowest
	uv pip install -q --python .venv-lowest --resolution lowest-direct -e . --group test --group bench
	.venv-lowest/bin/python -m pytest -q -n auto -m "not slow"

lock:  ## Resolve the dependencies anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" \
		pyproject.toml --group build --all-extras --group test --group lint --group docs --group release --group bench -o requirements/dev.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" \
		pyproject.toml --group build -c requirements/dev.lock -o requirements/run.lock

clean:  ## Remove the environment and what tools left
	rm -rf $(VENV) .venv-lowest .fuzz .audit .mutants .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist site
