"""Frames: every row of the table tells its relation by its own example."""

from __future__ import annotations

import pytest

from pipelines.extract.frames import Frames
from pipelines.extract.relations import Relations, given_at
from pipelines.extract.seats import seats
from pipelines.reference import RelationFrame, load_reference
from tests.partner_pages import organisations_of, text_of

TITLES = {
    "pact": "시, 기업과 업무협약",
    "teamed": "시, 12개 기업과 업무협약",
    "prize": "시, 스마트행정 대회서 대통령상",
    "council": "시, 스마트도시위원회 위원 위촉",
    "event": "시, 스마트도시 포럼 개최",
    "gift": "기업, 시에 로봇 기부",
    "titled": "시-누리온테크, 돌봄 업무협약",
}
LEADS = {"sealed": "시는 12일 기업들과 업무협약을 맺었다. "}
"""What must stand in an article for a frame's conditions to hold."""


def _article(frame: RelationFrame) -> tuple[str, str, str]:
    """Title, body and bracketed name of a frame's example."""
    title = next((TITLES[g] for g in frame.given if g in TITLES), "")
    lead = next((LEADS[g] for g in frame.given if g in LEADS), "")
    name = frame.example.split("[")[1].split("]")[0]
    return title, lead + frame.example.replace("[", "").replace("]", ""), name


@pytest.mark.parametrize("frame", load_reference().relation_frames, ids=lambda f: f.example)
def test_every_frame_by_its_example(frame: RelationFrame) -> None:
    title, body, name = _article(frame)
    text = text_of(body, title)
    organisations = organisations_of(text)
    organisation = next(o for o in organisations if o.as_written == name)
    scene = Relations(load_reference()).scene(text, organisations)
    given = given_at(text, organisation, scene)
    sentence = text.sentence_at(organisation.start)
    told = Frames([frame]).tell(
        organisation.type,
        given,
        seats(text, organisations)[organisation.start],
        text.body[sentence.start : sentence.end],
    )
    assert told == (frame.relation, frame.weight)
