"""The chain that people build in Python today: charset-normalizer, trafilatura, ftfy, OpenCC, jieba."""

import logging

import charset_normalizer
import ftfy
import jieba
import opencc
import trafilatura


class PythonChain:
    """Pages to paragraphs and words, each step with the options that its documentation begins with."""

    def __init__(self):
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        jieba.setLogLevel(logging.ERROR)
        jieba.initialize()
        self.converter = opencc.OpenCC("t2s")

    def clean(self, page):
        best = charset_normalizer.from_bytes(page).best()
        text = str(best) if best is not None else page.decode("utf-8", "replace")
        # It knows HTML only; of anything else people take the text as it is.
        article = trafilatura.extract(text, favor_precision=True) or ("" if "<html" in text else text)
        return self.converter.convert(ftfy.fix_text(article))

    def words(self, text):
        return [jieba.lcut(line) for line in text.split("\n")]
