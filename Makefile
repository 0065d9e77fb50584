# make serve   builds the page and serves it on this machine
# make dist    builds the page: dist/gouji.html is all of it; dist/site is the same for a server
# make test    everything that has to hold
# make bench   prints how long things take
# make fixtures   makes the reports in tests/fixtures/office again
# What is missing for that is installed first: see .ci/tools.

tools := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/gouji/tools
export PATH := $(tools)/bin:$(tools)/node_modules/.bin:$(PATH)
export NODE_PATH := $(tools)/node_modules
export AXE_CORE := $(tools)/node_modules/axe-core/axe.min.js
# Trunk takes the variable for a switch of its own and stops at the customary value.
unexport NO_COLOR

PORT ?= 8080
wasm := --target wasm32-unknown-unknown

.PHONY: serve dist test test-tools bench fixtures fmt clean

serve: dist
	@node .ci/serve.js dist/site $(PORT)

dist:
	@.ci/tools build
	trunk build --release
	node .ci/syntax.js dist/gouji.html

test: test-tools
	cargo fmt --check
	cargo clippy --all-targets --all-features -- -D warnings
	cargo clippy $(wasm) --lib --bin app --test web -- -D warnings
	CHROMEDRIVER=$$(command -v chromedriver) cargo test $(wasm) --test web
	$(MAKE) dist
	cargo test --features pack
	cargo test --features e2e --test e2e

test-tools:
	@.ci/tools test

# The page's times do not depend on how its driver was compiled.
bench: test-tools
	cargo bench --bench check --bench rules --bench formats --bench localise --bench folder
	$(MAKE) dist
	cargo bench --profile dev --features e2e --bench page

# Needs LibreOffice, pandoc, poppler and three Python packages; says which of them are missing.
fixtures:
	python3 tests/fixtures/office/make.py

fmt:
	cargo fmt

clean:
	cargo clean
	rm -rf dist
