"""Settings of outgoing mail."""

from typing import Annotated

from pydantic import Field

from app.infra.settings import SettingsGroup, settings_config


class MailSettings(SettingsGroup):
    """Outgoing mail."""

    model_config = settings_config("MAIL_")

    sender: Annotated[str, Field(description="The From address.")] = "no-reply@example.com"
