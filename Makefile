# The maintainers' commands. `make help` lists them; uv is installed into .tools/ where there is none.

.DEFAULT_GOAL := help
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
RUN := $(UV) run --frozen
# What the tests start (generated projects) finds the same uv.
export PATH := $(PATH):$(CURDIR)/.tools/bin
PYTHON_CODE := hooks tools tests
# Two generations at a time are what a machine with two cores takes.
WORKERS ?= 2

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

.tools/bin/uv:
	python3 -m venv .tools
	.tools/bin/python -m pip install --quiet uv

.PHONY: setup
setup: $(filter .tools/bin/uv,$(UV)) ## Install uv where it is missing, and the tools of the template
	$(UV) sync --frozen

.PHONY: test
test: setup ## Test the template, everything that needs no server (ARGS="-k update" chooses)
	$(RUN) pytest -n $(WORKERS) --dist loadgroup $(ARGS)

.PHONY: golden
golden: setup ## Accept the generated file lists as they are now
	UPDATE_GOLDEN=1 $(RUN) pytest -q tests/test_listing.py

.PHONY: lint
lint: setup sync-check ## Check style, format and types of the template's own code
	$(RUN) ruff check $(PYTHON_CODE)
	$(RUN) ruff format --check $(PYTHON_CODE)
	$(RUN) mypy

.PHONY: format
format: setup ## Format the template's own code
	$(RUN) ruff check --fix $(PYTHON_CODE)
	$(RUN) ruff format $(PYTHON_CODE)

.PHONY: sync
sync: setup ## Rewrite what is derived from cookiecutter.json: copier.yml, the table in the README
	$(RUN) python tools/sync_copier.py
	$(RUN) python tools/options_table.py --write

.PHONY: sync-docs
sync-docs: setup ## Rewrite the parts of the generated documents that are derived from the generated code
	$(RUN) python tools/sync_docs.py

.PHONY: sync-check
sync-check: setup ## Fail where a derived file is not current
	$(RUN) python tools/sync_copier.py --check
	$(RUN) python tools/options_table.py --check

.PHONY: demo
demo: setup ## Generate a project, start it, walk through it and leave it serving (ANSWERS="database=mysql", CHECK=1)
	$(RUN) python -m tools.demo $(ANSWERS) $(if $(CHECK),--check)

.PHONY: test-services
test-services: setup ## Test generated projects on real servers (ONLY=postgresql chooses, AGAIN=1 repeats what passed)
	$(RUN) python -m tools.services $(if $(ONLY),--only $(ONLY)) $(if $(AGAIN),--again)
