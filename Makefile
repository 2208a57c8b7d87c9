# Every target sets up what it needs, into the checkout: .venv and node_modules.
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-desktop test test-corpora lint format client update-cases bench-codegen bench-dispatch bench-window soak clean

RUN := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 16

setup: .venv/.ready node_modules/.ready ## install everything the other targets need

demo: .venv/.ready ## compile examples/downloader and run its client in Node
	@tools/require-node
	$(RUN) -m pytauri_gen build --force --verbose --config examples/downloader
	@cat examples/downloader/ui/client/downloader.commands.d.ts
	$(RUN) examples/downloader/demo.py

demo-desktop: .venv/.bridge ## open examples/downloader in a window (COMPILED=1: as its own extension module)
	@$(if $(COMPILED),tools/build-extensions)
	cd examples/downloader && PYTAURI_BRIDGE=$(if $(COMPILED),compiled,ready-made) ../../$(RUN) desktop_demo.py

test: setup lint .venv/.extensions ## run every test there is
	@tools/require-chromium
	cargo test --quiet --locked --package pytauri-bridge-tests --target-dir target/lint
	$(RUN) -m pytest

test-corpora: setup target/corpora/.ready ## compile the models of large public packages
	$(RUN) -m pytest -s tests/corpora/corpora.py

lint: setup ## formatting, lint rules and strict types, warnings as errors
	$(RUN) -m ruff format --check
	$(RUN) -m ruff check
	node_modules/.bin/pyright --warnings
	@tools/require-desktop
	@tools/require-rust
	cargo fmt --all --check
	cargo clippy --quiet --locked --workspace --all-targets --target-dir target/lint -- -D warnings

format: setup ## format the sources
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format
	cargo fmt --all

client: setup ## rebuild the client library from templates/client
	node templates/client/build.mjs

update-cases: setup ## rewrite what the golden cases expect
	UPDATE_CASES=1 $(RUN) -m pytest tests/compiler/test_cases.py

bench-codegen: setup ## compile times and bundle sizes, beside pytauri's generator
	$(RUN) benchmarks/codegen.py

bench-dispatch: setup ## what a call costs in Python, beside pytauri and pydantic alone
	$(RUN) benchmarks/dispatch.py

soak: .venv/.extensions ## ten minutes of calls in a window: each is answered once, and nothing grows
	SOAK_SECONDS=600 $(RUN) -m pytest tests/desktop/test_soak.py

bench-window: .venv/.bridge ## calls, channels, streams and bytes in a window, beside Rust and pytauri
	$(RUN) benchmarks/bench_window.py

clean: ## remove what the other targets installed
	rm -rf .venv node_modules target

.venv/.ready: uv.lock pyproject.toml runtime/pyproject.toml
	tools/setup-python
	touch $@

node_modules/.ready: package-lock.json package.json
	@tools/require-node
	npm ci --ignore-scripts --no-audit --no-fund
	touch $@

target/corpora/.ready: .venv/.ready tests/corpora/requirements.txt
	.venv/bin/uv pip install --quiet --python $(RUN) --target target/corpora -r tests/corpora/requirements.txt
	touch $@

CRATES := Cargo.lock Cargo.toml $(shell find rust-bridge -name '*.rs' -o -name '*.js' -o -name '*.toml' -not -path '*/target/*')

.venv/.bridge: .venv/.ready $(CRATES)
	tools/build-bridge
	touch $@

.venv/.extensions: .venv/.bridge node_modules/.ready $(shell find tests/desktop/app examples/downloader -name '*.py' -o -name '*.rs' -o -name '*.json')
	tools/build-extensions
	touch $@
