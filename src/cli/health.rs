//! `health`: asks the program that runs here whether it is well. For container engines, whose image
//! has no other program to ask with.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use super::{
    args,
    exit_code::{ANSWERED, TROUBLE},
    output::Output,
};
use crate::config::Config;

/// Whoever does not answer within this time is not well.
const TIMEOUT: Duration = Duration::from_secs(2);

pub(super) fn run(args: &args::Health, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    anyhow::ensure!(
        config.health.enabled,
        "health.enabled is false: there is nobody to ask"
    );
    let path = if args.live { "healthz" } else { "readyz" };
    let url = format!("http://{}/{path}", near(config.health.listen));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (is_well, says) = match runtime.block_on(ask(&url)) {
        Ok((is_well, says)) => (is_well, in_one_line(&says)),
        Err(error) if error.is_timeout() => (false, format!("{url} does not answer in 2 s")),
        Err(_) => (false, format!("nobody answers at {url}")),
    };
    output.line(&says);
    Ok(if is_well { ANSWERED } else { TROUBLE })
}

async fn ask(url: &str) -> reqwest::Result<(bool, String)> {
    let client = reqwest::Client::builder()
        .no_proxy()
        .timeout(TIMEOUT)
        .build()?;
    let answer = client.get(url).send().await?;
    Ok((answer.status().is_success(), answer.text().await?))
}

/// The address to ask: who listens everywhere listens here too.
fn near(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// `not ready: failed gateway: not connected to Discord yet`
fn in_one_line(says: &str) -> String {
    let mut lines = says.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = lines.filter(|line| !line.starts_with("ok ")).collect();
    if rest.is_empty() {
        return first;
    }
    format!("{first}: {}", rest.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_everywhere_is_asked_here() {
        let near = |listen: &str| near(listen.parse().unwrap()).to_string();
        assert_eq!(near("0.0.0.0:8081"), "127.0.0.1:8081");
        assert_eq!(near("[::]:8081"), "[::1]:8081");
        assert_eq!(near("192.0.2.1:80"), "192.0.2.1:80");
    }
}
