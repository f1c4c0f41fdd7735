# The two commands of the README: "make run" serves the application, "make test" tests it.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
ARGS ?=
export PORT HOST
# Of another server, for "make bench" (benchmarks/README.md).
AGAINST ?=
export AGAINST_PID AGAINST_TOKEN

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
# Catalogues and static files implicitly depend on the installed packages.
.NOTPARALLEL:
NPM ?= npm
.PHONY: help run test test-fast test-services test-deployment test-clients test-brightway test-fuzzing test-spark test-compiled audit lint lint-deploy check mutants bench bench-pages bench-growth bench-catalogue load compile pure docs package package-compiled lock messages clean

COLLECTED := staticfiles/staticfiles.json
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

# One test process more than CPU cores, as many tests wait for a server or a browser; JOBS=0 runs
# the tests sequentially in one process.
JOBS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
# Where this variable is set, each process would compile all tests again.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest --numprocesses $(JOBS) --maxprocesses 8 --dist worksteal

# For daily work: tests without a browser, a server or long computations.
FAST_TESTS := $(wildcard tests/engine tests/answers tests/foundation tests/installation \
	tests/conformance tests/catalogue tests/api tests/repository tests/web)

# Without this check, the tools would fail with a traceback.
NOT_OURS := lancez la commande depuis le compte à qui est cette copie du dépôt, ou dans une autre copie
writable = @[ -w $(1) ] || { echo "Impossible d'écrire dans le dossier « $(1) » : $(NOT_OURS)." >&2; exit 1; }

help: ## Montre cette aide
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/'

$(BIN)/python:
	$(call writable,.)
	@$(PYTHON) scripts/check_python.py
	@echo "Création de l'environnement $(VENV)…"
	@# The stamps of a broken environment would make it look installed.
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/runtime.stamp: requirements/runtime.txt | $(BIN)/python
	$(call writable,$(VENV))
	@echo "Installation des dépendances…"
	@$(PIP) -r requirements/runtime.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(BIN)/python
	$(call writable,$(VENV))
	@echo "Installation des dépendances de développement…"
	@$(PIP) --no-compile -r requirements/dev.txt
	@# All cores compile what pip would compile with one. Some packages have templates of modules.
	@$(BIN)/python -m compileall -qq -j 0 -x '/tests?/' $(VENV)/lib || true
	@touch $@

# With Babel, so that gettext need not be installed.
%.mo: %.po | $(BIN)/python
	$(call writable,$(@D))
	@$(BIN)/python -m babel.messages.frontend --quiet compile --input-file $< --output-file $@ --locale $(word 2,$(subst /, ,$<))

# Only when they change: compressing them is the slowest part of a start.
$(COLLECTED): $(VENV)/runtime.stamp $(shell find static -type f)
	$(call writable,$(if $(wildcard staticfiles),staticfiles,.))
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@touch $@

# The library's command, which runs from this copy, as the site does.
$(BIN)/ecobalyse: scripts/write_command.py | $(BIN)/python
	@$(BIN)/python scripts/write_command.py $@

run: $(VENV)/runtime.stamp $(CATALOGUES) $(COLLECTED) $(BIN)/ecobalyse ## Installe si besoin, puis sert l'application (PORT, HOST, WEB_CONCURRENCY)
	@$(BIN)/python manage.py migrate --verbosity 0
	@# There is no timer here, and the sign-up page promises it; a failure does not prevent starting.
	@$(BIN)/python manage.py purge_accounts --older-than 365d --verbosity 0 || true
	@exec $(BIN)/python manage.py serve --host "$(HOST)" --port "$(PORT)"

test: $(VENV)/dev.stamp $(CATALOGUES) ## Installe si besoin, puis lance les tests (ARGS="-k mot")
	@$(PYTEST) $(ARGS)

test-fast: $(VENV)/dev.stamp $(CATALOGUES) ## Les tests de tous les jours : calcul, API, pages, dépôt ; ni serveur ni navigateur
	@$(PYTEST) -m "not slow and not deployment" $(FAST_TESTS) $(ARGS)

lint: $(VENV)/dev.stamp ## Vérifie la forme, les types et le sens des imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

check: lint ## Tout ce que l'intégration continue vérifie, tests compris
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@env HTTPS=True ALLOWED_HOSTS=example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(MAKE) --no-print-directory test

$(VENV)/lint.stamp: requirements/lint.txt | $(BIN)/python
	@$(PYTHON) -m venv $(VENV)/lint
	@$(VENV)/lint/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		--only-binary :all: -r requirements/lint.txt
	@touch $@

lint-deploy: $(VENV)/lint.stamp ## Vérifie les fichiers de deploy/ (conteneur, compose, scripts)
	@$(VENV)/lint/bin/hadolint deploy/container/Containerfile
	@$(VENV)/lint/bin/check-jsonschema --builtin-schema vendor.compose-spec deploy/container/compose.yaml
	@$(VENV)/lint/bin/shellcheck deploy/*.sh scripts/*.sh .ci/run

$(VENV)/clients.stamp: requirements/clients.txt tests/clients/tools/package-lock.json | $(BIN)/python
	@command -v java >/dev/null && command -v $(NPM) >/dev/null || \
		{ echo "Il faut Java et npm pour fabriquer les clients (Debian : default-jre-headless, npm)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)/clients
	@$(VENV)/clients/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		--only-binary :all: -r requirements/clients.txt
	@cp tests/clients/tools/package.json tests/clients/tools/package-lock.json $(VENV)/clients/
	@cd $(VENV)/clients && $(NPM) ci --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

test-clients: $(VENV)/dev.stamp $(VENV)/clients.stamp $(CATALOGUES) ## Fabrique des clients de l'API avec les outils courants, et les essaie
	@$(BIN)/python -m pytest -m clients tests/clients $(ARGS)

$(VENV)/brightway.stamp: requirements/brightway.txt | $(BIN)/python
	@$(PYTHON) -m venv $(VENV)/brightway
	@$(VENV)/brightway/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		--only-binary :all: -r requirements/brightway.txt
	@touch $@

test-brightway: $(VENV)/dev.stamp $(VENV)/brightway.stamp ## Calcule des valeurs détaillées avec Brightway, et les importe
	@$(BIN)/python -m pytest -m brightway tests/brightway $(ARGS)

$(VENV)/spark.stamp: requirements/spark.txt | $(BIN)/python
	@command -v java >/dev/null || { echo "Il faut Java pour Spark (Debian : default-jre-headless)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)/spark
	@# Spark is published as source only.
	@$(VENV)/spark/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		--only-binary :all: --no-binary pyspark -r requirements/spark.txt
	@touch $@

test-spark: $(VENV)/dev.stamp $(VENV)/spark.stamp ## Essaie la recette pour Spark (docs/contract/catalogue.md), des minutes
	@$(BIN)/python -m pytest -m spark tests/spark $(ARGS)

test-fuzzing: $(VENV)/dev.stamp $(CATALOGUES) ## Envoie à un serveur des requêtes tirées du document OpenAPI, à temps compté
	@$(BIN)/python -m pytest -m fuzzing tests/api/test_fuzzing.py $(ARGS)

test-services: $(VENV)/dev.stamp $(CATALOGUES) ## Les tests qui touchent la base ou les compteurs, avec PostgreSQL et Redis
	@$(BIN)/python -m tests.operation.with_services $(PYTEST) -m "services and not deployment" $(ARGS)

test-compiled: $(VENV)/dev.stamp $(VENV)/compile.stamp ## Compile dans un dossier à part, et compare au Python, bit à bit
	@$(BIN)/python -m tests.compiled.session $(abspath $(VENV)/compile/bin/python) $(JOBS) $(ARGS)

audit: $(VENV)/dev.stamp ## Cherche des vulnérabilités connues dans les dépendances
	@$(BIN)/python scripts/audit.py

test-deployment: $(VENV)/dev.stamp $(CATALOGUES) ## Installe, met à jour et publie des versions entières (minutes)
	@$(PYTEST) -m deployment $(ARGS)

CHILDREN ?= 2

$(VENV)/mutants.stamp: requirements/mutants.txt
	@$(PYTHON) -m venv $(VENV)/mutants
	@$(VENV)/mutants/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		--only-binary :all: -r requirements/mutants.txt
	@touch $@

mutants: $(VENV)/mutants.stamp ## Altère le moteur et les réponses pour éprouver leurs tests, des heures (SAMPLE=600 SEED=2, ou ARGS="scoring.engine.numbers*")
ifdef SAMPLE
	@# This run of a few makes all mutants, and notes which tests run which functions.
	@$(VENV)/mutants/bin/mutmut run --max-children $(CHILDREN) "scoring.engine.french*"
	@$(VENV)/mutants/bin/python -m tests.mutation.sample $(SAMPLE) $(SEED) >mutants/names
	@cd mutants && $(abspath $(VENV))/mutants/bin/python -m tests.mutation.trial <names
else
	@$(VENV)/mutants/bin/mutmut run --max-children $(CHILDREN) $(if $(ARGS),"$(ARGS)")
endif
	@$(VENV)/mutants/bin/python -m tests.mutation.report $(SAMPLE) $(SEED)

bench: $(VENV)/dev.stamp $(CATALOGUES) $(COLLECTED) ## Mesure les temps de calcul et de réponse (AGAINST=adresse ou dossier, ARGS=--readme)
	@$(BIN)/python -m benchmarks $(if $(AGAINST),--against "$(AGAINST)") $(ARGS)

bench-pages: $(VENV)/dev.stamp $(CATALOGUES) $(COLLECTED) ## Mesure, dans Chromium, de la touche à la page dessinée
	@$(BIN)/python -m benchmarks.pages $(ARGS)

bench-growth: $(VENV)/dev.stamp $(CATALOGUES) $(COLLECTED) ## Mesure ce dont dépend la croissance, et refait son tableau (ARGS="--measure --write")
	@$(BIN)/python -m benchmarks.growth_tables $(ARGS)

bench-catalogue: $(VENV)/dev.stamp ## Mesure les catalogues : lignes par seconde, mémoire (ARGS="--long 1000000")
	@$(BIN)/python -m benchmarks.catalogue $(ARGS)

load: $(VENV)/dev.stamp $(CATALOGUES) $(COLLECTED) ## Éprouve une instance : charge, pannes, requêtes absurdes (ARGS="--seconds 120")
	@$(BIN)/python -m benchmarks.load $(ARGS)

$(VENV)/docs.stamp: requirements/docs.txt | $(BIN)/python
	@$(PYTHON) -m venv $(VENV)/docs
	@$(VENV)/docs/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		--only-binary :all: -r requirements/docs.txt
	@touch $@

docs: $(VENV)/docs.stamp ## Fait de docs/ un site statique, en français et en anglais, dans build/docs/
	@for language in fr en; do \
		$(VENV)/docs/bin/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env \
			--doctree-dir build/doctrees/$$language --define language=$$language \
			--conf-dir docs . build/docs/$$language || exit 1; \
	done

$(VENV)/release.stamp: requirements/release.txt | $(BIN)/python
	@$(PYTHON) -m venv $(VENV)/release
	@$(VENV)/release/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		--only-binary :all: -r requirements/release.txt
	@touch $@

package: $(VENV)/release.stamp ## Construit le paquet (dist/, roue et source) et le vérifie
	@rm -rf build/lib build/bdist.* dist
	@$(VENV)/release/bin/python -m build --no-isolation --outdir dist . >/dev/null
	@$(VENV)/release/bin/twine check --strict dist/*

$(VENV)/compile.stamp: requirements/compile.txt | $(BIN)/python
	@$(PYTHON) -m venv $(VENV)/compile
	@$(VENV)/compile/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		--only-binary :all: -r requirements/compile.txt
	@touch $@

compile: $(VENV)/compile.stamp ## Compile le calcul (mypyc, il faut un compilateur C), deux fois plus rapide
	@$(VENV)/compile/bin/python scripts/compiling.py

pure: ## Défait make compile : le Python calcule à nouveau
	rm -rf scoring/_compiled

package-compiled: $(VENV)/compile.stamp $(VENV)/release.stamp ## Construit la roue compilée pour cette machine, à côté de celle de make package
	@rm -rf build/lib* build/bdist.*
	@ECOBALYSE_COMPILE=1 $(VENV)/compile/bin/python -m pip --disable-pip-version-check wheel --quiet --no-index \
		--no-deps --no-build-isolation --wheel-dir dist .
	@$(VENV)/release/bin/twine check --strict dist/*

lock: ## Refait les fichiers de verrouillage à partir de pyproject.toml
	@scripts/lock.sh

messages: $(VENV)/dev.stamp ## Met le catalogue anglais en accord avec les textes des pages
	@$(BIN)/python scripts/messages.py

clean: ## Supprime l'environnement et les fichiers produits (pas les données de l'instance)
	rm -rf $(VENV) build dist staticfiles mutants scoring/_compiled .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
