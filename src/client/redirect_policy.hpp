#pragma once

#include <optional>
#include <string>

#include "chatkit/transport.hpp"

// Where a redirect leads and what goes along; no I/O. Source: RFC 9110 section 15.4, Fetch.
namespace chatkit::client {

inline constexpr int kRedirectsMax = 10;

/// Whether the answer sends the client elsewhere: 301, 302, 303, 307 or 308 with a Location.
bool is_redirect(int status, const Headers& headers);

/// `request` as it is to be sent to the answer's Location; nothing if that is not http or https.
///
/// 303, and 301 or 302 after a POST, become a GET without body; the others stay as they are. Across
/// origins every credential is dropped.
std::optional<HttpRequest> follow(const HttpRequest& request, int status, const Headers& headers);

}  // namespace chatkit::client
