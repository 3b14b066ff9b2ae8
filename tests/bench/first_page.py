"""The first page in Chromium with an empty cache: seconds until its map and timeline are drawn.

    python -m tests.bench.first_page [FOLDER [MEGABITS A SECOND]]

The sample's warehouse is served by a server that has answered before; every visit has a browser
profile of its own.  With megabits the browser's line is as slow as that, 20 ms away.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from pipelines.settings import PROJECT_ROOT, SAMPLE_WAREHOUSE
from tests.bench.sessions import PORT, serving

sys.path.insert(0, str(PROJECT_ROOT / "tests" / "e2e"))
from browser import start

VISITS = 5
PATIENCE = 60
LATENCY = 20
"""Milliseconds to the server and back, on a line that is slow on purpose."""
DRAWN = """
const sentence = document.querySelector('h1.lead');
const map = document.querySelectorAll('.choroplethlayer path').length;
const bars = document.querySelectorAll('.barlayer .point path').length;
const script = document.querySelector('[data-testid=stApp]');
const rests = script && script.getAttribute('data-test-script-state') !== 'running';
return sentence && map > 10 && bars > 3 && rests ? performance.now() : 0;
"""
FETCHED = """
return performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
  .reduce((sum, entry) => sum + entry.transferSize, 0);
"""


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE_WAREHOUSE
    speed = float(sys.argv[2]) if len(sys.argv) > 2 else 0
    with serving(folder):
        print(f"load average {os.getloadavg()[0]:.1f}")
        visits = [visit(speed) for _ in range(VISITS)]
    seconds = sorted(took for took, _ in visits)
    print(f"  first page  median {statistics.median(seconds):.1f} s  worst {seconds[-1]:.1f} s"
          f"  | fetched {visits[0][1] / 1e6:.1f} MB beside the messages")  # fmt: skip


def visit(speed: float = 0, address: str = f"http://127.0.0.1:{PORT}/") -> tuple[float, int]:
    """Seconds from the navigation until everything is drawn, and the bytes fetched."""
    with tempfile.TemporaryDirectory() as profile:
        browser = start(Path(profile), 1440, dark=False)
        if speed:
            browser.driver.execute_cdp_cmd("Network.enable", {})
            browser.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
                "offline": False, "latency": LATENCY, "downloadThroughput": speed * 125_000,
                "uploadThroughput": speed * 125_000,
            })  # fmt: skip
        try:
            browser.driver.get(address)
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                drawn = float(browser.driver.execute_script(DRAWN))
                if drawn:
                    return drawn / 1000, int(browser.driver.execute_script(FETCHED))
                time.sleep(0.02)
        finally:
            browser.driver.quit()
    raise SystemExit("the first page was not drawn")


if __name__ == "__main__":
    main()
