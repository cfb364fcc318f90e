#!/usr/bin/env python3
"""Measures what people repair broken text with in Python beside Jiaokan's command, on the same cases and for speed, in one run.

    Evaluation mojibake --dump FOLDER
    Evaluation/peers/repair.py JIAOKAN FOLDER TEXT...        (pip install -r Evaluation/peers/requirements.txt)

FOLDER then holds the cases of the scorer `mojibake` that lose no bytes, of which the command gets each as a page of its own.
Each TEXT is whole text in UTF-8; a peer reads it line by line, those below 50 MB/s its first tenth. Jiaokan's command pays for
its start, its pipes and the detection of the encoding besides. Speed is in megabytes a CPU second, best of three.
"""

import collections
import html
import importlib
import json
import pathlib
import subprocess
import sys

from timing import speed

KINDS = {"utf8As": "UTF-8 misread", "gbkAs": "GBK misread", "big5As": "Big5 misread"}


def peers():
    """(name, function of a line, whether it is slow) of each peer that is installed."""
    yield "html.unescape", html.unescape, False
    for name, is_slow in [("ftfy", True), ("plsfix", True)]:
        try:
            yield name, importlib.import_module(name).fix_text, is_slow
        except ImportError:
            print(f"{name} is not installed: left out", file=sys.stderr)


def kind(case):
    return next((name for prefix, name in KINDS.items() if case["class"].startswith(prefix)), "references, escapes")


def shares(cases, repaired):
    right, all_ = collections.Counter(), collections.Counter()
    for case, text in zip(cases, repaired):
        all_[kind(case)] += 1
        right[kind(case)] += text == case["meant"]
    return [f"{100 * right[name] / all_[name]:.1f}" for name in [*KINDS.values(), "references, escapes"]]


def main():
    jiaokan, folder, *paths = sys.argv[1:]
    cases = [json.loads(line) for line in (pathlib.Path(folder) / "mojibake.jsonl").read_text().split("\n") if line]
    texts = [pathlib.Path(path).read_text() for path in paths]

    def run(*arguments, given):
        return subprocess.run([jiaokan, "repair", *arguments], input=given, stdout=subprocess.PIPE, check=True).stdout

    names = ["repairs", *[f"{name}, % right" for name in [*KINDS.values(), "references, escapes"]]]
    names += [f"{pathlib.Path(path).name}, MB/s" for path in paths]
    print(f"| {' | '.join(names)} |\n{'|---' * len(names)}|")

    records = "".join(json.dumps({"text": case["broken"]}, ensure_ascii=False) + "\n" for case in cases)
    answers = run("--jsonl", given=records.encode()).decode().rstrip("\n").split("\n")
    cells = shares(cases, [json.loads(answer)["text"] for answer in answers])
    cells += [f"{speed(len(text.encode()), lambda: run(given=text.encode())):.1f}" for text in texts]
    print(f"| jiaokan repair | {' | '.join(cells)} |", flush=True)
    for name, fix, is_slow in peers():
        cells = shares(cases, [fix(case["broken"]) for case in cases])
        for text in texts:
            lines = text.split("\n")
            part = lines[:len(lines) // 10] if is_slow else lines
            cells.append(f"{speed(len(chr(10).join(part).encode()), lambda: [fix(line) for line in part]):.1f}")
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
