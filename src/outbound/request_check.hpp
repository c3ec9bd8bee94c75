#pragma once

#include <string>

#include "base/result.hpp"
#include "outbound/outbound.hpp"

namespace chatkit::outbound {

/// Whether a request may leave: a plain http or https address, a method and headers without
/// control characters. Errors: as `Outbound::send`.
Result<void> check_request(const Request& request);

/// Scheme, host and port of an address that was checked: what a log may say of it, since paths and
/// queries may hold secrets.
std::string origin_of(const std::string& url);

}  // namespace chatkit::outbound
