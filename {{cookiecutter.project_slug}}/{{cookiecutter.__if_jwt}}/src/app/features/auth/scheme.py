"""How clients authenticate, as the API document says it."""

from app.core.openapi.document import Security
from app.features.auth.errors import InvalidToken

SECURITY = Security(
    schemes={
        "bearerAuth": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "The access token of a login.",
        }
    },
    errors=(InvalidToken,),
)
