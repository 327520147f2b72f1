"""Both engines ask the same questions, and what is derived from them is current."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.combinations import CHOICES, QUESTIONS, ROOT
from tests.conftest import Maker
from tests.engines import recorded
from tools import options_table, sync_copier

COPIER = yaml.safe_load((ROOT / "copier.yml").read_text(encoding="utf-8"))
ASKED = [name for name in QUESTIONS if not name.startswith("_")]


def test_copier_yml_is_current() -> None:
    assert (ROOT / "copier.yml").read_text(encoding="utf-8") == sync_copier.document()


def test_the_readme_table_is_current() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert options_table.rewritten(readme) == readme


def test_both_engines_ask_the_same_questions_in_the_same_order() -> None:
    asked = [name for name in COPIER if not name.startswith("_") and COPIER[name].get("when", True)]
    assert asked == ASKED


@pytest.mark.parametrize("name", ASKED)
def test_a_question_has_the_same_prompt_and_choices_in_both_engines(name: str) -> None:
    prompt, entry = QUESTIONS["__prompts__"][name], COPIER[name]
    if name in CHOICES:
        assert entry["help"] == prompt["__prompt__"]
        labels = [(prompt[choice], choice) for choice in CHOICES[name]]
        assert list(entry["choices"].items()) == labels
        assert entry["default"] == CHOICES[name][0]
    else:
        assert entry["help"] == prompt
    assert entry["help"].endswith("?")


@pytest.mark.parametrize(
    ("name", "slug"), [("The 3 Shops — Ünited", "the-3-shops-nited"), ("北京", "my-backend")]
)
def test_both_engines_give_the_same_defaults(
    name: str, slug: str, cookiecutter_project: Maker, copier_project: Maker
) -> None:
    answers = {"project_name": name}
    one, other = recorded(cookiecutter_project(answers)), recorded(copier_project(answers))
    assert {name: one[name] for name in ASKED} == {name: other[name] for name in ASKED}
    assert one["project_slug"] == slug
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", one["generated_on"])


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name.startswith("__if_")])
def test_a_layer_has_the_one_shape_that_both_engines_understand(name: str) -> None:
    layer = sync_copier.LAYER.fullmatch(QUESTIONS[name])
    assert layer is not None
    assert layer["name"] == name.removeprefix("__if_")
    names = re.findall(r"cookiecutter\.(\w+)", layer["condition"])
    assert names
    assert set(names) <= CHOICES.keys()


def test_every_value_a_layer_asks_for_is_a_choice_or_comes_with_a_later_framework() -> None:
    known = {value for values in CHOICES.values() for value in values} | {"django", "flask"}
    for name, text in QUESTIONS.items():
        if name.startswith("__if_"):
            assert set(re.findall(r"'([\w. -]+)'", text)) - {".layers", ".unused"} <= known, name


def test_copier_needs_no_trust_and_no_extension() -> None:
    assert not {"_tasks", "_migrations", "_jinja_extensions", "_envops"} & COPIER.keys()
    assert COPIER["_templates_suffix"] == ""
    assert not any("{" in pattern for pattern in COPIER["_exclude"])


def test_the_release_is_the_same_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    head = re.search(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)
    assert head is not None
    assert QUESTIONS["_template_version"] == f"v{version}" == f"v{head[1]}"


def test_the_sync_check_fails_when_copier_yml_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = sync_copier.document()
    monkeypatch.setattr(sync_copier, "document", lambda: current)
    monkeypatch.setattr(sync_copier, "ROOT", tmp_path)
    (tmp_path / "copier.yml").write_text(current + "# edited by hand\n", encoding="utf-8")
    assert sync_copier.main(["--check"]) == 1
    assert sync_copier.main([]) == 0
    assert sync_copier.main(["--check"]) == 0
