"""What can go wrong with accounts."""

from app.core.errors import Conflict, NotFound


class UserNotFound(NotFound):
    """No account has this id."""

    code = "user_not_found"
    detail = "There is no such user."


class EmailTaken(Conflict):
    """BR-30: an e-mail address, whatever its case, belongs to one account."""

    code = "email_taken"
    detail = "Another account has this e-mail address."


class LastAdmin(Conflict):
    """BR-33: at least one active administrator remains."""

    code = "last_admin"
    detail = "This is the last active administrator."


class OwnAccount(Conflict):
    """BR-34: administrators change neither their own role nor their own activation."""

    code = "own_account"
    detail = "Ask another administrator to change your own account."


class AccountErased(Conflict):
    """BR-35: an account whose personal data were removed stays as it is."""

    code = "account_erased"
    detail = "The account was deleted by its owner and cannot be changed."
