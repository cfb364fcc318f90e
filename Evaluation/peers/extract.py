#!/usr/bin/env python3
"""Scores article extractors on pages with gold articles: extract.py SHARED_FOLDER.

Character 4-gram F1 as in Tools/BoilerplateCorpus/NGramScore.swift, against the gold as it is and corrected by
gold-corrections.json. Pages are decoded to UTF-8 beforehand, as they are stored; times are those of the extraction
alone, one thread, the best of two runs. `pip install -r requirements.txt` first."""

import collections
import json
import pathlib
import re
import statistics
import sys
import time

import lxml.html
import readability
import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree


def grams(text):
    text = "".join(c for c in text if not c.isspace() and c != "\ufeff")
    return collections.Counter(text[i : i + 4] for i in range(max(1, len(text) - 3))) if text else collections.Counter()


def f1(text, gold):
    found, wanted = grams(text), grams(gold)
    if not found or not wanted:
        return float(found == wanted)
    return 2 * sum((found & wanted).values()) / (sum(found.values()) + sum(wanted.values()))


def with_readability(page):
    summary = readability.Document(page).summary()
    return lxml.html.fromstring(summary).text_content() if summary.strip() else ""


EXTRACTORS = {
    "trafilatura": lambda page: trafilatura.extract(page, include_comments=False) or "",
    "trafilatura, precision": lambda page: trafilatura.extract(page, include_comments=False, favor_precision=True) or "",
    "readability-lxml": with_readability,
    "resiliparse": lambda page: extract_plain_text(HTMLTree.parse(page), main_content=True),
}


def pages(shared):
    folder = pathlib.Path(shared) / "data/pages"
    corrections = json.loads((pathlib.Path(__file__).parent.parent / "gold-corrections.json").read_text())
    dropped = collections.defaultdict(set)
    for correction in corrections:
        dropped[correction["page"]] |= {entry["paragraph"] for entry in correction.get("drop", [])}
    for entry in json.loads((folder / "gold.json").read_text()):
        page = (folder / entry["html_file"]).read_text(errors="replace")
        corrected = [p for i, p in enumerate(entry["body"]) if i not in dropped[entry["id"]]]
        yield page, "\n".join(entry["body"]), "\n".join(corrected)


def main(shared):
    everything = list(pages(shared))
    size = sum(len(page.encode()) for page, _, _ in everything)
    print(f"{len(everything)} pages, {size / 1e6:.1f} MB")
    print("| extractor | mean | median | under .5 | mean, gold as it is | MB/s |\n|---|---|---|---|---|---|")
    for name, extract in EXTRACTORS.items():
        best, texts = float("inf"), []
        for _ in range(2):
            start, texts = time.process_time(), []
            for page, _, _ in everything:
                try:
                    # An XML declaration in a str makes lxml refuse the page.
                    texts.append(extract(re.sub(r"^\s*<\?xml[^>]*>", "", page)))
                except Exception:
                    texts.append("")
            best = min(best, time.process_time() - start)
        corrected = [f1(text, gold) for text, (_, _, gold) in zip(texts, everything)]
        as_it_is = [f1(text, gold) for text, (_, gold, _) in zip(texts, everything)]
        print(
            f"| {name} | {statistics.mean(corrected):.3f} | {statistics.median(corrected):.3f} | "
            f"{sum(score < 0.5 for score in corrected)} | {statistics.mean(as_it_is):.3f} | {size / 1e6 / best:.1f} |"
        )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
