# Everything a user does by hand, in one word. `make` lists the words.

STACK := local
PULUMI := scripts/local pulumi

.DEFAULT_GOAL := help
.PHONY: help up preview down test lint format mutants clean

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

up: ## build the platform of stack local on the emulator, with the policy pack
	@$(PULUMI) stack select --create $(STACK)
	@$(PULUMI) up --yes --stack $(STACK) --policy-pack policies

preview: ## show what `make up` would change
	@$(PULUMI) stack select --create $(STACK)
	@$(PULUMI) preview --stack $(STACK) --policy-pack policies

down: ## destroy the platform and purge what soft delete keeps
	@$(PULUMI) stack select --create $(STACK)
	@$(PULUMI) destroy --yes --stack $(STACK)
	@scripts/local python -m azure_emulator purge
	@$(PULUMI) stack rm --yes --preserve-config $(STACK)

test: ## run all tests
	@scripts/local pytest -q -n 2 --dist worksteal
	@scripts/test-engine

lint: ## check style and types
	@scripts/local ruff check .
	@scripts/local ruff format --check .
	@scripts/local pyright
	@cd engine && if command -v go >/dev/null; then go vet ./...; else echo "lint: no Go here, go vet was not run."; fi

format: ## put the code into the project's format
	@scripts/local ruff check --fix .
	@scripts/local ruff format .

mutants: ## change the policy rules on purpose and count what the tests notice (minutes)
	@scripts/local python -m pip install --quiet --disable-pip-version-check mutmut==3.8.1
	@scripts/local nice python tests/policies/mutants.py

clean: ## remove the sandbox and the virtual environment
	@rm -rf .sandbox .venv policies/venv
