#!/usr/bin/env python3
"""Measures converters from PyPI beside Jiaokan's command, on the hard set and for speed, in one run.

    Evaluation/peers/convert.py JIAOKAN TEXT        (pip install -r Evaluation/peers/requirements.txt)

TEXT is traditional text in UTF-8, no two lines alike (a corpus, some 20 MB); each peer converts it line by line, those
below 20 MB/s its first tenth. Jiaokan's command pays for its start, its pipes and the detection of the encoding besides.
Speed is in megabytes a CPU second, best of three.
"""

import importlib
import pathlib
import subprocess
import sys

from timing import speed

HARD = pathlib.Path(__file__).parent.parent / "Conversion/hard.tsv"


def peers():
    """(name, function of a line, whether it is slow) of each peer in each mode that is installed."""
    def installed(name):
        try:
            return importlib.import_module(name)
        except ImportError:
            print(f"{name} is not installed: left out", file=sys.stderr)
            return None
    if opencc := installed("opencc"):
        for mode in ["t2s", "tw2s", "hk2s"]:
            yield f"OpenCC {mode}", opencc.OpenCC(mode).convert, True
    if fmmseg := installed("opencc_pyo3"):
        for mode in ["t2s", "tw2s", "hk2s"]:
            yield f"opencc-pyo3 {mode}", fmmseg.OpenCC(mode).convert, False
    if zhconv := installed("zhconv_rs_opencc") or installed("zhconv_rs"):
        yield "zhconv-rs zh-hans", lambda line: zhconv.zhconv(line, "zh-hans"), False
        yield "zhconv-rs zh-cn", lambda line: zhconv.zhconv(line, "zh-cn"), False


def main():
    jiaokan, path = sys.argv[1:]
    text = pathlib.Path(path).read_bytes()
    lines = list(dict.fromkeys(text.decode().split("\n")))
    text = "\n".join(lines).encode()
    cases = [line.split("\t") for line in HARD.read_text().splitlines() if not line.startswith("#")]

    def run(*arguments, given):
        return subprocess.run([jiaokan, "convert", *arguments], input=given, stdout=subprocess.PIPE, check=True).stdout

    print("| converter | hard set % | MB/s |\n|---|---|---|")
    for arguments in [[], ["--from", "traditional"], ["--from", "tw"], ["--from", "hk"]]:
        # Line by line, as a peer sees them: no line helps the next one.
        right = sum(run(*arguments, given=case[2].encode()).decode() == case[3] for case in cases)
        rate = speed(len(text), lambda: run(*arguments, given=text))
        print(f"| jiaokan convert {' '.join(arguments)} | {100 * right / len(cases):.1f} | {rate:.0f} |", flush=True)
    for name, convert, is_slow in peers():
        right = sum(convert(case[2]) == case[3] for case in cases)
        part = lines[:len(lines) // 10] if is_slow else lines
        size = len("\n".join(part).encode())
        rate = speed(size, lambda: [convert(line) for line in part])
        print(f"| {name} | {100 * right / len(cases):.1f} | {rate:.0f} |", flush=True)


if __name__ == "__main__":
    main()
