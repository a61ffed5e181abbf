"""What was announced and is done by now."""

import pytest

from summarizer.salience.done import is_done


@pytest.mark.parametrize(
    ("coming", "done"), [("meet", "met"), ("teach", "taught"), ("rob", "robbed"), ("shut", "shut")]
)
def test_an_announcement_is_over_once_the_deed_is_told(coming: str, done: str) -> None:
    announced = f"On Monday Ida Holm will {coming} the crews of Harwick with Otto Sands."
    assert is_done(announced, [f"Late on Monday Ida Holm {done} the crews with Otto Sands."])
    assert not is_done(announced, ["Late on Monday Ida Holm left the crews with Otto Sands."])
