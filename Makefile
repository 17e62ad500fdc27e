# `make` alone lists what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
# The first Python that is new enough; the bootstrap says so where there is none.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$name && exit; \
	done; echo python3)
VENV := .venv/bin
MARKS ?=

.PHONY: help up test check bench build messages format clean shell

help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Get everything the system needs: environment, assets, translations
	@$(PYTHON) scripts/bootstrap.py

up: build ## Start the whole system with the demo (PORT=8000, DATABASE_URL= for a server of yours); Ctrl-C stops it
	@DIMOS_DEMO=$${DIMOS_DEMO:-1} exec $(VENV)/dimos up

test: ## Run all tests, browser journeys too (MARKS='not journey' to choose)
	@$(PYTHON) scripts/bootstrap.py --browser
	@$(VENV)/pytest -n 2 --dist loadgroup $(if $(MARKS),-m "$(MARKS)")

check: build ## Formatting, lint, types, walls, templates, translations, migrations, audit
	@$(VENV)/python scripts/check.py

bench: build ## Measure, as ratios
	@$(VENV)/dimos bench

messages: build ## Bring the translation files up to date with the code, then check and compile them
	@$(VENV)/python scripts/messages.py update
	@$(VENV)/python scripts/messages.py check
	@$(VENV)/python scripts/messages.py compile

format: build ## Format code and templates
	@$(VENV)/ruff format .
	@$(VENV)/ruff check --fix --quiet . || true
	@$(VENV)/djlint --reformat --quiet src || true

shell: build ## A Python prompt inside the application
	@$(VENV)/dimos django shell

clean: ## Remove what was built; the data in var/ stays
	rm -rf .venv .tools node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis var/test-templates
	find src -name '*.mo' -delete -o -name __pycache__ -prune -exec rm -rf {} +
