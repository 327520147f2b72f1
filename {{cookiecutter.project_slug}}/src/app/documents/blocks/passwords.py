"""The block about the password policy."""

from app.documents.facts import Facts
from app.documents.markdown import table
from app.documents.registry import block
from app.features.auth import passwords


@block("password-policy")
def password_policy(_: Facts) -> str:
    """The policy in the numbers of its checks."""
    common = f"{len(passwords.common_passwords()):,}".replace(",", " ")
    return table(
        ("Check", "Value"),
        (
            ("Shortest", f"{passwords.MIN_PASSWORD} characters"),
            ("Longest", f"{passwords.MAX_PASSWORD} characters"),
            ("Different characters, at least", str(passwords.MIN_DIFFERENT)),
            ("Refused", f"what is built from one of {common} common passwords and words"),
            ("Refused", f"{passwords.MIN_SIMILAR} letters or more of the own e-mail address"),
            ("Refused", "keyboard runs, repetitions and control characters"),
        ),
    )
