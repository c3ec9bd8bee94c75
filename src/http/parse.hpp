#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "exchange/request.hpp"

// The header's grammar on bytes alone: the only part of the program that sees Beast.
namespace chatkit::http {

/// What a request's header says. Views into the bytes that were parsed; reused from one request
/// to the next, so that a request allocates nothing here.
struct RequestHead {
  exchange::Method method = exchange::Method::get;
  bool is_head = false;
  std::string_view method_text;
  /// Without scheme and authority, if the target came in absolute form.
  std::string_view path;
  std::string_view query;
  std::vector<exchange::HeaderField> fields;
  bool is_http_1_0 = false;
  bool keep_alive = true;
  bool chunked = false;
  bool expects_continue = false;
  std::uint64_t content_length = 0;

  /// The first field of that lower-case name, as Request::header.
  std::string_view field(std::string_view name) const noexcept;
};

/// Parses one whole header, its empty line included.
///
/// Errors: invalid_request for what RFC 9112 forbids, a folded field, a missing or second Host
/// (HTTP/1.1) and a transfer coding other than chunked. `head` is unspecified then.
Result<void> parse_head(std::string_view text, RequestHead& head);

}  // namespace chatkit::http
