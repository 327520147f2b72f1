"""What the tests have to know of authentication with JWT."""

# Anybody may call these, without credentials. Whoever adds one has to add it here.
PUBLIC_OPERATIONS = {
    "forgot_password",
    "login",
    "refresh",
    "register",
    "resend_verification",
    "reset_password",
    "verify_email",
}

CHALLENGE = "Bearer"
BROKEN_CREDENTIALS = {"Authorization": "Bearer not.a.token"}

# Who calls these loses the access that the rest of a test needs.
SELF_DESTRUCTIVE_OPERATIONS = ("change_password", "delete_own_user", "logout")
