"""A reader without a browser: Streamlit's protocol over a WebSocket, as its own page speaks it.

The page asks for a run of the script with the state of the boxes that changed and the hashes of
the messages that it still holds; the server sends what to draw and at last that it has finished.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from dashboard import wording as w

PATIENCE = 120
"""Seconds after which a server that says nothing more has failed."""
KEPT_RUNS = 2
"""Runs for which a page keeps a message that it may be told to draw again."""
FRAME = "citytrends_sight"
BOXES = ("multiselect", "selectbox")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an interaction took: seconds until the script had finished, and the bytes sent."""

    seconds: float
    size: int


class RunError(Exception):
    """The page shows an error, or a box that should be there is not."""


@dataclass(slots=True)
class Reader:
    """One session; `open` a page, then `choose` in its boxes by label."""

    port: int
    _socket: ClientConnection | None = None
    _page: str = ""
    _query: str = ""
    _boxes: dict[str, tuple[str, str]] = field(default_factory=dict)
    _frames: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, int] = field(default_factory=dict)
    _run: int = 0

    def __enter__(self) -> Reader:
        self._socket = connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream", subprotocols=["streamlit"],
            max_size=None, compression=None, ping_interval=None, open_timeout=PATIENCE,
        )  # fmt: skip
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._socket is not None:
            self._socket.close()

    def open(self, page: str, query: str = "") -> Answer:
        """Load a page by its name in the address."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        return self._ask(message)

    def choose(self, label: str, value: str) -> Answer:
        """Set a box to one value, or with an empty text to none."""
        if label not in self._boxes:
            raise RunError(f"no box called {label}")
        kind, identifier = self._boxes[label]
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add(id=identifier)
        if kind == "multiselect":
            state.string_array_value.data.extend([value] if value else [])
        else:
            state.string_value = value or w.ALL
        return self._ask(message)

    def look_down(self, most: int = 100) -> list[Answer]:
        """See the first parts of the page that wait to be seen, one after the other."""
        answers = []
        while self._frames and len(answers) < most:
            identifier = next(iter(self._frames))
            fragment = self._frames.pop(identifier)
            message = BackMsg()
            message.rerun_script.fragment_id = fragment
            state = message.rerun_script.widget_states.widgets.add(id=identifier)
            state.json_value = json.dumps({"seen": self._run + 1})
            answers.append(self._ask(message))
        return answers

    def _ask(self, message: BackMsg) -> Answer:
        if self._socket is None:
            raise RunError("not connected")
        asked = message.rerun_script
        asked.page_script_hash = self._page
        asked.query_string = asked.query_string or self._query
        asked.cached_message_hashes.extend(self._kept)
        if not asked.fragment_id:
            self._frames.clear()
        self._run += 1
        start, size = time.perf_counter(), 0
        self._socket.send(message.SerializeToString())
        while True:
            data = self._socket.recv(timeout=PATIENCE)
            size += len(data)
            told = ForwardMsg()
            told.ParseFromString(data if isinstance(data, bytes) else data.encode())
            if self._hear(told):
                return Answer(time.perf_counter() - start, size)

    def _hear(self, told: ForwardMsg) -> bool:
        """Take in a message; whether it says that the script has finished."""
        kind = told.WhichOneof("type")
        if told.metadata.cacheable:
            self._kept[told.hash] = self._run
        if kind == "ref_hash":
            self._kept[told.ref_hash] = self._run
        elif kind == "new_session":
            self._page = told.new_session.page_script_hash
        elif kind == "navigation":
            self._page = told.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = told.page_info_changed.query_string
        elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            self._look(told.delta.new_element, told.delta.fragment_id)
        if kind != "script_finished" or told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        if told.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            raise RunError("the script does not compile")
        self._kept = {one: run for one, run in self._kept.items() if self._run - run < KEPT_RUNS}
        return True

    def _look(self, element: Any, fragment: str) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RunError(f"{element.exception.type}: {element.exception.message}")
        if kind == "bidi_component" and element.bidi_component.component_name.endswith(FRAME):
            self._frames[element.bidi_component.id] = fragment
        if kind in BOXES:
            box = getattr(element, kind)
            self._boxes.setdefault(box.label, (kind, box.id))
            self._boxes[box.label] = (kind, box.id)
