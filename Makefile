# Two commands do everything: `make run` and `make test`. Nothing has to be activated.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help
help:  ## show what make can do
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 12

.PHONY: setup
setup: $(READY)  ## make .venv with everything pinned in constraints.txt

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Partnerbot needs Python 3.11 or newer; name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing into .venv; this takes some minutes the first time."
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

.PHONY: index
index: setup  ## build the index of documents/ in var/index
	$(BIN)/partnerbot index

.PHONY: run
run: index  ## set up, build the index, serve at http://127.0.0.1:8000
	$(BIN)/partnerbot serve

.PHONY: programs
programs:
	@tests/install_debian.sh

.PHONY: test
test: setup programs  ## set up and run all tests
	$(BIN)/pytest

.PHONY: check
check: setup  ## format, ruff, mypy, import rules
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: train
train: setup  ## train the reader for MINUTES=120, on READING= and XQUAD= too (training/README.md)
	$(BIN)/python -m training --minutes $(or $(MINUTES),120) \
	  $(if $(READING),--public $(READING)) $(if $(XQUAD),--xquad $(XQUAD))

.PHONY: reader
reader: setup  ## write index/reader.npz from the weights trained last, and measure it
	$(BIN)/python -m training.export
	$(BIN)/python -m training.measure

.PHONY: map
map: setup  ## write index/question_map.npz: where questions are put to be near to their answers
	$(BIN)/python -m training.question_map

.PHONY: calibration
calibration: setup  ## write index/calibration.json for the reader that ships
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

.PHONY: charts
charts: setup
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[benchmarks]'

.PHONY: scale
scale: index charts  ## measure how cost grows to a million chunks, and draw docs/scale.png; takes half an hour
	for chunks in 1000 10000 100000 1000000; do \
	  $(BIN)/python -m benchmarks.scale measure $$chunks || exit; done > var/scale.jsonl
	$(BIN)/python -m benchmarks.scale plot var/scale.jsonl docs/scale.png

.PHONY: peers
peers: charts  ## compare with LlamaIndex, Haystack, txtai, Cairn; POOL="DIR …" names further collections
	$(BIN)/python -m benchmarks.peers $(POOL)
