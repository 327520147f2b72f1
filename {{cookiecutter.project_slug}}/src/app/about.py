"""Who this project is; the version is that of pyproject.toml, read from the installed package."""

from importlib.metadata import version

PROJECT_NAME = {{ cookiecutter.__project_name_literal }}
PROJECT_SLUG = {{ cookiecutter.project_slug | tojson }}
DESCRIPTION = {{ cookiecutter.__description_literal }}
VERSION = version(PROJECT_SLUG)
