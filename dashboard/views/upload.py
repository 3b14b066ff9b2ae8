"""내 자료 넣기: drop files, watch them being built, see the pages change."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from dashboard import components as c
from dashboard import database, uploads
from dashboard import wording as w
from dashboard import wording_data as wd

PAGE = "upload"


def draw() -> None:
    """The page from top to bottom."""
    c.html(f"<p class='eyebrow'>{w.PAGES[PAGE]}</p>")
    if not uploads.allowed(st.get_option("server.address")):
        c.html(f"<h1 class='lead'>{wd.UPLOAD_OFF_TITLE}</h1>")
        c.html(f"<p class='note'>{wd.UPLOAD_OFF_HINT}</p>")
        return
    c.html(f"<h1 class='lead'>{wd.UPLOAD_LEAD}</h1>")
    c.html(f"<p class='note'>{wd.UPLOAD_OWN}</p>")
    left, right = st.columns([7, 5], gap="medium")
    with left:
        box()
        if uploads.job(target()):
            progress()
    with right:
        kinds()


def target() -> Path:
    """The warehouse that takes the files."""
    return uploads.target(database.warehouse())


def box() -> None:
    """The box for files, and the button that builds them."""
    limits = wd.UPLOAD_LIMITS.format(
        files=uploads.MOST_FILES, each=uploads.MOST_EACH, total=uploads.MOST_TOTAL
    )
    with st.container(border=True, key="card-upload"):
        c.html(f"<h2 class='card'>{wd.UPLOAD_BOX}</h2>")
        # The framework's own words in the box are English; the style sheet shows these instead.
        st.html(f"<style>:root{{--drop:'{wd.UPLOAD_DROP}';--pick:'{wd.UPLOAD_CHOOSE}'}}</style>")
        files = st.file_uploader(
            wd.UPLOAD_BOX, type=list(uploads.KINDS), accept_multiple_files=True,
            key=f"upload-{st.session_state.get('upload-turn', 0)}",
            label_visibility="collapsed", max_upload_size=uploads.MOST_EACH,
        )  # fmt: skip
        c.html(f"<p class='note'>{limits}</p>")
        problem = refused(files)
        if problem:
            c.html(f"<p class='problem' role='alert'>{problem}</p>")
        if st.button(
            wd.UPLOAD_START, type="primary", key="upload-start",
            disabled=not files or bool(problem),
        ):  # fmt: skip
            warehouse = target()
            uploads.start(uploads.save(files, warehouse), warehouse)
            st.session_state["upload-turn"] = st.session_state.get("upload-turn", 0) + 1
            st.rerun()


def refused(files: Sequence[uploads.Upload]) -> str:
    """Why these files are not taken now; '' where they are."""
    size = sum(file.size for file in files) / 1e6
    if uploads.running(target()):
        return wd.BUSY
    if len(files) > uploads.MOST_FILES:
        return wd.TOO_MANY.format(count=len(files), most=uploads.MOST_FILES)
    if size > uploads.MOST_TOTAL:
        return wd.TOO_LARGE.format(size=round(size), most=uploads.MOST_TOTAL)
    return ""


def progress() -> None:
    """The last job: redrawn every second while it runs, then once with all pages renewed."""
    every = 1.0 if uploads.running(target()) else None

    @st.fragment(run_every=every)
    def drawn() -> None:
        job = uploads.job(target())
        if job is None:
            return
        now = uploads.state(job)
        if every and now.phase in ("done", "failed"):
            st.rerun()
        with st.container(border=True, key="card-progress"):
            if now.phase == "done":
                report(now)
            elif now.phase == "failed":
                c.html(f"<h2 class='card'>{wd.FAILED_TITLE}</h2>")
                c.html(f"<p class='note'>{wd.FAILED_HINT}</p>")
                c.html(f"<p class='problem' role='alert'>{escape(now.message)}</p>")
            else:
                going(now)

    drawn()


def going(now: uploads.State) -> None:
    """How far it is, in words and as a bar."""
    said = wd.STARTING
    if now.phase == "running":
        said = wd.RUNNING.format(documents=w.number(now.documents), files=now.files, of=now.of)
    c.html(f"<h2 class='card' role='status'>{said}</h2>")
    # A file is counted when it was read; its articles are still being worked on then.
    part = 0.05 if now.phase == "starting" else 0.1 + 0.85 * (now.files - 0.5) / max(now.of, 1)
    st.progress(min(max(part, 0.05), 0.95))
    c.html(f"<p class='note'>{wd.ELAPSED.format(seconds=now.seconds)}</p>")


def report(now: uploads.State) -> None:
    """What came in, what did not and why."""
    found = now.report
    rejected = found.get("rejected", {})
    new = int(found["kept"])
    title = wd.DONE_TITLE.format(kept=w.number(new)) if new else wd.NOTHING_NEW
    counts = (
        new - found["replaced"], found["replaced"], found["unchanged"] + found["duplicate"],
        found["off_topic"], sum(rejected.values()),
    )  # fmt: skip
    cells = "".join(
        f"<div class='figure' role='listitem'><span class='name'>{name}</span>"
        f"<span class='value'>{w.number(count)}</span></div>"
        for name, count in zip(wd.DONE_COLUMNS, counts, strict=True)
    )
    c.html(f"<h2 class='card' role='status'>{title}</h2><p class='note'>{wd.DONE_HINT}</p>")
    c.html(f"<div class='figures five' role='list'>{cells}</div>")
    lines = "".join(
        f"<li>{escape(reason)} <b>{w.number(count)}</b></li>" for reason, count in rejected.items()
    )
    c.html(f"<ul class='reasons'>{lines}</ul>" if lines else "")
    with st.container(horizontal=True, gap="small"):
        st.page_link("views/overview.py", label=wd.SEE_OVERVIEW)
        st.page_link("views/quality.py", label=wd.SEE_QUALITY)


def kinds() -> None:
    """Which files are read."""
    lines = "".join(f"<div><dt>{name}</dt><dd>{what}</dd></div>" for name, what in wd.UPLOAD_KINDS)
    with st.container(border=True, key="card-kinds"):
        c.html(f"<h2 class='card'>{wd.UPLOAD_KINDS_TITLE}</h2><dl class='kinds'>{lines}</dl>")


draw()
