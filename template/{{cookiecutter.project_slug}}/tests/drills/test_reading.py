"""What is typed is read from a page, and what is printed is compared with it."""

from drills.page import commands, fits, written

PAGE = """# Title

## Symptoms

```console
$ python manage.py tasks
queue mail   3
$ psql -c "SELECT 1" \\
  | cat
```

## Fix

```console
$ python manage.py tasks
old
```
"""


def test_commands_are_read_with_what_they_print() -> None:
    fence = PAGE.split("```console\n")[1].split("```", maxsplit=1)[0]

    first, second = commands(fence)

    assert (first.command, first.prints) == ("python manage.py tasks", "queue mail   3")
    assert (second.command, second.prints) == ('psql -c "SELECT 1" \\\n  | cat', "")


def test_numbers_and_widths_may_differ_and_words_may_not() -> None:
    assert fits(" count\n-------\n     3\n(1 row)", "  count\n---------\n  12345\n(1 row)\n")
    assert fits("heard 4 s ago", "heard 17.5 s ago\n")
    assert not fits("relay runs", "relay stopped\n")
    assert not fits("one", "one\ntwo\n")
    assert not fits("", "something\n")


def test_what_stands_for_anything() -> None:
    assert fits("first\n[...]\nlast", "first\nsecond\nthird\nlast\n")
    assert fits("first\n[...]\nlast", "first\nlast\n")
    assert fits("order [...] placed", "order KC-1234 was placed\n")
    assert not fits("first\n[...]\nlast", "first\nsecond\n")


def test_a_page_is_written_by_section_and_what_still_fits_stays() -> None:
    printed = {
        ("Symptoms", "python manage.py tasks"): "queue mail  14\n",
        ("Fix", "python manage.py tasks"): "new  \n",
    }

    text = written(PAGE, printed)

    assert "queue mail   3\n" in text
    assert "old" not in text
    assert text.endswith("$ python manage.py tasks\nnew\n```\n")
