"""Lay the chosen layers over the project, remove every layer folder, say what comes next.

Cookiecutter can neither skip nor merge a directory, so a layer arrives below `.layers/` when its
condition holds and below `.unused/` when it does not. The conditions live in `cookiecutter.json`;
this hook knows none. It is idempotent and offline: cruft runs it again on every update.
"""

import shutil
from pathlib import Path

# Copier prints the same lines: tools/sync_copier.py takes them from here.
NEXT_STEPS = """
cd {{ cookiecutter.project_slug }}
git init && git add -A && git commit -m "From backend-template {{ cookiecutter._template_version }}"
make run     # set up, migrate, seed and serve: http://127.0.0.1:8000/docs
make test    # the project's own tests
make help    # every other command; README.md leads to the documents
"""


def main() -> None:
    """Merge the layers in the current directory."""
    for layer in sorted(Path(".layers").glob("*")):
        shutil.copytree(layer, ".", dirs_exist_ok=True)
    for folder in (".layers", ".unused"):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
    print(NEXT_STEPS)
