# Every chore is one word. Needs git, make and Python 3.11 (or newer) with venv; everything else comes into .venv.
PYTHON   ?= python3
VENV     := .venv
BIN      := $(VENV)/bin
PIP      := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL  := $(PIP) install --require-hashes --requirement
SELF     := $(PIP) install --no-deps --no-build-isolation --editable .
LOCK     := pip compile pyproject.toml requirements/build.in --extra java --universal --python-version 3.11 \
            --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet
say       = @printf '\n\033[1m%s\033[0m\n' "$(1)"

.DEFAULT_GOAL := help
.PHONY: audit bench fuzz goldens help demo check lint types layers fresh test browser servers fix lock pictures clean
.DELETE_ON_ERROR:

help: ## what can be asked for
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The main job ---------------------------------------------------------------------------------------------------------------

demo: $(VENV)/.ready ## set up .venv and read examples/ into a graph, facts and a page to open
	@mkdir -p build
	$(call say,kg build examples -o build/demo.nq)
	@$(BIN)/kg build examples -o build/demo.nq
	$(call say,kg facts build/demo.nq > build/demo.jsonl)
	@$(BIN)/kg facts build/demo.nq > build/demo.jsonl
	@$(BIN)/python -c 'import collections, json; \
	    n = collections.Counter(json.loads(line)["type"] for line in open("build/demo.jsonl", encoding="utf-8")); \
	    print("  ".join(f"{kind} {count}" for kind, count in n.most_common()))'
	$(call say,kg query build/demo.nq who-met-whom)
	@$(BIN)/kg query build/demo.nq who-met-whom --format table
	$(call say,kg query build/demo.nq supporters-of --param 'target=one-China principle')
	@$(BIN)/kg query build/demo.nq supporters-of --param target="one-China principle" --format table
	$(call say,kg view build/demo.nq -o build/demo.html)
	@$(BIN)/kg view build/demo.nq -o build/demo.html
	@printf '\nWritten: build/demo.nq (the graph), build/demo.jsonl (the facts), build/demo.html (the page).\n'
	@printf 'Open in a browser: file://%s\n' "$(CURDIR)/build/demo.html"

# The checks -----------------------------------------------------------------------------------------------------------------

check: lint types layers fresh test ## every check and test, as continuous integration runs them
	$(call say,All checks passed.)

lint: $(VENV)/.check
	$(call say,style: ruff)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(VENV)/.check
	$(call say,types: mypy --strict)
	@$(BIN)/mypy

layers: $(VENV)/.check
	$(call say,layers: import-linter)
	@$(BIN)/lint-imports --no-cache

fresh: $(VENV)/.check
	$(call say,generated files)
	@$(BIN)/python -m kg.ontology --check && $(BIN)/python -m kg.rules --check && $(BIN)/python docs/licences.py --check && echo fresh

test: $(VENV)/.check browser servers tests/js/node_modules/.installed
	$(call say,tests: pytest)
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

# Chromium and Chinese fonts for the tests of the page; without them those tests are skipped, loudly.
browser:
	@if command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then exit 0; fi; \
	 if command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
	     as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	     echo "installing chromium and fonts-noto-cjk for the tests of the page"; \
	     $$as_root apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
	     $$as_root apt-get -qq install --yes --no-install-recommends chromium fontconfig fonts-noto-cjk >/dev/null && exit 0; \
	 fi; \
	 echo "NOTE: no Chromium with Chinese fonts here and no way to install them: the tests of the page will be skipped" >&2

# What checks and builds the page's script (esbuild, TypeScript, ESLint); without Node.js or an index its tests are skipped, loudly.
tests/js/node_modules/.installed: tests/js/package-lock.json
	@if command -v npm >/dev/null && npm ci --prefix tests/js --silent --no-audit --no-fund >/dev/null 2>&1; then touch $@; \
	 else echo "NOTE: no npm here or no way to its registry: the types and the style of the page's script are not checked" >&2; fi

# Stores and independent judges of our files, as programs for the tests only; without them those tests are skipped, loudly.
# Virtuoso's programs come without its service: the tests start a server of their own, in a folder of their own.
SERVERS := virtuoso-opensource-7-bin libapache-jena-java default-jdk-headless raptor2-utils
servers:
	@if command -v virtuoso-t >/dev/null && command -v rapper >/dev/null && [ -e /usr/share/java/jena-tdb2.jar ] && \
	    java --list-modules 2>/dev/null | grep -q jdk.compiler; then exit 0; fi; \
	 if command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
	     as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	     echo "installing $(SERVERS) for the tests of publishing"; \
	     $$as_root apt-get -qq update; ok=0; \
	     for package in $(SERVERS); do DEBIAN_FRONTEND=noninteractive \
	         $$as_root apt-get -qq install --yes --no-install-recommends $$package >/dev/null || ok=1; done; \
	     [ $$ok = 0 ] && exit 0; \
	 fi; \
	 echo "NOTE: not all of $(SERVERS) here and no way to install them: what they prove will be skipped" >&2

fix: $(VENV)/.check ## let ruff repair what it can, write generated files again
	-@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@$(BIN)/python -m kg.ontology
	@$(BIN)/python docs/licences.py
	@$(BIN)/python -m kg.rules

goldens: $(VENV)/.check ## write the expected graphs and answers of examples/ again (look at the difference)
	@KG_GOLDEN=write $(BIN)/python -m pytest -q tests/test_examples.py tests/test_queries.py
	@$(BIN)/python -m kg.ontology # its page shows triples of examples/

# Chores ---------------------------------------------------------------------------------------------------------------------

lock: $(VENV)/.lock ## resolve the dependencies again (needs an index); the lock names versions and hashes, no index
	@$(BIN)/uv $(LOCK) --upgrade --output-file requirements/base.txt >/dev/null
	@$(BIN)/uv $(LOCK) --group check --constraint requirements/base.txt --output-file requirements/dev.txt >/dev/null

bench: $(VENV)/.ready ## reading against plain spaCy; load, queries, start against what lies below (ARTICLES=file.jsonl, plain or .gz)
	@test -n "$(ARTICLES)" || { echo 'say what to read: make bench ARTICLES=articles.jsonl.gz' >&2; exit 2; }
	@$(BIN)/python -W ignore benchmarks/extraction.py $(ARTICLES)
	@$(BIN)/python -W ignore benchmarks/store.py --record benchmarks/history.jsonl

# Known vulnerabilities are looked up at an index, so this is no part of `make check`, which works without a network. pip-audit
# comes into an environment of its own; what it looks at is the lock, name by name, hash by hash.
audit: $(VENV)/.check ## what is installed is what is locked; licences; known vulnerabilities (needs an index)
	$(call say,$(VENV) holds what requirements/dev.txt locks)
	@$(PIP) check && $(BIN)/python -m pip install --disable-pip-version-check --dry-run --no-deps --require-hashes \
	    --requirement requirements/dev.txt | { ! grep "Would install"; } && echo it does
	$(call say,licences)
	@$(BIN)/python docs/licences.py --check && $(BIN)/python -m pytest -q tests/test_licences.py
	$(call say,known vulnerabilities: pip-audit)
	@test -x build/audit/bin/pip-audit || { $(PYTHON) -m venv build/audit && build/audit/bin/python -m pip install --quiet pip-audit; } || \
	 { echo "pip-audit cannot be installed here (no index): nothing was looked up" >&2; exit 1; }
	@build/audit/bin/pip-audit --requirement requirements/base.txt --require-hashes --disable-pip

fuzz: $(VENV)/.check ## spoilt input at every door, for FUZZ_SECONDS (600)
	@$(BIN)/python -W ignore -m tests.fuzz $(FUZZ_SECONDS)

pictures: $(VENV)/.check demo browser ## the pictures of the README, from the demo's page
	@$(BIN)/python docs/pictures.py build/demo.html docs/pictures

clean: ## everything that make and the tools wrote, .venv included
	@rm -rf tests/js/node_modules $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find kg tests docs -name __pycache__ -prune -exec rm -rf {} +

# The environment: a stamp file for each step, so that a second run costs nothing ---------------------------------------------

$(VENV)/.made:
	$(call say,$(VENV): a virtual environment)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.base: requirements/base.txt | $(VENV)/.made
	$(call say,$(VENV): what kg needs (requirements/base.txt))
	@$(INSTALL) $<
	@touch $@

$(VENV)/.ready: pyproject.toml kg/__init__.py | $(VENV)/.base
	@$(SELF)
	@touch $@

$(VENV)/.check: requirements/dev.txt $(VENV)/.base $(VENV)/.ready
	$(call say,$(VENV): what the checks need (requirements/dev.txt))
	@$(INSTALL) $<
	@touch $@

$(VENV)/.lock: | $(VENV)/.made
	@$(PIP) install 'uv>=0.9'
	@touch $@
