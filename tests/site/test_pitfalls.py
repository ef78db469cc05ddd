"""What can go wrong is found in lessons, and the messages of the store in its code."""

import ast

from shopwright.site.directives import Call, Context
from shopwright.site.errors_page import errors
from shopwright.site.material import Material
from shopwright.site.messages import Advice, refusals, stops
from shopwright.site.pitfalls import anchored, pitfalls

LESSON = """# Bread

## What can go wrong

`no flour`. Buy some, and `bake`
again.

**`oven: 12 *** cold`, or it is off.** Light it.

The bread is flat. It was. No yeast.

```console
$ bake
```

``no flour``. The same once more.

## In production

`not this` one.
"""

STORE = '''
class ShopError(Exception):
    status = 409

class NoFlour(ShopError):
    """There is none.

    Nobody bakes.
    """

    code = "no-flour"
    title = "There is no flour."

class NoOven(NoFlour):
    code = "no-oven"
    title = "There is no oven."
    status = 404

def bake(kind):
    raise NoFlour(found=f"only `{kind}`.", do="buy some.")

def stop():
    raise ImproperlyConfigured(f"The oven is cold.\\nFound: {degrees} degrees.\\nDo: light it.")
'''


def test_each_paragraph_is_a_message_and_its_cause() -> None:
    found = [(pitfall.said, pitfall.told) for pitfall in pitfalls(LESSON)]

    assert found == [
        ("`no flour`", "Buy some, and `bake` again."),
        ("`oven: 12 *** cold`, or it is off.", "Light it."),
        ("The bread is flat.", "It was. No yeast."),
        ("``no flour``", "The same once more."),
    ]


def test_each_message_has_an_anchor_of_its_own_behind_its_paragraph() -> None:
    page = anchored(LESSON)

    assert "again.\n{: #wrong-no-flour .sw-pitfall }\n" in page
    assert "The same once more.\n{: #wrong-no-flour-2 .sw-pitfall }\n" in page
    assert "{: #wrong-not-this" not in page


def test_links_to_the_glossary_change_no_anchor_and_tear_no_paragraph() -> None:
    linked = LESSON.replace("\nagain.", '\n<a href="#x" title="Once more. Yes.">again</a>.').replace(
        "The bread", 'The <a href="#x" title="Baked. Flour.">bread</a>'
    )
    page = anchored(linked)

    assert "again</a>.\n{: #wrong-no-flour .sw-pitfall }\n" in page
    assert "{: #wrong-the-bread-is-flat .sw-pitfall }" in page


def test_refusals_are_read_with_what_they_find_and_advise() -> None:
    there, oven = sorted(refusals({"shop/bread/errors.py": ast.parse(STORE)}), key=lambda found: found.code)

    assert (there.code, there.title, there.status) == ("no-flour", "There is no flour.", 409)
    assert there.meaning == "There is none."
    assert there.advice == (Advice("only `…`.", "buy some."),)
    assert (oven.code, oven.status) == ("no-oven", 404)


def test_what_stops_a_program_is_read_line_by_line() -> None:
    (stop,) = stops({"shop/bread/errors.py": ast.parse(STORE)})

    assert stop.lines == ("The oven is cold.", "Found: … degrees.", "Do: light it.")


def test_a_setting_that_is_refused_is_a_message() -> None:
    module = ast.parse('def unsafe():\n    yield "OVEN_KEY: too short."\n    yield "nothing"\n')

    assert [stop.lines for stop in stops({"config/production.py": module})] == [("OVEN_KEY: too short.",)]
    assert stops({"shop/bread.py": module}) == []


def test_the_page_has_every_message_of_the_real_course_once(real: Material) -> None:
    page = errors(Context(real, "reference/errors.md", "docs/reference/errors.md"), Call("", {}))
    anchors = [
        line.partition("{ #")[2].split(" ")[0] for line in page.splitlines() if line.startswith("#### ")
    ]

    assert len(anchors) == len(set(anchors)) > 200
    assert "#### The request has no key. { #key-missing .sw-message-said }" in page
    assert "course/checkout/index.html#commit-idempotency-keys" in page
    assert "#### SECRET\\_KEY: too short" in page
    assert 'course/checkout/index.html#wrong-the-same-request-is-being-worked-on">Pay once</a>' in page
