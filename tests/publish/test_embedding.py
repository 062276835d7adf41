"""Data in a page stays data, whatever it says."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.embedding import write_embedded


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text())))
def test_it_reads_back_and_ends_no_element(data: dict[str, object]) -> None:
    written = write_embedded(data)
    assert json.loads(written) == data
    assert not set("<>&") & set(written)


def test_hostile_text_stays_within_its_element() -> None:
    page = f"<script>{write_embedded({'name': '</script><!-- ]]> &amp;'})}</script>"
    assert json.loads(ET.fromstring(page).text or "") == {"name": "</script><!-- ]]> &amp;"}  # noqa: S314 - our own
