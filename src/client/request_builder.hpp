#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "chatkit/request_options.hpp"
#include "chatkit/transport.hpp"

// From a call to what is sent; no I/O.
namespace chatkit::client {

struct Settings;

/// One call of the API before options: what a resource knows about it.
struct CallSpec {
  std::string method = "GET";
  std::string path{};  ///< Below the base URL, ids already made into segments.
  QueryParams query{};
  std::string body{};  ///< JSON, or empty for none.
  bool streaming = false;
  /// The body instead of `body`, and its type.
  std::shared_ptr<BodySource> body_source{};
  std::string content_type = "application/json";
  /// What the resource itself sends; the program's own headers win.
  HeaderOverrides headers{};
  /// An absolute address instead of `path`, which may be another service's: neither credentials nor
  /// the client's default headers and query go there.
  std::string url{};
};

/// Errors: UsageError if the value could not be sent as it is (CR, LF, NUL).
void check_header_value(std::string_view name, std::string_view value);
/// Errors: UsageError also for a name that is none.
void check_overrides(const HeaderOverrides& overrides);

/// Everything of the request that is the same for each attempt: URL, merged body, headers with the
/// settings' and the call's own, without Authorization.
/// Errors: UsageError for options that cannot be sent.
HttpRequest build_request(const Settings& settings, const CallSpec& spec,
                          const RequestOptions& options);

/// Replaces, adds and removes as `overrides` say.
void apply_overrides(Headers& headers, const HeaderOverrides& overrides);

}  // namespace chatkit::client
