"""One package per capability; `app.discovery` finds them, so a new one edits no shared file."""
