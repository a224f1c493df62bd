//! The asker: an address, as far as it tells one asker from another.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::ConnectInfo,
    http::{HeaderName, Request},
};

/// One asker: an IPv4 address, or the network of an IPv6 address (its first 64 bits), of which
/// whoever has one has all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::web) struct Client(IpAddr);

/// The way in which askers are told apart.
#[derive(Clone, Debug)]
pub(super) struct Clients {
    /// The header in which a proxy names the asker, if one is trusted.
    header: Option<Arc<HeaderName>>,
}

impl Client {
    pub(in crate::web) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(IpAddr::V4(address)),
            IpAddr::V6(address) => {
                let network = address.to_bits() >> 64 << 64;
                Self(IpAddr::V6(Ipv6Addr::from_bits(network)))
            }
        }
    }
}

impl Clients {
    /// By the address of the connection, or by what a header says; `header` is empty for none.
    pub(super) fn new(header: &str) -> Self {
        let header = Some(header).filter(|header| !header.is_empty());
        Self {
            header: header.and_then(|header| header.parse().ok()).map(Arc::new),
        }
    }

    /// The sender of a request. All whose address is not known are one.
    pub(super) fn of<T>(&self, request: &Request<T>) -> Client {
        let told = || self.told(request);
        let connected = || {
            let info = request.extensions().get::<ConnectInfo<SocketAddr>>();
            info.map(|info| info.0.ip())
        };
        let address = told().or_else(connected);
        Client::of(address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }

    /// The address that the proxy names. A list grows at its end: what stands before was written by others.
    fn told<T>(&self, request: &Request<T>) -> Option<IpAddr> {
        let name = self.header.as_deref()?;
        let mut all = request.headers().get_all(name).iter();
        let last = all.next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
        let bare = last.trim_start_matches('[').trim_end_matches(']');
        let with_port = || last.parse::<SocketAddr>().map(|address| address.ip());
        bare.parse().or_else(|_| with_port()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str, from: &str, headers: &[(&str, &str)]) -> String {
        let mut request = Request::get("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(()).unwrap();
        let from = SocketAddr::new(from.parse().unwrap(), 1234);
        request.extensions_mut().insert(ConnectInfo(from));
        Clients::new(header).of(&request).0.to_string()
    }

    #[test]
    fn an_asker_is_an_address_or_a_network() {
        assert_eq!(of("", "192.0.2.7", &[]), "192.0.2.7");
        assert_eq!(of("", "::ffff:192.0.2.7", &[]), "192.0.2.7");
        assert_eq!(of("", "2001:db8:1:2:3:4:5:6", &[]), "2001:db8:1:2::");
    }

    #[test]
    fn a_header_is_trusted_only_where_a_setting_says_so() {
        let told = [("x-forwarded-for", "198.51.100.1, 203.0.113.9")];
        assert_eq!(of("", "127.0.0.1", &told), "127.0.0.1");
        // The proxy wrote the last one; the first may be a lie.
        assert_eq!(of("X-Forwarded-For", "127.0.0.1", &told), "203.0.113.9");
        let real = [("x-real-ip", "[2001:db8::1]:443")];
        assert_eq!(of("X-Real-IP", "127.0.0.1", &real), "2001:db8::");
        assert_eq!(
            of("X-Real-IP", "127.0.0.1", &[("x-real-ip", "no")]),
            "127.0.0.1"
        );
    }
}
