"""Parts of a page that are drawn once a reader sees them.

A choice is answered with what stands on the screen; what lies further down is asked for when it
comes near the screen's edge.  Until then a quiet frame keeps its place, so that nothing jumps.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from dashboard import wording as w
from dashboard.controls import part
from dashboard.database import build
from dashboard.filters import current
from pipelines.query.filters import to_query

AT_ONCE = False
"""Draw everything at once: for readers without a browser, such as tests."""

_SEEN = "sight-seen"
"""Session key: the part's name → what was chosen when it was last seen."""

_JS = """
export default function ({ parentElement, data, setStateValue }) {
  const frame = parentElement.querySelector('.wait');
  frame.style.minHeight = data.height + 'px';
  frame.textContent = data.label;
  // Two frames that tell at the same moment are sent as one change, of which but one part is
  // drawn: so each waits a moment of its own, and tells again as long as it stands.
  let again;
  const tell = () => {
    setStateValue('seen', Date.now());
    again = setTimeout(tell, 900);
  };
  const watch = new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting)) {
      watch.disconnect();
      again = setTimeout(tell, 90 * Math.random());
    }
  });
  watch.observe(frame);
  return () => { watch.disconnect(); clearTimeout(again); };
}"""
_CSS = """.wait{box-sizing:border-box;display:flex;align-items:flex-start;padding:18px 20px;
border:1px solid var(--st-border-color);border-radius:8px;font-size:14px;
font-family:var(--st-font);color:color-mix(in srgb,var(--st-text-color) 62%,transparent)}"""
_frame = st.components.v2.component(
    "citytrends_sight", html="<div class='wait' role='status'></div>", css=_CSS, js=_JS
)


def in_sight(height: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A part (`controls.part`) that is drawn when it is seen; until then a frame of so many pixels.

    What was seen of the same choice before is drawn at once.
    """

    def wrap(draw: Callable[..., None]) -> Callable[..., None]:
        @wraps(draw)
        def seen(*given: Any, **named: Any) -> None:
            name = f"{st.session_state['f_page']}-{draw.__qualname__}"
            chosen = f"{build().stem}?{to_query(current())}"
            if AT_ONCE or _seen().get(name) == chosen:
                draw(*given, **named)
            else:
                _wait(name, chosen, height)

        return part(seen)

    return wrap


def _seen() -> dict[str, str]:
    held: dict[str, str] = st.session_state.setdefault(_SEEN, {})
    return held


def _wait(name: str, chosen: str, height: int) -> None:
    """The frame; once it is seen, its part is drawn in its place."""
    _frame(
        key=f"sight-{name}-{chosen}", data={"height": height, "label": w.SOON},
        default={"seen": 0}, width="stretch",
        on_seen_change=lambda: _seen().__setitem__(name, chosen),
    )  # fmt: skip
