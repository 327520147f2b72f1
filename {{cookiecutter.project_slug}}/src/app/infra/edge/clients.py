"""Who the client is: forwarded addresses are believed only from proxies that the settings name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Client:
    """The client's address, and whether it reached the outermost proxy over https."""

    address: str
    secure: bool


class ProxyTrust:
    """The proxies whose X-Forwarded-For and X-Forwarded-Proto headers are believed."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._networks: tuple[IPv4Network | IPv6Network, ...] = tuple(map(ip_network, trusted))
        self._trusts = lru_cache(maxsize=1024)(self._is_trusted)

    def client(
        self,
        peer: str | None,
        scheme: str,
        *,
        forwarded_for: str | None,
        forwarded_proto: str | None,
    ) -> Client:
        """The client behind the connection `peer`, which used `scheme`."""
        address, secure = peer or UNKNOWN, scheme == "https"
        if not self._networks or not self._trusts(address):
            return Client(address, secure)
        if forwarded_proto is not None:
            secure = forwarded_proto.rpartition(",")[2].strip().lower() == "https"
        # From right to left: the first hop that no trusted proxy vouches for is the client.
        for hop in reversed((forwarded_for or "").split(",")):
            candidate = _normal(hop)
            if candidate is None:
                break
            address = candidate
            if not self._trusts(candidate):
                break
        return Client(address, secure)

    def _is_trusted(self, address: str) -> bool:
        """Whether the address lies in a trusted network."""
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._networks)


def _normal(hop: str) -> str | None:
    """The address of a hop without brackets and port; None if it is no address."""
    text = hop.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text))
    except ValueError:
        return None


def address_block(address: str) -> str:
    """What counts as one client in limits: an IPv4 address, or the /64 network of an IPv6 one."""
    if ":" not in address:
        return address
    try:
        return str(ip_network((address.partition("%")[0], 64), strict=False))
    except ValueError:
        return address
