"""Write the table of questions in the README from cookiecutter.json.

`python tools/options_table.py --write` rewrites it, `--check` fails when it is not current.
"""

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "<!-- questions: written by tools/options_table.py -->\n"
END = "<!-- end of questions -->"
# What a default says where its Jinja would say little to a reader.
COMPUTED = {"project_slug": "made from the name", "generated_on": "today"}


def cell(text: str) -> str:
    """Return `text` for a cell of a Markdown table."""
    return text.replace("|", "\\|")


def table() -> str:
    """Return the questions as a Markdown table."""
    questions = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))
    prompts = questions["__prompts__"]
    lines = ["| name | question | choices, the default first |", "|---|---|---|"]
    for name, default in questions.items():
        if name.startswith("_"):
            continue
        if isinstance(default, list):
            asked, shown = prompts[name]["__prompt__"], ", ".join(f"`{value}`" for value in default)
        else:
            asked, shown = prompts[name], COMPUTED.get(name, f"`{default}`")
        lines.append(f"| `{name}` | {cell(asked)} | {cell(shown)} |")
    return "\n".join(lines) + "\n"


def rewritten(readme: str) -> str:
    """Return `readme` with the current table between its two marks; ValueError without them."""
    before, rest = readme.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Rewrite or compare; 1 when the README is not current."""
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="only compare")
    mode.add_argument("--write", action="store_true", help="rewrite the table in the README")
    options = parser.parse_args(arguments)
    readme = ROOT / "README.md"
    present = readme.read_text(encoding="utf-8")
    current = rewritten(present)
    if options.write:
        readme.write_text(current, encoding="utf-8", newline="\n")
    elif present != current:
        print(
            "the table of questions in README.md is not current: run `make sync`", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
