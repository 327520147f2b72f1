"""Write copier.yml from cookiecutter.json and the rules of hooks/pre_gen_project.py.

`python tools/sync_copier.py` writes, `--check` fails when the file is not current.
"""

import argparse
import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
TREE = "{{cookiecutter.project_slug}}"
HEADER = """\
# Written by tools/sync_copier.py from cookiecutter.json and hooks/pre_gen_project.py: edit those,
# then run `make sync`.

"""
# The only expression that the two engines spell differently: (Cookiecutter, Copier).
SPELLINGS = {"{% now 'local', '%Y-%m-%d' %}": "{{ '%Y-%m-%d' | strftime }}"}
LAYER = re.compile(r"\{\{ '\.layers' if (?P<condition>.+) else '\.unused' \}\}/(?P<name>\w+)")
EXPRESSION = re.compile(r"\{\{ (?P<expression>.+) \}\}")
# Written once, then yours: an update leaves these files alone (and brings back a deleted one).
OWNED_BY_THE_USER = [
    ".env",
    "CHANGELOG.md",
    "build-plan.md",
    "docs/Project Manager/**",
    "docs/Technical Architecture/**",
    "docs/UI UX Designer/**",
    "docs/memories/session-context/**",
]
JUNK = ["__pycache__", "*.py[cod]", ".DS_Store", ".*_cache"]
AFTER_UPDATE = """\
Updated. Look at it before you commit:
  git diff --name-only --diff-filter=U    # files with conflicts: usually none
  make upgrade                            # take the dependencies up to date
  make test\
"""


def hook(name: str) -> ModuleType:
    """Import hooks/`name`.py; its Jinja stays unrendered."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "hooks" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def copier_names(text: str) -> str:
    """Return Jinja `text` with Cookiecutter's names as Copier's: `cookiecutter.x` is `x`."""
    return SPELLINGS.get(text, text).replace("cookiecutter.", "")


def jinja_string(text: str) -> str:
    """Return `text` as a Jinja string literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def validator(rule: Any) -> str:
    """Return the Jinja that renders the complaint of the hook, or nothing."""
    name = rule.question
    refused = f"not {name} | regex_search({jinja_string(rule.pattern)})"
    if rule.reserved:
        names = " ".join(rule.reserved)
        refused += f"\n  or {name} | replace('-', '_') in {jinja_string(names)}.split()"
    return (
        f"{{% if {refused} %}}\n"
        f'{{{{ "{name} is %r, but {rule.allowed}." | format({name}) }}}}\n'
        "{% endif %}"
    )


def question(name: str, default: Any, prompts: dict[str, Any], rules: dict[str, Any]) -> Any:
    """Return one question in Copier's form."""
    prompt = prompts[name]
    if isinstance(default, list):
        labels = {prompt[value]: value for value in default}
        return {
            "type": "str",
            "help": prompt["__prompt__"],
            "choices": labels,
            "default": default[0],
        }
    entry = {"type": "str", "help": prompt, "default": copier_names(default)}
    return entry | ({"validator": validator(rules[name])} if name in rules else {})


def computed(name: str, value: str) -> str:
    """Return the Jinja expression that gives a derived value its content under Copier."""
    if name == "__answers_file":
        return "_copier_conf.answers_file | string"
    if layer := LAYER.fullmatch(value):
        return f"'.' if {copier_names(layer['condition'])} else ''"
    if expression := EXPRESSION.fullmatch(value):
        return copier_names(expression["expression"])
    if "{" in value:
        raise ValueError(f"{name}: neither a layer, nor one expression, nor plain text: {value}")
    return jinja_string(value)


def cookiecutter_object(questions: dict[str, Any]) -> str:
    """Return the JSON document that gives the tree its `cookiecutter.*` under Copier."""
    public = {name: name for name in questions if not name.startswith("_")}
    derived = {
        name: computed(name, value)
        for name, value in questions.items()
        if name.startswith("_") and name != "__prompts__"
    }
    lines = [
        f'  "{name}": {{{{ ({expression}) | tojson }}}}'
        for name, expression in (public | derived).items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}"


def settings(version: str) -> dict[str, Any]:
    """Return Copier's own settings; `version` is the release of the template."""
    steps = hook("post_gen_project").NEXT_STEPS
    folder = "{{ _copier_conf.dst_path | string }}"
    return {
        "_min_copier_version": "9.16.0",
        "_subdirectory": f"{{% raw %}}{TREE}{{% endraw %}}",
        "_templates_suffix": "",
        "_exclude": JUNK,
        "_skip_if_exists": OWNED_BY_THE_USER,
        "_message_after_copy": steps.replace("{{ cookiecutter.project_slug }}", folder)
        .replace("{{ cookiecutter._template_version }}", version)
        .strip("\n"),
        "_message_after_update": AFTER_UPDATE,
    }


def document() -> str:
    """Return the text of copier.yml."""
    questions = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))
    rules = {rule.question: rule for rule in hook("pre_gen_project").RULES}
    prompts = questions["__prompts__"]
    asked = {
        name: question(name, default, prompts, rules)
        for name, default in questions.items()
        if not name.startswith("_")
    }
    hidden = {"type": "json", "when": False, "default": cookiecutter_object(questions)}
    parts = [settings(questions["_template_version"])]
    parts += [{name: entry} for name, entry in asked.items()]
    parts += [{"cookiecutter": hidden}]
    return HEADER + "\n".join(map(dump, parts))


class Dumper(yaml.SafeDumper):
    """YAML with several-line texts as blocks."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """Return a literal block for several lines, the shortest quoting for one."""
        style = "|" if "\n" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, Dumper.represent_text)


def dump(part: dict[str, Any]) -> str:
    """Return `part` as YAML, in its own order."""
    return yaml.dump(part, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)


def main(arguments: list[str]) -> int:
    """Write copier.yml, or with --check compare it; 1 when it is not current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    target = ROOT / "copier.yml"
    if parser.parse_args(arguments).check:
        if target.exists() and target.read_text(encoding="utf-8") == document():
            return 0
        print("copier.yml is not current: run `make sync`", file=sys.stderr)
        return 1
    target.write_text(document(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
