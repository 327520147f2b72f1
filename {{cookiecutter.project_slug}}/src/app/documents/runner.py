"""`python -m app docs`: renew all derived files, or compare them, and check the rest."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.documents.checking import faults
from app.documents.environment_file import renew_environment_file
from app.documents.facts import Facts
from app.documents.files import Renewal, documents, renew_document
from app.documents.metadata_file import renew_metadata_files
from app.documents.openapi_file import renew_openapi_file
from app.documents.prior_phases import prior_phases
from app.documents.registry import block_registry


def run(facts: Facts, *, paths: Sequence[Path], check: bool, new_date: str | None) -> int:
    """Renew the files, or with `check` report what is stale or wrong; the exit status."""
    if new_date is not None:
        facts = replace(facts, date=new_date)
    chosen = {(facts.root / path).resolve() for path in paths}
    stale = [
        renewal
        for renewal in renewals(facts, new_date=new_date, checking=check)
        if renewal.old != renewal.new and (not chosen or renewal.path.resolve() in chosen)
    ]
    for renewal in stale:
        name = renewal.path.relative_to(facts.root).as_posix()
        if not check:
            renewal.path.write_text(renewal.new, encoding="utf-8", newline="\n")
        _say(f"{'stale' if check else 'renewed'}: {name}: {', '.join(renewal.stale)}")
    found = list(faults(facts))
    for fault in found:
        _say(f"wrong: {fault}")
    _report(facts, stale=len(stale), wrong=len(found), check=check)
    return 1 if found or (check and stale) else 0


def renewals(facts: Facts, *, new_date: str | None, checking: bool) -> Iterator[Renewal]:
    """Every derived file."""
    blocks = block_registry()
    for path in documents(facts.root):
        yield renew_document(path, facts, blocks, new_date=new_date, checking=checking)
    yield from renew_metadata_files(facts)
    yield renew_environment_file(facts)
    yield renew_openapi_file(facts)


def _report(facts: Facts, *, stale: int, wrong: int, check: bool) -> None:
    """Say what was found, and what to do."""
    for line in prior_phases(facts.root):
        _say(line)
    if check and stale:
        _say(f"{stale} files differ from the code: run `make docs` and commit.")
    if wrong:
        _say(f"{wrong} faults: correct the text.")
    if not wrong and not (check and stale):
        _say("The documents agree with the code.")


def _say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
