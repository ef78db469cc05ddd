"""What the buyer is asked, and what is said to answers that cannot be used."""

import json
from pathlib import Path

import pytest

from shopwright.errors import Problem
from shopwright.store import generate

from .conftest import COOKIECUTTER, Run, Store, tree
from .pairs import DECLARED, TRIED

QUESTIONS = [key for key in DECLARED if not key.startswith("_")]

# The answers, what the message must name, and what it must tell to write.
REFUSED = [
    ({"preset": "minmal"}, "preset=minmal", "preset=minimal"),
    ({"preset": "Everything"}, "preset=Everything", "preset=everything"),
    ({"preset": ""}, "preset=", "preset="),
    ({"with_parts": "bundels"}, "bundels", "`bundles`"),
    ({"with_parts": "api, git-hub"}, "git-hub", "`github`"),
    ({"without_parts": "store front"}, "store", "`storefront`"),
    ({"with_parts": "api", "without_parts": "api"}, "`api` stands in", "take it out of one"),
    ({"without_parts": "storefront, api"}, "neither", "with_parts=storefront"),
    ({"preset": "minimal", "without_parts": "storefront"}, "neither", "with_parts=storefront"),
    ({"project_name": ""}, "''", "project_name="),
    ({"project_name": 'The "Best" Pots'}, "Best", "project_name=The Best Pots"),
    ({"project_name": "Two\nlines"}, "Two", "project_name=Two lines"),
    ({"project_name": "x" * 61}, "x", "project_name="),
    ({"project_slug": "Kiln_Cloth"}, "project_slug=Kiln_Cloth", "project_slug=kiln-cloth"),
    ({"project_slug": "-rf"}, "project_slug=-rf", "project_slug=rf"),
    ({"project_slug": "../elsewhere"}, "../elsewhere", "project_slug=elsewhere"),
    ({"project_slug": "7pots"}, "7pots", "project_slug=pots"),
    ({"project_slug": ""}, "project_slug=", "project_slug=store"),
    ({"project_slug": "django"}, "django", "project_slug=django-store"),
    ({"domain_name": "https://pots.example/shop"}, "https://", "domain_name=pots.example"),
    ({"domain_name": "pots"}, "domain_name=pots", "domain_name=pots.com"),
    ({"author_email": "anna"}, "anna", "anna@example.com"),
    ({"author_email": "a@b@c.de"}, "a@b@c.de", "a@example.com"),
    ({"author_name": "{% raw %}"}, "raw", "author_name=raw"),
    ({"currency": "euro"}, "currency=euro", "currency=EUR"),
    ({"currency": "CHF"}, "currency=CHF", "currency="),
    ({"further_currencies": "US"}, "`US`", "`USD` instead"),
    ({"further_currencies": "usd, JPY"}, "usd", "`USD` instead"),
    ({"further_currencies": "ALL"}, "ALL", "`all` instead"),
    ({"further_currencies": ""}, "``", "`none` instead"),
    ({"further_currencies": "all, USD"}, "`all`", "instead of `all`"),
    ({"prices_include_tax": "true"}, "prices_include_tax=true", "prices_include_tax="),
    ({"prices_include_tax": "No"}, "prices_include_tax=No", "prices_include_tax=no"),
    ({"license": "apache"}, "license=apache", "license=Apache-2.0"),
    ({"license": "mit"}, "license=mit", "license=MIT"),
]


def test_there_are_at_most_twelve_questions_and_each_has_a_help_text() -> None:
    helped = {name: text for name, text in DECLARED["__prompts__"].items() if len(text) > 15}

    assert len(QUESTIONS) <= 12
    assert sorted(helped) == sorted(QUESTIONS)


def test_the_first_question_is_the_preset_and_its_help_text_describes_each() -> None:
    assert QUESTIONS[0] == "preset"
    assert all(f"{name} " in DECLARED["__prompts__"]["preset"] for name in DECLARED["_presets"])


def test_every_question_is_checked_right_after_it_was_answered() -> None:
    keys = [key for key in DECLARED if key != "__prompts__" and not (key[0] == "_" and key[1] != "_")]

    expected = [key for question in QUESTIONS for key in (question, f"__{question}")]
    assert keys == expected
    assert all(DECLARED[f"__{name}"] == f"{{{{ checked('{name}') }}}}" for name in QUESTIONS)


@pytest.mark.parametrize(("answers", "found", "do"), REFUSED, ids=lambda value: str(value)[:50])
def test_a_misspelt_or_impossible_answer_is_refused_with_the_nearest_valid_one(
    answers: dict[str, str], found: str, do: str, tmp_path: Path
) -> None:
    with pytest.raises(Problem) as refusal:
        generate(answers, tmp_path)

    assert found in refusal.value.found
    assert do in refusal.value.do
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "start", [[], ["--directory", "template"]], ids=["from the root", "with --directory"]
)
def test_the_command_line_says_it_in_three_lines_and_writes_nothing(
    start: list[str], run: Run, tmp_path: Path
) -> None:
    refusal = run(*COOKIECUTTER, *start, "preset=minmal", cwd=tmp_path, succeeds=False)

    assert (refusal.stdout + refusal.stderr).splitlines() == [
        "The answer to `preset` is none of `minimal`, `standard` and `everything`.",
        "Found: `preset=minmal`.",
        "Do: write `preset=minimal`.",
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [("prest=minimal", "`preset=…` instead of `prest=…`"), ("project_name=a{{b", "without braces")],
)
def test_what_cookiecutter_would_pass_over_in_silence_is_refused(
    answer: str, said: str, run: Run, tmp_path: Path
) -> None:
    refusal = run(*COOKIECUTTER, answer, cwd=tmp_path, succeeds=False)

    assert said in refusal.stdout + refusal.stderr
    assert "Traceback" not in refusal.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", TRIED)
def test_the_store_keeps_its_answers_and_the_version_of_the_template(name: str, stores: Store) -> None:
    kept = json.loads((stores(name) / ".shopwright.json").read_text("utf-8"))

    assert kept["version"] == DECLARED["_version"]
    assert list(kept["answers"]) == QUESTIONS
    assert kept["answers"].items() >= TRIED[name].items()


def test_the_answers_reach_the_store(tmp_path: Path) -> None:
    answers = {
        "project_name": "Pots & Käthe's",
        "author_name": "Käthe Müller",
        "author_email": "kaethe@pots.example",
        "domain_name": "pots.example",
        "currency": "KWD",
        "license": "BSD-3-Clause",
    }

    store = generate(answers, tmp_path)

    assert store.name == "pots-kathe-s"
    read = {path: text.decode() for path, (_, text) in tree(store).items() if not path.endswith(".txt")}
    assert read["README.md"].startswith("# Pots & Käthe's\n")
    assert "Copyright Käthe Müller; BSD-3-Clause." in read["README.md"]
    assert read["LICENSE"].startswith("BSD 3-Clause License\n\nCopyright (c) Käthe Müller\n")
    assert "https://pots.example" in read[".env.example"]
    assert "kaethe@pots.example" in read["pyproject.toml"]
    assert 'currency = "KWD"' in read["config/shop.toml"]
    assert not [path for path, text in read.items() if "cookiecutter." in text]


@pytest.mark.parametrize("license_", DECLARED["_licenses"])
def test_each_licence_has_its_own_text(license_: str, tmp_path: Path) -> None:
    begins = {
        "MIT": "MIT License\n",
        "BSD-3-Clause": "BSD 3-Clause License\n",
        "Apache-2.0": "                                 Apache License\n",
        "Proprietary": "Copyright (c) Kiln and Cloth. All rights reserved.\n",
    }

    text = (generate({"license": license_}, tmp_path) / "LICENSE").read_text("utf-8")

    assert text.startswith(begins[license_])
    assert text.count("Copyright") >= 1
    assert "Kiln and Cloth" in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
