# make run    starts Partner Hub on this machine, with a demonstration community when the database is empty
# make test   runs every check and test
# Both install what is missing, on Debian 12 and 13, as root or with sudo. Both can be repeated: what is there stays.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

HOST ?= 127.0.0.1
PORT ?= 8000
# Processes that run tests at the same time: one more than two cores, as browsers and databases let them wait.
JOBS ?= 3

bin := .venv/bin
fandol := var/fonts/fandol
word_vectors := var/word-vectors
stroke_order := var/stroke-order

# WeasyPrint draws with Pango; the fonts are those of the official layout and of the rare characters in names.
packages := ca-certificates fontconfig python3 python3-venv tzdata \
	libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
	fonts-noto-cjk fonts-lxgw-wenkai fonts-hanazono fonts-babelstone-han
# The tests drive a browser (through a Node.js that needs libatomic), start a PostgreSQL of their own, read PDF files
# and ask veraPDF (in Java) about them.
test_packages := chromium libatomic1 postgresql poppler-utils default-jdk-headless libjaxb-java

.PHONY: help run test test-quick lint format messages lock clean machine test-machine

help: ## Say what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: machine var/partner-hub.env ## Install what is missing, create the database and serve on http://127.0.0.1:8000
	@echo "Bringing the database up to date"
	@$(bin)/flask db upgrade
	@$(bin)/flask hub demo
	@echo "Serving on http://$(HOST):$(PORT) (Ctrl-C stops it)"
	@exec $(bin)/gunicorn --bind $(HOST):$(PORT) --workers 2 --threads 4 --no-control-socket wsgi:app

# Written once, readable by its owner alone: whoever has the key can forge sign-ins, whoever loses it signs everybody out.
var/partner-hub.env: | machine
	@umask 077; echo "PARTNER_HUB_SECRET_KEY=$$($(bin)/python -c 'import secrets; print(secrets.token_hex(32))')" >$@

test: test-machine ## Run every check and every test
	@$(MAKE) lint
	@$(bin)/pytest --numprocesses $(JOBS) --dist worksteal

test-quick: ## Run the rules without pages, browser, PDF and PostgreSQL, in about a minute
	@$(bin)/pytest --quiet --numprocesses $(JOBS) --dist worksteal -m "not (browser or pages or pdf or postgres or sweep)"

lint: ## Check style, types, scripts and the direction of imports
	@$(bin)/ruff check
	@$(bin)/ruff format --check
	@$(bin)/mypy
	@$(bin)/oxlint --quiet --config .ci/oxlintrc.json partner_hub/static
	@$(bin)/lint-imports --no-cache

format: ## Put the code into its one form
	@$(bin)/ruff check --fix
	@$(bin)/ruff format

# No line numbers and no dates: the catalogue changes where words change. Empty translations are those still to be written.
messages: | var ## Bring the Chinese catalogue up to date with the words of code and templates
	@$(bin)/pybabel -q extract -F pyproject.toml -k _l --no-location --sort-output --omit-header -o var/messages.pot .
	@$(bin)/pybabel -q update -i var/messages.pot -d partner_hub/translations -l zh_Hans_CN \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120

lock: ## Write the exact versions of pyproject.toml's packages into the requirements files
	@$(bin)/uv pip compile --quiet --universal --generate-hashes --custom-compile-command "make lock" \
		--output-file requirements.txt pyproject.toml
	@$(bin)/uv pip compile --quiet --universal --generate-hashes --custom-compile-command "make lock" \
		--constraint requirements.txt --group dev --output-file requirements-dev.txt
	@$(bin)/uv pip compile --quiet --universal --generate-hashes --no-deps --custom-compile-command "make lock" \
		--output-file .ci/word-vectors.txt .ci/word-vectors.in
	@$(bin)/uv pip compile --quiet --universal --generate-hashes --no-deps --custom-compile-command "make lock" \
		--output-file .ci/stroke-order.txt .ci/stroke-order.in

clean: ## Remove what tools left behind (never var/, which holds the data)
	@rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What lies in var/ is nobody else's business: residents' names, sign-ins, the key.
var:
	@mkdir -m 700 var

machine: var
	@.ci/install-packages $(packages)
	@.ci/install-fandol $(fandol)
	@.ci/install-python requirements.txt
	@.ci/install-word-vectors $(word_vectors) .ci/word-vectors.txt
	@.ci/install-stroke-order $(stroke_order) .ci/stroke-order.txt

test-machine: var
	@.ci/install-packages $(packages) $(test_packages)
	@.ci/install-fandol $(fandol)
	@.ci/install-python requirements.txt requirements-dev.txt
	@.ci/install-word-vectors $(word_vectors) .ci/word-vectors.txt
	@.ci/install-stroke-order $(stroke_order) .ci/stroke-order.txt
