"""The application: pages, shared filters, and the server with its download routes.

The server imports this file once and takes `app`; Streamlit then runs the same file for every
reader, and that run draws the page.  So `python -m dashboard` and `streamlit run
dashboard/app.py` serve the same thing.
"""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import database, filters, finding, frame, sidebar, sign_in, theme
from dashboard import wording as w
from dashboard.assets import Assets
from dashboard.server import ROUTES
from pipelines.errors import FilterError, WarehouseError

PAGES = (
    "overview", "map", "timeline", "keywords", "diffusion", "partners", "region", "articles",
    "quality", "upload",
)  # fmt: skip
# The page that can be read before there is anything else to read.
WITHOUT_BUILD = "upload"


def main() -> None:
    """Draw one reader's page."""
    st.set_page_config(page_title=w.APP, layout="wide", initial_sidebar_state="auto")
    st.html(theme.css(theme.active()))
    st.logo(theme.logo(theme.active(), w.APP), size="large")
    pages = [
        st.Page(f"views/{name}.py", title=w.PAGES[name], default=name == PAGES[0]) for name in PAGES
    ]
    page = st.navigation(pages, position="hidden" if sign_in.waits() else "top")
    if not sign_in.passed():
        return
    try:
        vocabulary = database.vocabulary(database.build())
        filters.sync(vocabulary, page.url_path or PAGES[0])
    except database.OldBuildError:
        frame.old_build()
        return
    except WarehouseError:
        if page.url_path == WITHOUT_BUILD:
            page.run()
        else:
            frame.no_build()
        return
    except FilterError as error:
        frame.wrong_filter(error)
        return
    sidebar.draw(vocabulary)
    sign_in.way_out()
    finding.go(page.url_path or PAGES[0])
    chosen = filters.read()
    st.session_state["filters"] = chosen
    frame.banner()
    page.run()
    filters.write_url(chosen)


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, routes=ROUTES, middleware=[Middleware(Assets)])
else:
    main()
