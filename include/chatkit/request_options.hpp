#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "chatkit/headers.hpp"
#include "chatkit/raw_json.hpp"
#include "chatkit/timeout.hpp"

namespace chatkit {

/// A value of `extra_body`. For arrays and objects use `chatkit::parse_json`.
using BodyValue = std::variant<std::string, bool, std::int64_t, double, RawJson>;
using BodyFields = std::map<std::string, BodyValue>;

/// What one call does differently from its client. Every member may be left out.
struct RequestOptions {
  /// Override everything that would be sent, `Authorization` and `OpenAI-Beta` included;
  /// `std::nullopt` removes the header.
  HeaderOverrides extra_headers{};
  /// Added to the query; replaces a parameter of the same name.
  QueryParams extra_query{};
  /// Merged into the body at its top level; not sent with GET.
  BodyFields extra_body{};
  std::optional<Timeout> timeout{};
  /// How often a failed attempt is repeated; 0 means never.
  std::optional<int> max_retries{};
  /// Sent with a POST instead of a key of the client's own making. At most 255 characters.
  std::optional<std::string> idempotency_key{};
  /// A request to stop ends the call with APIUserAbortError, also while it waits to retry.
  std::stop_token stop_token{};
};

}  // namespace chatkit
