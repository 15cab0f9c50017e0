"""Addresses of machines: which lead to the open internet."""

import ipaddress

# Networks that `ipaddress` calls global (in some versions) and that are not: carrier NAT, tests, documentation, segment
# routing; and those of IPv6 that wrap an IPv4 address which only a machine inside would unwrap.
_INNER = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "fec0::/10", "3fff::/20", "5f00::/16"),
        *("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48"),
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public_address(text: str) -> bool:
    """Whether an IP address leads to a machine of the open internet.

    Loopback, private, link-local (cloud metadata), multicast, reserved and unspecified ones do not, and neither do
    their IPv6 disguises.

    >>> [is_public_address(a) for a in ("93.184.216.34", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False]
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public_address(str(inner))
    if any(address.version == network.version and address in network for network in _INNER):
        return False
    return address.is_global and not address.is_multicast
