#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chatkit/headers.hpp"

// URLs as the client makes and follows them; no I/O.
namespace chatkit::client {

/// Appends `text` with every byte but RFC 3986's unreserved ones percent-encoded.
void append_percent_encoded(std::string& out, std::string_view text);

/// An id as one segment of a path. `what` names the parameter in the message.
/// Errors: UsageError if it is empty, `.` or `..`.
std::string path_segment(std::string_view what, std::string_view id);

/// A base URL split where a path is inserted: `query` is what follows its `?`, if anything.
struct BaseUrl {
  std::string root{};  ///< Without a slash at the end.
  std::string query{};
};
/// Errors: UsageError unless it is an absolute http or https URL with a host.
BaseUrl parse_base_url(std::string_view text);

/// `base` + `path` + the merged query.
std::string join_url(const BaseUrl& base, std::string_view path, const QueryParams& query);

/// `location` as seen from `base`, without fragment, user name and password; nothing unless it is a
/// valid http or https URL.
std::optional<std::string> resolve_url(const std::string& base, const std::string& location);

/// Scheme, host and port, default ports written out; empty for what is no URL.
std::string origin_of(const std::string& url);

}  // namespace chatkit::client
