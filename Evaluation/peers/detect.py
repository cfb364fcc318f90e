#!/usr/bin/env python3
"""Scores detectors of encodings on the stress set of Evaluation, beside Jiaokan:

    swift run -c release Evaluation --dump FOLDER
    Evaluation/peers/detect.py FOLDER [JIAOKAN]        (default: .build/release/jiaokan)

Peers are chardet, charset-normalizer, faust-cchardet and resiliparse from PyPI (requirements.txt beside, best in a
virtual environment) and Debian's libuchardet0. One that is not installed is left out. A name that the standard
reads as the right encoding is right: GB2312 for gb18030, ISO-8859-1 for windows-1252. Times are in process, of one
thread, plain documents; the command's are not measured (Benchmarks does).
"""

import collections
import ctypes
import pathlib
import subprocess
import sys
import time

ALIASES = {
    "gb18030": "gb2312 gbk cp936 gb18030-2022",
    "big5": "big5-hkscs big5hkscs cp950",
    "euc-kr": "cp949 uhc johab ks_c_5601-1987",
    "shift_jis": "cp932 ms932 sjis shift_jis_2004 shift_jisx0213",
    "euc-jp": "euc_jp eucjp euc_jis_2004 euc_jisx0213",
    "windows-1252": "cp1252 iso-8859-1 iso8859-1 latin-1 latin_1",
    "windows-1251": "cp1251",
    "utf-8": "utf-8-sig utf_8 utf8",
    "utf-16le": "utf-16-le utf_16_le",
    "utf-16be": "utf-16-be utf_16_be",
    "hz-gb-2312": "hz hz-gb-2312",
    "koi8-r": "koi8_r",
    "euc-tw": "x-euc-tw",
}
CANONICAL = {alias: name for name, aliases in ALIASES.items() for alias in aliases.split()}


def canonical(name):
    name = (name or "unknown").lower()
    return CANONICAL.get(name, name)


def uchardet():
    library = ctypes.CDLL("libuchardet.so.0")
    library.uchardet_new.restype = ctypes.c_void_p
    library.uchardet_get_charset.restype = ctypes.c_char_p
    library.uchardet_handle_data.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    for function in (library.uchardet_data_end, library.uchardet_get_charset, library.uchardet_delete):
        function.argtypes = [ctypes.c_void_p]

    def detect(data):
        detector = library.uchardet_new()
        library.uchardet_handle_data(detector, data, len(data))
        library.uchardet_data_end(detector)
        name = library.uchardet_get_charset(detector).decode()
        library.uchardet_delete(detector)
        return name

    return detect


def chardet():
    import chardet
    return lambda data: chardet.detect(data)["encoding"]


def charset_normalizer():
    import charset_normalizer

    def detect(data):
        best = charset_normalizer.from_bytes(data).best()
        return best.encoding if best else None

    return detect


def cchardet():
    import cchardet
    return lambda data: cchardet.detect(data)["encoding"]


def resiliparse():
    from resiliparse.parse import encoding
    return encoding.detect_encoding


def jiaokan(command, folder, names):
    """One call of the command for each thousand files."""
    found = []
    for start in range(0, len(names), 1000):
        paths = [str(folder / name) for name in names[start:start + 1000]]
        lines = subprocess.run([command, "detect", *paths], check=True, capture_output=True, text=True).stdout
        found += [line.split("\t")[1] for line in lines.splitlines()]
    return found


def groups(document):
    _, kind, _, length, wrapping, core = document
    yield "all"
    if core:
        yield "core"
        if int(length) <= 50:
            yield "core, <= 50 bytes"
        if wrapping in ("wrong-meta", "corrupt"):
            yield f"core, {wrapping}"


def row(name, documents, answers, micros):
    right, count = collections.Counter(), collections.Counter()
    for document, answer in zip(documents, answers):
        for group in groups(document):
            count[group] += 1
            right[group] += canonical(answer) == document[2]
    # As they come in the set: all, core, core of at most 50 bytes, wrong meta, corrupt.
    shares = " | ".join(f"{100 * right[group] / count[group]:.1f}" for group in count)
    print(f"| {name} | {shares} | {micros} |", flush=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    command = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else
                           pathlib.Path(__file__).parents[2] / ".build/release/jiaokan")
    documents = [line.rstrip("\n").split("\t") for line in open(folder / "documents.tsv")]
    names = [document[0] for document in documents]
    contents = [(folder / name).read_bytes() for name in names]
    print("| detector | all % | core % | core, <= 50 bytes % | core, wrong meta % | core, corrupt % "
          "| µs, 100 B / 10 kB |\n|---|---|---|---|---|---|---|")
    if command.exists():
        row("Jiaokan", documents, jiaokan(command, folder, names), "")
    for peer in (uchardet, resiliparse, cchardet, chardet, charset_normalizer):
        try:
            detect = peer()
        except (ImportError, OSError):
            continue
        answers, seconds, counted = [], collections.Counter(), collections.Counter()
        for document, content in zip(documents, contents):
            start = time.thread_time()
            try:
                answers.append(detect(content))
            except Exception:  # A detector that fails has no answer.
                answers.append(None)
            if document[4] == "plain" and document[5]:
                seconds[document[3]] += time.thread_time() - start
                counted[document[3]] += 1
        micros = " / ".join(f"{seconds[length] / counted[length] * 1e6:.0f}" for length in ("100", "10000"))
        row(peer.__name__.replace("_", "-"), documents, answers, micros)


if __name__ == "__main__":
    main()
