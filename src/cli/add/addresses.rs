//! The addresses of the network that may be asked for a document. Whoever gives an address may be led, by a redirect or
//! by the name of a host, to machines that only this one reaches: they are refused, unless the operator says that they
//! are their own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Those who stand behind an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Anybody on the internet.
    Public,
    /// A machine of the own network, or this one: what is said of it.
    Own(&'static str),
    /// Nobody who has documents: what is said of it.
    Never(&'static str),
}

use Reach::{Never, Own, Public};

const LOOPBACK: Reach = Own("this machine");
const PRIVATE: Reach = Own("a private network");
const LINK_LOCAL: Reach = Own("the local network segment");
const SHARED: Reach = Own("the network of a provider, not the internet");
const METADATA: Reach = Never("the metadata service of a cloud, which holds secrets");
const RESERVED: Reach = Never("no machine on the internet");

/// Metadata services of clouds that have an address of their own.
const METADATA_4: [[u8; 4]; 6] = [
    [169, 254, 169, 254],
    [169, 254, 169, 253],
    [169, 254, 170, 2],
    [100, 100, 100, 200],
    [168, 63, 129, 16],
    [192, 0, 0, 192],
];
const METADATA_6: [[u16; 8]; 3] = [
    [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254],
    [0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254],
    [0xfe80, 0, 0, 0, 0, 0, 0xa9fe, 0xa9fe],
];

/// Tells who stands behind an address.
pub(super) fn reach(address: IpAddr) -> Reach {
    match address {
        IpAddr::V4(address) => of_4(address),
        IpAddr::V6(address) => of_6(address),
    }
}

fn of_4(address: Ipv4Addr) -> Reach {
    let parts = address.octets();
    if METADATA_4.contains(&parts) {
        return METADATA;
    }
    match parts {
        [127, ..] => LOOPBACK,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => PRIVATE,
        [169, 254, ..] => LINK_LOCAL,
        [100, 64..=127, ..] => SHARED,
        [198, 18..=19, ..] => Own("a network for measurements"),
        // This network; protocols, documentation and relays; groups, and what is kept for later.
        [0 | 224..=255, ..]
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => RESERVED,
        _ => Public,
    }
}

fn of_6(address: Ipv6Addr) -> Reach {
    let parts = address.segments();
    if METADATA_6.contains(&parts) {
        return METADATA;
    }
    if address.is_unspecified() {
        return RESERVED;
    }
    let inner = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        of_4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0, 0, 0, 0, 0, 0, 0, 1] => LOOPBACK,
        // An address of version 4, mapped, compatible, translated or tunnelled: that one is reached.
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => inner(high, low),
        [0x64, 0xff9b, 1, ..] | [0xfc00..=0xfdff | 0xfec0..=0xfeff, ..] => PRIVATE,
        [0xfe80..=0xfebf, ..] => LINK_LOCAL,
        // Tunnels, benchmarks, identifiers, documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => RESERVED,
        [0x2000..=0x3fff, ..] => Public,
        _ => RESERVED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(addresses: &str, expected: Reach) {
        for address in addresses.split_whitespace() {
            assert_eq!(reach(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn only_the_internet_is_public() {
        check(
            "1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 172.15.0.1 172.32.0.1 192.167.0.1 \
             192.169.0.1 198.17.0.1 198.20.0.1 223.255.255.255 2606:4700::1111 2a00:1450:4001::1 \
             2001:200::1 2001:4860:4860::8888",
            Public,
        );
        check("127.0.0.1 127.255.255.254 ::1", LOOPBACK);
        check(
            "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 fc00::1 fd12:3456::1 fec0::1 64:ff9b:1::1",
            PRIVATE,
        );
        check("169.254.0.1 fe80::1 febf::1", LINK_LOCAL);
        check("100.64.0.1 100.127.255.255", SHARED);
        check(
            "0.0.0.0 0.1.2.3 192.0.2.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 \
             255.255.255.255 :: ff02::1 2001:db8::1 2001::1 100::1 3fff::1 4000::1 5f00::1",
            RESERVED,
        );
    }

    #[test]
    fn what_another_address_holds_is_what_counts() {
        check(
            "::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::1 ::ffff:0:127.0.0.1",
            LOOPBACK,
        );
        check("::ffff:10.0.0.1 ::ffff:192.168.0.1 64:ff9b::a00:1", PRIVATE);
        check("::ffff:100.64.0.1", SHARED);
        check("::ffff:1.1.1.1 64:ff9b::101:101", Public);
    }

    #[test]
    fn metadata_of_clouds_are_nobodys_documents() {
        check(
            "169.254.169.254 169.254.170.2 100.100.100.200 168.63.129.16 ::ffff:169.254.169.254 \
             64:ff9b::a9fe:a9fe fd00:ec2::254 fd20:ce::254 fe80::a9fe:a9fe",
            METADATA,
        );
    }
}
