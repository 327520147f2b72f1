"""Which Host headers are answered: links and redirects must not be built from a stranger's."""

from collections.abc import Iterable


class HostPolicy:
    """The allowed host names: exact, `*.example.com` for subdomains, or `*` for any."""

    def __init__(self, allowed: Iterable[str]) -> None:
        names = [name.lower() for name in allowed]
        self._any = "*" in names
        self._exact = frozenset(names)
        self._suffixes = tuple(name[1:] for name in names if name.startswith("*."))

    def allows(self, host: str) -> bool:
        """Whether a Host header, with or without port, names this service."""
        if self._any or host in self._exact:
            return True
        name = host_name(host)
        return name in self._exact or (bool(self._suffixes) and name.endswith(self._suffixes))


def host_name(host: str) -> str:
    """The name in a Host header, lower case, without the port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()
