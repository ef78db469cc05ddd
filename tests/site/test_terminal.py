"""What a chapter ends in is shown as a recording of the lesson's own commands."""

from shopwright.site.terminal import with_recording

LESSON = """## What you will have

Bread.

```{language}
$ bake < flour
> rye
warm <bread>
```

## Then

```console
$ eat
```
"""


def test_the_first_commands_become_a_recording_line_by_line() -> None:
    page = with_recording(LESSON.format(language="console"))

    assert page.count("sw-terminal") == 1
    assert '<span class="sw-in" style="--sw-at: 0"><span class="gp">$ </span>bake &lt; flour\n</span>' in page
    assert '<span class="sw-in" style="--sw-at: 1"><span class="gp">&gt; </span>rye\n</span>' in page
    assert (
        '<span class="sw-out" style="--sw-at: 2"><span class="go">warm &lt;bread&gt;</span>\n</span>' in page
    )
    assert "--sw-all: 3" in page


def test_what_runs_until_somebody_ends_it_is_a_recording_too() -> None:
    assert "sw-terminal" in with_recording(LESSON.format(language="text"))


def test_commands_of_other_sections_and_other_text_stay_as_they_are() -> None:
    page = with_recording(LESSON.format(language="console"))
    elsewhere = "## What you will have\n\n```text\nA loaf.\n```\n\n## Then\n\n```console\n$ eat\n```\n"

    assert "```console\n$ eat\n```" in page
    assert with_recording(elsewhere) == elsewhere
