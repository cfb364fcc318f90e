#!/usr/bin/env python3
"""Scores word segmenters from PyPI: Evaluation/peers/segment.py TREEBANK.conllu [TEXT], or lines of `word word` in place of the treebank

Prints word F1, and with TEXT (distinct lines of running text) megabytes of UTF-8 a CPU second. A peer that is not installed
is left out (requirements.txt; PyICU needs ICU's headers). `Evaluation segmentation` gives Jiaokan's figures on the same treebank; with JIAOKAN naming
the command, it is measured here too, `--standard news`.
"""

import importlib
import logging
import os
import subprocess
import sys
import time


def sentences(path):
    if not path.endswith(".conllu"):
        yield from (line.split() for line in open(path) if line.strip())
        return
    words = []
    for line in open(path):
        fields = line.split("\t")
        if fields[0].isdigit():
            words += fields[1].split(" ")
        elif not line.strip() and words:
            yield words
            words = []
    if words:
        yield words


def spans(words):
    end, result = 0, set()
    for word in words:
        result.add((end, end + len(word)))
        end += len(word)
    return result


def peers():
    def load(name):
        try:
            return importlib.import_module(name)
        except ImportError:
            print(f"{name} is not installed: left out", file=sys.stderr)
            return None

    if jieba := load("jieba"):
        jieba.setLogLevel(logging.ERROR)
        yield "jieba", jieba.lcut
    if rjieba := load("rjieba"):
        yield "rjieba", rjieba.cut
    if jiagu := load("jiagu"):
        jiagu.init()
        yield "jiagu", jiagu.seg
    if icu := load("icu"):
        iterator = icu.BreakIterator.createWordInstance(icu.Locale("zh"))

        def cut(text):
            iterator.setText(text)
            ends = [0, *iterator]
            return [text[start:end] for start, end in zip(ends, ends[1:])]

        yield "ICU", cut


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    gold = list(sentences(sys.argv[1]))
    lines = open(sys.argv[2]).read().split("\n") if len(sys.argv) > 2 else []
    size = sum(len(line.encode()) + 1 for line in lines)
    print("segmenter\tF1\tMB/s")
    if command := os.environ.get("JIAOKAN"):
        text = "\n".join("".join(words) for words in gold)
        found = subprocess.run([command, "segment"], input=text, capture_output=True, text=True, check=True).stdout
        report("Jiaokan", gold, [line.split(" ") for line in found.split("\n")], command_speed(command, lines, size))
    for name, cut in peers():
        found = [list(cut("".join(words))) for words in gold]
        speed = 0
        if lines:
            # The slow ones get a tenth.
            part = lines if name == "rjieba" else lines[: len(lines) // 10]
            start = time.process_time()
            for line in part:
                cut(line)
            speed = sum(len(line.encode()) + 1 for line in part) / (time.process_time() - start) / 1e6
        report(name, gold, found, speed)


def command_speed(command, lines, size):
    if not lines:
        return 0
    before = os.times()
    subprocess.run([command, "segment", "-j", "1"], input="\n".join(lines).encode(), stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return size / (after.children_user - before.children_user) / 1e6


def report(name, gold, found, speed):
    right = expected = total = 0
    for words, guess in zip(gold, found):
        truth, spanned = spans(words), spans(guess)
        right += len(truth & spanned)
        expected += len(truth)
        total += len(spanned)
    print(f"{name}\t{200 * right / (expected + total):.1f}\t{speed:.1f}" if speed else
          f"{name}\t{200 * right / (expected + total):.1f}\t", flush=True)


if __name__ == "__main__":
    main()
