# Jiaokan: what people and CI type. Needs a Swift 6.2 (or later) toolchain on the PATH, and Debian's apt for what
# `make setup` installs.

SWIFT ?= swift
SHELL := /bin/bash
# The backtracer of a crashing test can hang.
export SWIFT_BACKTRACE = enable=no

PACKAGES := libicu-dev libxml2-dev zlib1g-dev libzstd-dev libyaml-dev pkg-config
# Present when all of PACKAGES are: what the build asks pkg-config for.
MODULES := icu-i18n libxml-2.0 zlib libzstd yaml-0.1
# One optimised build for tests, tools and scorers, apart from the product's, so that neither makes the other anew.
CHECKED := -c release -Xswiftc -enable-testing --scratch-path .build/checked
SHARED ?= ../shared
SECONDS ?= 60
SOURCES := Sources Tools Tests Evaluation Benchmarks/Stages Fuzz/Sources Package.swift Benchmarks/Package.swift \
	Fuzz/Package.swift

.PHONY: demo test test-spark test-archives test-all build setup data examples models evaluate evaluate-articles bench fuzz format lint clean

demo: build
	@Examples/show .build/release/jiaokan

# The suite runs with and without optimisation: some bugs show in one of them only.
test: setup
	$(SWIFT) test
	$(SWIFT) test $(CHECKED)

# Beside the tests: other programs that read and write what Jiaokan does. Needs Java and PyPI.
test-all: test test-spark test-archives

INTEROPERATION := .build/interoperation
test-spark test-archives: %: build $(INTEROPERATION)/venv
	@command -v java >/dev/null || Tools/install-packages default-jre-headless
	$(SWIFT) run $(CHECKED) MakeCrawl 400 $(INTEROPERATION)/crawl.jsonl $(INTEROPERATION)/truth.jsonl
	$(INTEROPERATION)/venv/bin/python Tests/Interoperation/$@ .build/release/jiaokan $(INTEROPERATION)/crawl.jsonl

$(INTEROPERATION)/venv:
	python3 -m venv $@
	$@/bin/pip install --quiet --requirement Tests/Interoperation/requirements.txt || { rm -rf $@; exit 1; }

build: setup
	$(SWIFT) build -c release --product jiaokan --static-swift-stdlib

setup:
	@pkg-config --exists $(MODULES) 2>/dev/null || Tools/install-packages $(PACKAGES)

# Compiles Data/sources into Data/tables. The build does not watch embedded files, so their .c files are touched.
data: setup
	$(SWIFT) run $(CHECKED) DataCompiler Data/sources Data/tables
	touch Sources/CTables/*.c

# Breaks the pages of Tools/MakeExamples/sources in the ways that Examples shows.
examples: setup
	$(SWIFT) run $(CHECKED) MakeExamples Tools/MakeExamples/sources Examples

# Trains Data/models anew: make models CORPUS=FOLDER, where FOLDER holds corpus/*.txt.zst, ntrex/*.txt and ud/*.conllu
# (running text), silver/news.txt and silver/ud.txt (words, see Data/models/segmenter.md) and pages (pages with their articles). The options are those of the cards in Data/models.
TREEBANKS := $(foreach time,1 2 3,gsdsimp-ud-dev gsd-ud-dev) pud-ud-test hk-ud-test
models: setup
	@test -n "$(CORPUS)" || { echo "usage: make models CORPUS=FOLDER (Data/models/*.md say what is to be in it)"; exit 2; }
	$(SWIFT) run $(CHECKED) TrainEncodingModel "$(CORPUS)" Data/models/encoding_model.bin
	rm -rf .build/corpus && mkdir -p .build/corpus && ln -s "$(abspath $(CORPUS))"/corpus/*.zst .build/corpus
	for name in zho-CN zho-TW; do tail -n +501 "$(CORPUS)/ntrex/$$name.txt" > .build/corpus/ntrex_$$name.txt; done
	for name in pud hk; do sed -n 's/^# text = //p' "$(CORPUS)/ud/zh_$$name-ud-test.conllu" > .build/corpus/ud_$$name.txt; done
	for name in phrases prose; do cp Data/sources/jiaokan-$$name.txt .build/corpus/$$name.txt; done
	$(SWIFT) run $(CHECKED) TrainLanguageModel .build/corpus --fold Data/sources/opencc-TSCharacters.txt \
	  --dictionary Data/sources/jieba-words.txt --dictionary-weight 0.8 --weight phrases:16 --weight prose:12 \
	  --weight hans_govreport:16 --weight hans_policy:16 --weight hans_cmrc_wiki:16 --weight hant_drcd_wiki:16 \
	  --weight hans_law:0.5 --weight hant_law_tw:0.25 --weight ntrex_zho-CN:48 --weight ntrex_zho-TW:48 \
	  --weight ud_pud:32 --weight ud_hk:16 --output Data/models/characters.bin
	touch Sources/CTables/characters.c
	$(SWIFT) run $(CHECKED) FitClauseRhythm "$(CORPUS)" Sources/Repair/ClauseRhythmWeights.swift
	$(SWIFT) run $(CHECKED) FitByteConfidence "$(CORPUS)" Sources/Repair/ByteConfidencePoints.swift
	$(SWIFT) run $(CHECKED) TrainBoilerplate train "$(CORPUS)/pages" Data/models/boilerplate.bin
	$(SWIFT) run $(CHECKED) TrainSegmenter train "$(CORPUS)/silver/news.txt" --output .build/news.bin --hold-out 6000 \
	  --dictionary Data/sources/jieba-words.txt --minimum-dictionary-count 20 --epochs 5 --dropout 0.2 \
	  --minimum-counts 2,3,4 --minimum-word-count 8 --maximum-rows 130000
	$(SWIFT) run $(CHECKED) TrainSegmenter add-standard .build/news.bin \
	  $(foreach time,1 2 3,$(foreach bank,$(TREEBANKS),"$(CORPUS)/ud/zh_$(bank).conllu")) "$(CORPUS)/silver/ud.txt" \
	  --output Data/models/segmenter.bin --epochs 8 --dropout 0.5 --minimum-counts 2,3,4 --minimum-word-count 2 \
	  --share-of-base 0.75 --boundary-bias 50 --margin 3 --maximum-rows 40000
	touch Sources/CTables/*.c

evaluate: setup
	$(SWIFT) run $(CHECKED) Evaluation --shared $(SHARED)

# Articles found by models that never saw the page's site, in five folds (three minutes of two cores), and the peers of
# Evaluation/peers/requirements.txt on the same pages.
evaluate-articles: setup
	$(SWIFT) run $(CHECKED) TrainBoilerplate cross $(SHARED)/data/pages
	python3 Evaluation/peers/extract.py $(SHARED)

bench: build
	$(SWIFT) build $(CHECKED) --product MakeCrawl
	Benchmarks/run

fuzz: setup
	Fuzz/run $(SECONDS)

format:
	$(SWIFT) format --in-place --recursive --parallel $(wildcard $(SOURCES))

lint:
	$(SWIFT) format lint --strict --recursive --parallel $(wildcard $(SOURCES))

clean:
	rm -rf .build Benchmarks/.build Fuzz/.build
