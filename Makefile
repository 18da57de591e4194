# Attune: every command sets up what it needs first, once.
#
#   make setup       virtual environment .venv with .venv/bin/attune
#   make run         set up and start the app; with no display, run the demo and say where things are
#   make test        set up and run every test, offscreen
#   make test-core   the core's tests in an environment without PySide6
#   make check       lint, types, layer contracts, and the packages in the locks
#   make bench       measure; prints a table and writes build/bench.json
#   make career      the practice of a whole working life, build/career.attune, which the bench measures; made once
#   make screens     pictures of every screen in build/screens
#   make handouts    every handout for three couples in build/handouts, checked, with contact sheets
#   make faults      the fault plan: kills, power cuts, damage; prints a table and writes build/faults.json
#   make soak        ten times the fault plan, and new draws for every test that draws its examples
#   make package     build the one-folder program with PyInstaller and start it once
#   make lock        write locks/app.txt and locks/dev.txt anew (needs the package index)
#   make clean       remove what the commands above made

SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
WORKERS ?= 2
# Tests start a thousand programs; each would compile all of Attune anew where bytecode is not kept.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup dev run test test-core check bench career screens handouts faults soak package lock clean

help:
	@sed -n '2,16s/^# \{0,1\}//p' Makefile

setup:
	@tools/setup app

dev:
	@tools/setup dev

run: setup
	@tools/run

test: dev
	@tools/setup programs
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(WORKERS) --maxschedchunk 8 $(ARGS)

test-core:
	@tools/setup core
	@.venv-core/bin/python -m pytest -c tests/core/without_qt.ini --rootdir=. --confcutdir=. tests/core $(ARGS)

check: dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	.venv/bin/basedpyright
	.venv/bin/lint-imports
	$(PY) -m tools.audit

bench: dev build/career.attune
	@QT_QPA_PLATFORM=offscreen $(PY) -m tools.bench

career: build/career.attune

build/career.attune: | dev
	@rm -rf build/career
	@.venv/bin/attune demo build/career --couples 400 --no-pictures
	@mv "build/career/Willow Street.attune" $@

screens: dev
	@QT_QPA_PLATFORM=offscreen $(PY) -m ui.pictures build/screens $(ARGS)

handouts: setup
	@$(PY) -m tools.paper build/handouts

faults: dev
	@tools/setup programs
	@$(PY) -m tests.faults $(ARGS)

soak: dev
	@tools/setup programs
	@$(PY) -m tests.faults --times 10 $(ARGS)
	@ATTUNE_DRAWS=new QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(WORKERS) -m hypothesis

package: dev
	@tools/package

lock: dev
	@tools/lock

clean:
	rm -rf .venv .venv-core build dist
