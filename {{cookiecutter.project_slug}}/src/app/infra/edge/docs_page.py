"""The page that shows the API document: Swagger UI, pinned and checked by hash.

The page loads two files of the npm package from a public CDN. Browsers verify them against the
hashes below, and the content security policy admits nothing else.
"""

from base64 import b64encode
from hashlib import sha256
from html import escape

DOCS_PATH = "/docs"
OPENAPI_PATH = "/openapi.json"

_CDN = "https://cdn.jsdelivr.net"
_ASSETS = f"{_CDN}/npm/swagger-ui-dist@5.35.0"
_SCRIPT_HASH = "sha384-gjRm0bEPMeTmMh5jT2cHccIwCUZSTd8YC+j0d0sXw0MdGEfScduGpSyF3ZSSLkX9"
_STYLE_HASH = "sha384-WlYgdmXYOOBWL5apwjDEZwN+U3HmXSSu5R6V5aGxEcf7z+KuRNwBhoxKVN1i3D5I"

_START = (
    "SwaggerUIBundle({"
    f'url: "{OPENAPI_PATH}", dom_id: "#docs", deepLinking: true, persistAuthorization: false'
    "});"
)
_START_HASH = b64encode(sha256(_START.encode()).digest()).decode()

DOCS_CSP = (
    f"default-src 'none'; script-src {_CDN} 'sha256-{_START_HASH}'; "
    f"style-src {_CDN} 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def docs_page(title: str) -> str:
    """The HTML of the page."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{_ASSETS}/swagger-ui.css"
 integrity="{_STYLE_HASH}" crossorigin="anonymous">
</head>
<body>
<div id="docs"></div>
<script src="{_ASSETS}/swagger-ui-bundle.js"
 integrity="{_SCRIPT_HASH}" crossorigin="anonymous"></script>
<script>{_START}</script>
</body>
</html>
"""
