"""The application. `app.about` says which project this is; `python -m app` lists the commands."""
