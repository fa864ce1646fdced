# Everything a developer types. `./run` and `./test` install the system packages first.

PYTHON ?= python3
UV = uv==0.13.9
BIN = .venv/bin
SCREEN = xvfb-run -a -s "-screen 0 1366x768x24"
TRANSLATIONS = resources/translations
CATALOGUES := $(wildcard $(TRANSLATIONS)/*.po)

# A bare system has no locale; Qt and Python want a UTF-8 one.
export LANG ?= C.UTF-8
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: setup run test test-full lint bench screens texts clean

setup: .venv/ready $(CATALOGUES:.po=.mo)

# The versions and hashes of uv.lock, fetched by pip: pip is what a school's mirror is set up for.
.venv/ready: uv.lock
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet $(UV)
	$(BIN)/uv export --quiet --frozen --no-emit-project --output-file .venv/requirements.txt
	$(BIN)/pip install --quiet --no-deps --require-hashes -r .venv/requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(TRANSLATIONS)/%.mo: $(TRANSLATIONS)/%.po | .venv/ready
	$(BIN)/pybabel --quiet compile -l $* -i $< -o $@

run: setup
	$(BIN)/python -m ui --practice

test: setup
	$(BIN)/python .ci/run_tests.py

# The same tests with the figures of before a release: an hour or more.
test-full: export NPO_FULL = 1
test-full: test

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(SCREEN) $(BIN)/python tests/benchmarks/bench.py

screens: setup
	$(SCREEN) $(BIN)/python tests/screens/screens.py

# Add new sentences of the source to every catalogue; there they wait for a translator.
texts: .venv/ready
	$(BIN)/python .ci/collect_texts.py

clean:
	rm -rf .venv build dist screens .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	rm -f $(TRANSLATIONS)/*.mo
