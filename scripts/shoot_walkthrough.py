"""Renew the pictures of docs/walkthrough.md by walking its ten questions in Chromium.

    python scripts/shoot_walkthrough.py

The sample's warehouse is served (build it first: make run), each question is walked as
tests/e2e/walks.py says, the answer is framed, and what the screen shows becomes
docs/images/<question>.png, small enough to read the page with: at most 120 kB each.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "e2e"))
from browser import start
from conftest import serving
from walks import QUESTIONS, Reader

from pipelines.settings import PROJECT_ROOT, SAMPLE_WAREHOUSE

IMAGES = PROJECT_ROOT / "docs" / "images"
MOST_BYTES, WIDTH, SHRUNK = 120_000, 1440, 960
FRAME = """
const [answer, card] = arguments;
answer.style.outline = '3px solid #C8452B';
answer.style.outlineOffset = '5px';
(answer.matches('h1') ? answer : card).scrollIntoView({block: 'center'});
"""


def small(png: bytes) -> bytes:
    """The picture at two thirds, in as many colours as fit the size."""
    whole = Image.open(io.BytesIO(png)).convert("RGB")
    shrunk = whole.resize((SHRUNK, whole.height * SHRUNK // whole.width), Image.Resampling.LANCZOS)
    for colours in (128, 64, 32):
        out = io.BytesIO()
        shrunk.quantize(colours).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise SystemExit(f"a picture of more than {MOST_BYTES} bytes")


def main() -> None:
    """Walk and take the pictures."""
    with serving(SAMPLE_WAREHOUSE, built=True) as address, tempfile.TemporaryDirectory() as profile:
        reader = Reader(start(Path(profile), WIDTH, dark=False), address)
        try:
            reader.start()
            (IMAGES / "overview.png").write_bytes(
                small(reader.browser.driver.get_screenshot_as_png())
            )
            for question in QUESTIONS:
                reader.start()
                question.walk(reader)
                found = [reader.browser.all(one)[0] for one in (question.where, question.about)]
                reader.browser.driver.execute_script(FRAME, *found)
                reader.browser.settle()
                picture = small(reader.browser.driver.get_screenshot_as_png())
                (IMAGES / f"{question.name}.png").write_bytes(picture)
                print(f"{question.name}: {reader.clicks} clicks, {len(picture) / 1000:.0f} kB")
        finally:
            reader.browser.driver.quit()


if __name__ == "__main__":
    main()
