"""Typesets the text of a letter with WeasyPrint and prints the pages and the median time, to compare with our own.

    python weasyprint_letter.py crates/letters/src/letter/snapshots/letters__letter__tests__l17-volledig.snap

Not part of the tests: `pip install weasyprint` first. The text comes from the kept Typst source of the letter, so that both set the
same words; the layout is plain, with the same paper, size of letters, headings, lists and tags (PDF/UA-1).
"""

import html
import re
import statistics
import sys
import time

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = """
@page { size: A4; margin: 25mm 25mm 30mm; @bottom-right { content: counter(page) " van " counter(pages) } }
html { font: 10.5pt/1.45 "Noto Sans", sans-serif } h1 { font-size: 15pt } h2 { font-size: 11.5pt } p, ul { margin: 0 0 6pt }
"""
ROUNDS = 20


def plain(text):
    """Takes the marks of Typst away: calls keep what is between their brackets."""
    text = re.sub(r"#[a-z-]+(\([^()]*\))?\[", "", text).replace("]", "")
    text = re.sub(r"#[a-z][^\s]*", "", text)
    return html.escape(re.sub(r"\\(.)", r"\1", text).replace("~", " ").replace("*", "")).strip()


def body(source):
    """Turns the source into headings, items and paragraphs."""
    parts = []
    for line in source.split("---", 2)[2].splitlines():
        if line.startswith(("#import", "#show", "#let", "  ", ")")):
            continue
        heading = re.match(r"(=+) (.*)", line)
        words = plain(heading.group(2) if heading else line.lstrip("+- "))
        if not words:
            continue
        tag = f"h{len(heading.group(1))}" if heading else "li" if line.startswith(("- ", "+ ")) else "p"
        parts.append(f"<{tag}>{words}</{tag}>")
    return re.sub(r"((?:<li>.*?</li>)+)", r"<ul>\1</ul>", "".join(parts))


def main(path):
    with open(path, encoding="utf-8") as file:
        page = f'<html lang="nl"><head><title>Brief</title><style>{STYLE}</style></head><body>{body(file.read())}</body></html>'
    fonts = FontConfiguration()
    document = HTML(string=page)
    pages = len(document.render(font_config=fonts).pages)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        document.write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
        times.append((time.perf_counter() - start) * 1000)
    print(f"{pages} pages, median {statistics.median(times):.1f} ms, fastest {min(times):.1f} ms of {ROUNDS}")


main(sys.argv[1])
