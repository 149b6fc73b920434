//! Whom the preview answers: this machine by its own name. A page from elsewhere whose name was turned to this machine
//! ("DNS rebinding") has another name in its requests.

/// Whether a `Host` field (RFC 9110, section 7.2) names this machine.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["localhost", "localhost:4780", "127.0.0.1:80", "[::1]", "[::1]:4780"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in
            ["", "example.org", "localhost.example.org:4780", "127.0.0.1.example.org", "localhost:x", "10.0.0.1:4780"]
        {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
