# Shopwright's verbs. `make help` lists them; every one works from a fresh clone with Python 3.11, make and git.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
# An installed uv is used as it is; otherwise one is put into .uv/ of this folder, and nowhere else.
UV ?= $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
export UV_PYTHON_DOWNLOADS := never
export NO_MKDOCS_2_WARNING := 1

.PHONY: help install demo test site course lint check bench proof clean lock

help: ## Say what each verb does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-8s %s\n", $$1, $$2}'

install: $(VENV)/.installed ## Put the program into .venv/bin/shopwright

demo: $(VENV)/.installed ## Generate the finished store and run it (PORT=8000) until Ctrl-C
	@$(BIN)/shopwright demo --port $(PORT)

test: $(VENV)/.installed ## Prove everything: the kit, every commit of the course, every option set
	@$(BIN)/pytest $(ARGS)

site: $(VENV)/.installed ## Build the course site strictly and serve it (PORT=8000)
	@$(BIN)/shopwright site build
	@$(BIN)/shopwright site serve --port $(PORT)

course: $(VENV)/.installed ## Write the course's repository to build/course
	@$(BIN)/shopwright course build --out build/course

lint: $(VENV)/.installed ## Format, lint and type-check the kit
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/shopwright course lint

bench: $(VENV)/.installed ## Measure what benchmarks/README.md records
	@$(BIN)/python -m benchmarks

proof: $(VENV)/.installed ## Run at full size what the tests prove at a small one
	@$(BIN)/python -m benchmarks proof

clean: ## Remove what was built; the sources stay
	@rm -rf build .venv .uv node_modules

lock: $(VENV)/.installed ## Compile the hashed pins of the kit and of the store anew
	@$(UV) pip compile -q --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --group dev pyproject.toml -o constraints.txt
	@# The template's pyproject.toml has gates and is not TOML; a finished store's is.
	@rm -rf build/lock
	@$(BIN)/cookiecutter . --no-input --default-config --output-dir build/lock preset=everything
	@$(MAKE) -C build/lock/* lock UV='$(abspath $(UV))'
	@cp build/lock/*/constraints.txt 'template/{{cookiecutter.project_slug}}/constraints.txt'

.uv/ready:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and "Shopwright needs Python 3.11 or newer.\nFound: Python %d.%d, as `$(PYTHON)`.\nDo: install a newer Python, or run `make PYTHON=/path/to/python3.11 …`." % v[:2])'
	@mkdir -p .uv
	@command -v "$(UV)" >/dev/null 2>&1 || { echo "Installing uv $(UV_VERSION) into .uv/ …"; \
	  $(PYTHON) -m venv .uv && .uv/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION); } || { \
	  echo "uv could not be installed.\nFound: \`$(PYTHON) -m venv\` or pip failed (see above).\nDo: on Debian and Ubuntu, \`apt install python3-venv\`; or install uv by hand and run again."; exit 1; }
	@touch .uv/ready

$(VENV)/.installed: pyproject.toml constraints.txt | .uv/ready
	@echo "Installing the kit into $(VENV)/ …"
	@test -x $(BIN)/python || $(UV) venv -q --python '$(PYTHON)' $(VENV)
	@VIRTUAL_ENV=$(abspath $(VENV)) $(UV) pip install -q --require-hashes -r pyproject.toml --group dev -c constraints.txt
	@VIRTUAL_ENV=$(abspath $(VENV)) $(UV) pip install -q --no-deps -e .
	@touch $@
