"""Refuse answers that would not make a sound project, before a single file is written.

`RULES` is the only place where the rules stand: Cookiecutter and cruft run this file, and
`tools/sync_copier.py` writes the same rules into copier.yml as validators.
"""

import json
import re
import sys
from typing import NamedTuple

# No one-line text holds these: controls, line separators, bidirectional overrides, lone surrogates.
FORBIDDEN = (
    r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
)

# The public modules of Python 3.11 to 3.14 together, whichever Python runs this.
STANDARD_LIBRARY = """
    abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop
    base64 bdb binascii bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop
    collections colorsys compileall compression concurrent configparser contextlib contextvars copy
    copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest
    email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions
    ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac
    html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword
    lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder
    msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator
    optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib
    posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue
    quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors
    shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3
    sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess
    sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap
    this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
    turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref
    webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
"""
KEYWORDS = """
    and as assert async await break case class continue def del elif else except finally for from
    global if import in is lambda match nonlocal not or pass raise return try type while with yield
"""
# A project that carries the name of something it installs would depend on itself.
DEPENDENCIES = """
    aiosqlite alembic annotated_doc annotated_types anyio apiflask argon2_cffi
    argon2_cffi_bindings ast_serialize async_timeout asyncmy asyncpg attrs authlib boolean_py
    boto3 cachecontrol celery certifi cffi charset_normalizer click colorama coverage
    cryptography cyclonedx_python_lib defusedxml deprecated django django_ninja execnet faker
    fastapi filelock flask granian graphql_core greenlet grimp h11 harfile hatchling httpcore2
    httptools httpx2 httpx2_jsfetch hypothesis hypothesis_graphql idna import_linter iniconfig
    joserfc jsonschema jsonschema_path jsonschema_rs jsonschema_specifications lazy_object_proxy
    librt license_expression limits mako markdown_it_py markupsafe mdurl msgpack mypy
    mypy_extensions openapi_schema_validator openapi_spec_validator opentelemetry_api orjson
    packageurl_python packaging pathable pathspec pip pip_api pip_audit pip_requirements_parser
    platformdirs pluggy polyfactory prometheus_client psycopg purgatory py_serializable
    pycparser pydantic pydantic_core pydantic_settings pygments pymysql pyotp pyparsing
    pyrate_limiter pytest pytest_asyncio pytest_cov pytest_xdist python_dotenv pyyaml redis
    referencing requests rfc3339_validator rich rpds_py ruff schemathesis sentry_sdk six
    sortedcontainers sqlalchemy stamina starlette stripe structlog tomli tomli_w truststore
    types_pyyaml typing_extensions typing_inspection tzdata urllib3 uuid_utils uv uvicorn uvloop
    werkzeug wrapt
"""
# Databases that the servers keep for themselves.
DATABASES = "information_schema mysql performance_schema postgres template0 template1"
RESERVED = sorted({"app", *f"{STANDARD_LIBRARY} {KEYWORDS} {DEPENDENCIES} {DATABASES}".split()})


class Rule(NamedTuple):
    """What one answer must match, in the words a refused user reads."""

    question: str
    pattern: str
    allowed: str
    reserved: tuple[str, ...] = ()  # compared with hyphens read as underscores


def one_line(limit: int) -> str:
    """Return the pattern of a text of 1 to `limit` characters, without blanks at its ends."""
    text = rf"[^\s{FORBIDDEN}](?:[^{FORBIDDEN}]*[^\s{FORBIDDEN}])?\Z"
    return r"\A(?=.{1,LIMIT}\Z)".replace("LIMIT", str(limit)) + text


ONE_LINE = (
    "must be one line of 1 to {} characters, without control characters or blanks at its ends"
)
CALENDAR_DATE = (
    r"\A(?:(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    r"|(?:[0-9][0-9](?:0[48]|[2468][048]|[13579][26])"
    r"|(?:0[48]|[2468][048]|[13579][26])00)-02-29)\Z"
)
RULES = (
    Rule("project_name", one_line(80), ONE_LINE.format(80)),
    Rule(
        "project_slug",
        r"\A(?=.{1,40}\Z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z",
        "must be 1 to 40 lower-case letters, digits and single hyphens, starting with a letter, "
        "and no name that Python, a dependency or a database server keeps for itself",
        tuple(RESERVED),
    ),
    Rule("description", one_line(200), ONE_LINE.format(200)),
    Rule("author_name", one_line(80), ONE_LINE.format(80)),
    Rule(
        "author_email",
        r"\A(?=.{1,254}\Z)[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*"
        r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\Z",
        "must be an e-mail address such as you@example.com",
    ),
    Rule(
        "version",
        r"\A(?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8})){2}\Z",
        "must be three numbers joined by dots, such as 0.1.0",
    ),
    Rule("generated_on", CALENDAR_DATE, "must be a day of the calendar such as 2026-01-31"),
)


def complaints(answers: dict[str, str]) -> list[str]:
    """Return one sentence per refused answer: the question, its value, what is allowed."""
    return [
        f"{rule.question} is {answers[rule.question]!r}, but {rule.allowed}."
        for rule in RULES
        if not re.search(rule.pattern, answers[rule.question])
        or answers[rule.question].replace("-", "_") in rule.reserved
    ]


def main() -> int:
    """Check the answers that Cookiecutter wrote into this file; 1 when one is refused."""
    found = complaints(json.loads(r"""{{ cookiecutter | tojson }}"""))
    for complaint in found:
        print(f"ERROR: {complaint}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
