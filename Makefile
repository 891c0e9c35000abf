# samehand: what a fresh machine needs is python3 (3.11 or newer) and make.
#
#   make scan               a made-up world: written, imported, scanned, its ranking printed
#   make scan DATA=folder   the same for published files that lie in a folder
#   make test               every test
#   make check              style, types, floors, and every test
#   make spark              the second engine, for its tests; needs Java 17
#   make docs               write again what is generated in docs/ and README.md
#   make lock               choose versions anew, with their hashes

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
BOOK ?= samehand.book
DATA ?=
PIP := $(RUN) -m pip --disable-pip-version-check --quiet --no-input

.DEFAULT_GOAL := help
.PHONY: help scan test check docs spark lock clean

help:
	@sed -n '3,9s/^# *//p' Makefile

scan: $(VENV)/.run
ifeq ($(strip $(DATA)),)
	@$(VENV)/bin/samehand demo
else
	@$(VENV)/bin/samehand scan --book '$(BOOK)' '$(DATA)'
endif

# Two workers, each with half of the files, which help out at the end: what the tests of one file
# share is then made once.
test: $(VENV)/.dev
	$(RUN) -m pytest -n 2 --dist worksteal

check: $(VENV)/.dev
	$(VENV)/bin/ruff check src tests docs bench
	$(VENV)/bin/ruff format --check src tests docs bench
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(MAKE) --no-print-directory test

docs: $(VENV)/.dev
	$(RUN) docs/reference/make.py
	$(RUN) docs/pictures/make.py
	$(RUN) docs/transcripts.py

# A virtual environment; says what is wrong where it cannot be made.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "samehand needs Python 3.11 or newer, and $(PYTHON) is" \
	       "$$($(PYTHON) --version 2>/dev/null || echo not there)." \
	       "Name another: make PYTHON=python3.12 scan" >&2; exit 1; }
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) cannot make a virtual environment: on Debian and Ubuntu," \
	       "install python3-venv." >&2; exit 1; }
	@touch $@

# What running needs: versions and hashes of the lock, then the package itself.
$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/.made
	@echo "installing samehand into $(VENV)" >&2
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# What testing needs besides.
$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "installing what the tests need into $(VENV)" >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Spark's engine, for the tests that ask both engines the same; needs Java 17.
spark: $(VENV)/.spark

$(VENV)/.spark: requirements-spark.lock $(VENV)/.dev
	@echo "installing Spark into $(VENV)" >&2
	@$(PIP) install --require-hashes -r requirements-spark.lock
	@touch $@

UV = uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
     --no-emit-index-url --no-header --no-annotate
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv" >&2; exit 1; }
	printf '%s\n' 'hatchling>=1.27,<2' 'editables>=0.5,<1' | $(UV) pyproject.toml - -o requirements.lock
	$(UV) pyproject.toml --extra dev --extra bench -c requirements.lock -o requirements-dev.lock
	$(UV) pyproject.toml --extra spark -c requirements.lock -o requirements-spark.lock

clean:
	rm -rf $(VENV) samehand-demo.book
