"""The client's network for rate limits: an IPv4 address, or the /64 prefix of an IPv6 address."""

from ipaddress import IPv6Address, ip_address

from flask import request

# A subscriber of IPv6 has a whole network of this length and could use each address of it once.
IPV6_NETWORK = 64


def visitors_network() -> str:
    """Network of this request's client; forwarding headers count only behind a proxy that the settings trust."""
    return network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped:
        # How a server that listens for both kinds names the older one: all of them would share one network.
        return str(parsed.ipv4_mapped)
    return str(IPv6Address(int(parsed) >> (128 - IPV6_NETWORK) << (128 - IPV6_NETWORK)))
