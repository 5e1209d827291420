# The two commands of a newcomer are `make run` and `make test`; each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

PEERS := .venv-eval

.PHONY: run serve test check bench eval fuzz faults load client samples lock clean setup

run: $(READY)  ## the chronology of the sample case, and where it is
	@$(BIN)/python scripts/run_sample.py

serve: $(READY)  ## the service on this machine: API, workers and a database of its own
	@$(BIN)/caseclock serve

test: check  ## every check and every test
	@sh scripts/browser.sh
	@$(BIN)/python -m pytest -n auto

check: $(READY)  ## format, lint, types, layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(READY)  ## time and memory beside plain libraries, as ratios
	@$(BIN)/python -m benchmarks

eval: $(READY) $(PEERS)/.ready  ## our date finder beside others, on annotated texts
	@$(BIN)/python -m evaluation

$(PEERS)/.ready: requirements-eval.lock evaluation/setup.sh
	@PYTHON="$(PYTHON)" sh evaluation/setup.sh $(PEERS)

fuzz: $(READY)  ## ten minutes of damaged papers through every reader
	@$(BIN)/python -m fuzzing

faults: $(READY)  ## workers, database, disk and bucket fail while papers come in; nothing may be lost
	@$(BIN)/python -m stress.faults

load: $(READY)  ## 50 clients for two minutes; papers a minute with one worker and with two
	@$(BIN)/python -m stress.load

client: $(READY)  ## a typed Python client, made from the API's description, in build/client
	@$(BIN)/python scripts/make_client.py build/client

samples: $(READY)  ## make the papers of the sample cases anew
	@for name in mill_lane tanners_row osier_row; do \
		$(BIN)/python samples/make_$$name.py && $(BIN)/python samples/make_$$name.py --texts || exit 1; done

setup: $(READY)

$(READY): requirements-dev.lock pyproject.toml scripts/setup.sh
	@PYTHON="$(PYTHON)" sh scripts/setup.sh $(VENV)
	@touch $@

lock:  ## resolve the dependencies anew (needs uv on PATH)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q --group eval -o requirements-eval.lock

clean:
	rm -rf $(VENV) build
