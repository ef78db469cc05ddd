"""A good release serves, and a bad one does not stay: with real servers, behind one address."""

import pytest

from deploy.release.rollout import Outcome
from local.processes import free_port
from tests.release.conftest import Stage

BROKEN = {"DJANGO_SETTINGS_MODULE": "tests.release.settings.broken"}
BAD = {
    "it cannot fill a cart": (BROKEN, "500 instead of"),
    "it never becomes ready": ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "The shop is not ready."),
    "it is another than was meant": ({"RELEASE": "ccccccc"}, "`ccccccc` answers, not `bbbbbbb`"),
    "it does not start": ({"GUNICORN_CMD_ARGS": "--worker-class=none"}, "`activate` failed."),
}


def test_a_good_release_serves(stage: Stage) -> None:
    stage.has_image("bbbbbbb")

    ended = stage.roll_out("bbbbbbb")

    assert ended.returncode == Outcome.LIVE, ended.stderr
    assert stage.serves() == "bbbbbbb"
    assert stage.done() == ["current", "fetch", "migrate", "activate"]
    assert stage.summary.startswith("### The new release serves.\n")


@pytest.mark.parametrize("why", BAD)
def test_a_bad_release_is_taken_back(stage: Stage, why: str) -> None:
    variables, found = BAD[why]
    stage.has_image("bbbbbbb", **variables)

    ended = stage.roll_out("bbbbbbb", within=1)

    assert ended.returncode == Outcome.WENT_BACK, ended.stderr
    assert found in ended.stderr
    assert stage.serves() == "aaaaaaa"
    assert stage.done() == ["current", "fetch", "migrate", "activate", "activate"]
    assert "the one before it serves again" in stage.summary


@pytest.mark.parametrize("why", ["its migration fails", "there is no such image"])
def test_a_release_that_cannot_come_leaves_the_old_one_alone(stage: Stage, why: str) -> None:
    failing = why == "its migration fails"
    if failing:
        stage.has_image("bbbbbbb", DJANGO_SETTINGS_MODULE="tests.release.settings.failing")
    before = stage.process

    ended = stage.roll_out("bbbbbbb")

    assert ended.returncode == Outcome.NOTHING_CHANGED
    assert ("division by zero" if failing else "manifest unknown") in ended.stderr
    assert "activate" not in stage.done()
    assert (stage.serves(), stage.process) == ("aaaaaaa", before)


def test_before_the_first_release_there_is_nothing_to_go_back_to(empty_stage: Stage) -> None:
    empty_stage.has_image("bbbbbbb", **BROKEN)

    ended = empty_stage.roll_out("bbbbbbb", within=1)

    assert ended.returncode == Outcome.NOBODY_SERVES
    assert "this is the first release" in empty_stage.summary


def test_when_the_old_image_is_gone_too_a_person_is_called(stage: Stage) -> None:
    stage.has_image("bbbbbbb", REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    stage.forget_image("aaaaaaa")

    ended = stage.roll_out("bbbbbbb", within=1)

    assert ended.returncode == Outcome.NOBODY_SERVES
    assert "manifest unknown" in ended.stderr
    assert "A person is needed now." in stage.summary
