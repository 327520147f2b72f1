"""What HTTP carries about accounts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints

from app.core.permissions import Role
from app.core.schemas import Line, ListQuery, OutputModel, PatchModel, unset
from app.features.accounts.entities import AccountFilter

# The pattern of <input type=email> in the HTML standard, with at least one dot in the domain.
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + rf"{_LABEL}(\.{_LABEL})+$"

Email = Annotated[
    str,
    StringConstraints(pattern=_EMAIL, max_length=254),
    Field(examples=["ada@example.com"]),
]


def _known_zone(name: str) -> str:
    """The name; raises ValueError unless the IANA time zone database has it."""
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError) as error:
        raise ValueError("Should be a name of the IANA time zone database") from error
    return name


DisplayName = Annotated[Line, Field(max_length=100, examples=["Ada"])]
Locale = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35),
    Field(description="A language tag (BCP 47).", examples=["en-GB"]),
]
Timezone = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}$", max_length=64),
    AfterValidator(_known_zone),
    Field(examples=["Europe/London"]),
]

SORTABLE = {"created_at": datetime, "email": str}


class ProfileRead(OutputModel):
    """What a person says about themselves."""

    display_name: str
    locale: str
    timezone: str


class UserRead(OutputModel):
    """An account."""

    id: UUID
    email: str
    email_verified: bool
    role: Role
    active: bool
    profile: ProfileRead
    version: int
    created_at: datetime
    updated_at: datetime


class UserPage(OutputModel):
    """One page of accounts."""

    items: list[UserRead]
    next_cursor: str | None


class ProfilePatch(PatchModel):
    """The changes to the own profile; what is left out stays."""

    display_name: DisplayName = Field(default_factory=unset)
    locale: Locale = Field(default_factory=unset)
    timezone: Timezone = Field(default_factory=unset)


class UserPatch(PatchModel):
    """What administrators change of an account."""

    role: Annotated[Role, Field(strict=False)] = Field(default_factory=unset)
    active: bool = Field(default_factory=unset)


class UserQuery(ListQuery):
    """Filters of the account list."""

    sort: Literal["created_at", "-created_at", "email", "-email"] = "-created_at"
    role: Role | None = None
    active: bool | None = None
    q: Annotated[
        str | None,
        StringConstraints(pattern=r"^[!-~]+$", max_length=254),
        Field(description="The beginning of the e-mail address, in any case."),
    ] = None

    def to_filter(self) -> AccountFilter:
        """The filter of the use case."""
        return AccountFilter(role=self.role, active=self.active, q=self.q)
