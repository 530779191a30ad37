# Two commands do everything: `make run` and `make test`. Nothing has to be activated.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# For what loads ONNX Runtime without the program, which sets it itself: no reports to its makers.
export ORT_DISABLE_TELEMETRY := 1
# torch without its GPU libraries, which are gigabytes larger. Empty: what pip's own index has.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
# What measures the pages, as pinned in package-lock.json beside it.
LIGHTHOUSE := tests/browser/lighthouse/node_modules/.package-lock.json
PIP := $(BIN)/pip install --quiet
LOCKED := $(PIP) --require-hashes --no-deps --only-binary :all:
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --custom-compile-command 'make lock'

.PHONY: help
help:  ## show what make can do
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 12

.PHONY: setup
setup: $(READY)  ## make .venv with everything pinned in requirements/

$(READY): pyproject.toml $(wildcard requirements/*.txt)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Partnerbot needs Python 3.11 or newer; name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing into .venv; this takes some minutes the first time."
	$(PYTHON) -m venv .venv
	$(LOCKED) -r requirements/build.txt
	$(LOCKED) --retries 1 $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) -r requirements/torch.txt || \
	  { echo "torch's own index cannot be used: pip's has it too, gigabytes larger."; $(LOCKED) -r requirements/torch.txt ; }
	@$(BIN)/pip show torch | grep '^Version: .*+cpu' >/dev/null || $(LOCKED) -r requirements/gpu.txt
	$(LOCKED) --no-binary langdetect --no-build-isolation -r requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/uv:
	$(MAKE) setup

.PHONY: lock
lock: $(BIN)/uv  ## pin what pyproject.toml asks for in requirements/; RENEW=--upgrade takes new releases
	$(LOCK) $(RENEW) pyproject.toml --extra dev -c requirements/torch.txt --no-emit-package torch -o requirements/dev.txt
	$(LOCK) pyproject.toml -c requirements/dev.txt -c requirements/torch.txt --no-emit-package torch -o requirements/run.txt
	echo setuptools | $(LOCK) - -c requirements/dev.txt -o requirements/build.txt
	grep -o '^torch==[0-9.]*' requirements/torch.txt | \
	  $(LOCK) - --no-config -c requirements/dev.txt --no-emit-package torch -o requirements/gpu.txt

.PHONY: licences
licences: setup  ## list the licence of each package in requirements/licences.md
	$(BIN)/python -m supply list

.PHONY: sbom
sbom: setup  ## write what ships to var/sbom.cdx.json, as CycloneDX
	$(BIN)/python -m supply sbom var/sbom.cdx.json

.PHONY: index
index: setup  ## build the index of documents/ in var/index
	$(BIN)/partnerbot index

.PHONY: run
run: index  ## set up, build the index, serve at http://127.0.0.1:8000
	$(BIN)/partnerbot serve

.PHONY: programs
programs: $(LIGHTHOUSE)
	@tests/install_debian.sh

$(LIGHTHOUSE): tests/browser/lighthouse/package-lock.json
	@tests/install_debian.sh npm
	npm --prefix tests/browser/lighthouse ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: test
test: setup programs  ## set up and run all tests
	$(BIN)/pytest

.PHONY: check
check: setup  ## format, ruff, mypy, import rules, messages, packages and their licences
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m supply.messages bot index deploy
	$(BIN)/pip check
	$(BIN)/python -m supply check

.PHONY: train
train: setup  ## train the reader for MINUTES=120, on READING= and XQUAD= too (training/README.md)
	$(BIN)/python -m training --minutes $(or $(MINUTES),120) \
	  $(if $(READING),--public $(READING)) $(if $(XQUAD),--xquad $(XQUAD))

.PHONY: reader
reader: setup  ## write index/reading/reader.npz from the weights trained last, and measure it
	$(BIN)/python -m training.export
	$(BIN)/python -m training.measure

.PHONY: map
map: setup  ## write index/encoding/question_map.npz: where questions are put to be near to their answers
	$(BIN)/python -m training.question_map

.PHONY: calibration
calibration: setup  ## write index/reading/calibration.json for the reader that ships
	$(BIN)/python -m training.pool training/data/held_out/*.txt var/held_out
	$(BIN)/partnerbot calibrate --documents var/held_out/documents --questions var/held_out/questions.jsonl

.PHONY: evaluate
evaluate: setup  ## measure the answers to tests/data/questions.jsonl over documents/
	$(BIN)/partnerbot evaluate --documents documents --questions tests/data/questions.jsonl

.PHONY: load
load: index  ## measure the service for two minutes at twice what it can answer
	@tests/install_debian.sh wrk
	$(BIN)/python -m benchmarks.load

.PHONY: throughput
throughput: index  ## measure answers a second, against what the encoder alone can do
	@tests/install_debian.sh wrk
	$(BIN)/python -m benchmarks.throughput

.PHONY: reloads
reloads: index  ## exchange the index 1,000 times under load
	@tests/install_debian.sh wrk
	$(BIN)/python -m benchmarks.reloads

.PHONY: soak
soak: index  ## two workers under load with accidents for MINUTES=120, then broken requests; takes hours
	@tests/install_debian.sh redis-server
	@status=0; \
	$(BIN)/python -m benchmarks.soak --minutes $(or $(MINUTES),120) || status=1; \
	$(BIN)/python -m benchmarks.fuzz --cases $(or $(CASES),100000) || status=1; \
	$(BIN)/python -m benchmarks.raw --cases $(or $(RAW),10000) || status=1; \
	exit $$status

.PHONY: scale
scale: index  ## measure how cost grows to a million chunks, and draw docs/scale.png; takes half an hour
	for chunks in 1000 10000 100000 1000000; do \
	  $(BIN)/python -m benchmarks.scale measure $$chunks || exit; done > var/scale.jsonl
	$(BIN)/python -m benchmarks.scale plot var/scale.jsonl docs/scale.png

.PHONY: peers
peers: setup  ## compare with LlamaIndex, Haystack, txtai, Cairn; POOL="DIR …" names further collections
	$(BIN)/python -m benchmarks.peers $(POOL)
