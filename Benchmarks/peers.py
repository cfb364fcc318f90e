#!/usr/bin/env python3
"""Measures Jiaokan's command beside its peers from PyPI on the same text, in the same run.

    Benchmarks/peers.py [JIAOKAN]        (default: .build/release/jiaokan; needs requirements.txt)

Prints CSV: task, engine, megabytes of input a CPU second, best of three. The text is made of the project's own sentences, no
two lines alike. The command pays for its start and its pipes; a peer is measured in process, its start left out.
A peer that is not installed is left out.
"""

import importlib
import logging
import os
import pathlib
import random
import resource
import subprocess
import sys
import time

SENTENCES = [
    ("临江市图书馆昨晚开放至零点，读者纷纷称赞。", "臨江市圖書館昨晚開放至零點，讀者紛紛稱讚。"),
    ("市防汛抗旱指挥部今天上午召开会议，部署下一阶段工作。", "市防汛抗旱指揮部今天上午召開會議，部署下一階段工作。"),
    ("步道桥今日通行，两岸居民过河只需五分钟。", "步道橋今日通行，兩岸居民過河只需五分鐘。"),
    ("果园的苹果喜获丰收，收购价比去年上涨百分之六。", "果園的蘋果喜獲豐收，收購價比去年上漲百分之六。"),
    ("新落成的天文台同时使用三台望远镜，结果相互校验。", "新落成的天文臺同時使用三臺望遠鏡，結果相互校驗。"),
    ("社区诊所延长门诊时间，方便上班族就近看病。", "社區診所延長門診時間，方便上班族就近看病。"),
]


def lines(column, count):
    generator = random.Random(20250521)
    result, size = [], 0
    while size < count:
        sentences = "".join(generator.choice(SENTENCES)[column] for _ in range(generator.randint(2, 5)))
        result.append(f"{generator.randint(1, 12)}月{generator.randint(1, 28)}日，{sentences}{generator.random():.6f}")
        size += len(result[-1].encode()) + 1
    return result


def page(paragraphs, number):
    body = "".join(f"<p>{line}</p>\n" for line in paragraphs)
    return (f"<html><head><meta charset=utf-8><title>临江市图书馆开放至零点之{number}_临江网</title></head><body>"
            f"<div class=nav><a href=/>首页</a> <a href=/n>新闻</a></div><h1>临江市图书馆开放至零点之{number}</h1>"
            f"<div class=info>2025-03-09 12:30 来源：临江日报</div><div class=content>\n{body}</div>"
            f"<div class=footer>版权所有 未经许可不得转载</div></body></html>")


def cpu(work):
    """CPU seconds, its own and its children's, of the best of three."""
    best = float("inf")
    for _ in range(3):
        before = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
        work()
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, time.process_time() - before[0]
                   + children.ru_utime - before[1].ru_utime + children.ru_stime - before[1].ru_stime)
    return best


def report(task, engine, size, work):
    print(f"{task},{engine},{size / cpu(work) / 1e6:.2f}", flush=True)


def peer(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed: left out", file=sys.stderr)
        return None


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    jiaokan = sys.argv[1] if len(sys.argv) > 1 else str(root / ".build/release/jiaokan")
    if not os.access(jiaokan, os.X_OK):
        sys.exit(f"{jiaokan} is not built: make build")

    def run(*arguments):
        def work():
            subprocess.run([jiaokan, *arguments[:-1]], input=arguments[-1], stdout=subprocess.DEVNULL, check=True)
        return work

    simplified, traditional = lines(0, 4_000_000), lines(1, 4_000_000)
    hans, hant = "\n".join(simplified).encode(), "\n".join(traditional).encode()
    few = simplified[:4000]
    few_size = sum(len(line.encode()) + 1 for line in few)
    print("task,engine,MB/s")

    report("segment", "jiaokan", len(hans), run("segment", hans))
    if rjieba := peer("rjieba"):
        rjieba.cut("甲")
        report("segment", "rjieba", len(hans), lambda: [rjieba.cut(line) for line in simplified])
    if jieba := peer("jieba"):
        jieba.setLogLevel(logging.ERROR)
        jieba.initialize()
        report("segment", "jieba", few_size, lambda: [list(jieba.cut(line)) for line in few])

    report("convert", "jiaokan --from tw", len(hant), run("convert", "--from", "tw", hant))
    report("convert", "jiaokan --from icu", len(hant), run("convert", "--from", "icu", hant))
    if opencc := peer("opencc"):
        converter = opencc.OpenCC("tw2s")
        report("convert", "opencc tw2s", len(hant), lambda: [converter.convert(line) for line in traditional])

    gb = hans.decode().encode("gb18030")
    report("decode", "jiaokan", len(gb), run("decode", gb))
    if charset_normalizer := peer("charset_normalizer"):
        sample = gb[:100_000]
        report("decode", "charset-normalizer", len(sample), lambda: str(charset_normalizer.from_bytes(sample).best()))

    folder = root / "Benchmarks/.build/pages"
    folder.mkdir(parents=True, exist_ok=True)
    pages = [page(simplified[12 * n:12 * n + 12], n) for n in range(300)]
    for number, content in enumerate(pages):
        (folder / f"{number:03}.html").write_text(content)
    size = sum(len(content.encode()) for content in pages)
    report("extract", "jiaokan", size, run("extract", str(folder), b""))
    if trafilatura := peer("trafilatura"):
        report("extract", "trafilatura", size, lambda: [trafilatura.extract(content) for content in pages])


if __name__ == "__main__":
    main()
