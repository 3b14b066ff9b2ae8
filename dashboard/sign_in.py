"""Optional sign-in through Streamlit's own OIDC: off unless CITYTRENDS_SIGN_IN=1.

The framework gives no supported way to read its sign-in cookie outside a page, so the download
routes are off while sign-in is on, and downloads go through the page of the signed-in reader.
"""

from __future__ import annotations

from importlib.util import find_spec

import streamlit as st

from dashboard import components
from dashboard import wording_sign_in as ws
from dashboard.downloads import sign_in_wanted as wanted

__all__ = ["configured", "passed", "signed_in", "waits", "wanted", "way_out"]


def configured() -> bool:
    """Whether `[auth]` stands in the secrets and the library that speaks OIDC is there."""
    try:
        there = "auth" in st.secrets
    except FileNotFoundError:
        return False
    return there and find_spec("authlib") is not None


def signed_in() -> bool:
    """Whether this reader has signed in."""
    return bool(getattr(st.user, "is_logged_in", False))


def waits() -> bool:
    """Whether this reader has to sign in first."""
    return wanted() and not signed_in()


def passed() -> bool:
    """True where pages may be drawn; else the screen that asks to sign in is drawn."""
    if not waits():
        return True
    components.html(f"<h1 class='lead'>{ws.TITLE}</h1><p class='note'>{ws.HINT}</p>")
    ready = configured()
    st.button(ws.BUTTON, key="sign-in", type="primary", on_click=st.login, disabled=not ready)
    if not ready:
        components.html(f"<p class='problem'>{ws.NOT_CONFIGURED}</p>")
    return False


def way_out() -> None:
    """The button that signs out, at the end of the sidebar."""
    if wanted() and signed_in():
        with st.sidebar:
            st.button(ws.OUT, key="sign-out", type="tertiary", on_click=st.logout)
