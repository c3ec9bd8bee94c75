#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

// A request as the rooms behind HTTP see it. Nothing here knows the HTTP library.
namespace chatkit::exchange {

enum class Method { get, head, post, put, delete_, options, other };

struct HeaderField {
  std::string_view name;
  std::string_view value;
};

/// The bytes behind a request's header, not yet read from the connection.
///
/// A handler that never asks leaves the body unread; the connection then drains or closes it.
class BodyReader {
 public:
  virtual ~BodyReader() = default;
  /// The whole body, once. Errors: too_large past the route's maximum, timed_out, invalid_request
  /// for a broken transfer coding.
  virtual boost::asio::awaitable<Result<std::string>> read_all() = 0;
  /// The next bytes, at most 64 KiB of them, for a body that is never to lie in memory whole; an
  /// empty text is its end. A client that stops sending, or dribbles, is timed out. Not after
  /// `read_all`. Errors: as `read_all`.
  virtual boost::asio::awaitable<Result<std::string>> read_some() = 0;
};

/// One request, owned by the connection for as long as its reply lasts; handlers borrow it.
///
/// `headers` and `query` are views into the connection's buffer.
struct Request {
  Method method = Method::get;
  /// The path without the query, percent-encoded as it came.
  std::string_view path;
  /// What follows `?`, percent-encoded as it came.
  std::string_view query;
  std::vector<HeaderField> headers;
  /// The values of the route's `{placeholders}`, percent-decoded, in the pattern's order.
  std::vector<std::string> path_parameters;
  /// Who is on the other side, after trusted proxies.
  std::string peer_address;
  std::string request_id;
  BodyReader* body = nullptr;

  /// The first header of that name, whatever its case; empty if there is none.
  std::string_view header(std::string_view name) const noexcept;
};

/// One `name=value` of a query, percent-decoded, `+` read as a space.
struct QueryParameter {
  std::string name;
  std::string value;
};
/// Splits a query. Errors: invalid_value for a broken percent escape or U+0000.
Result<std::vector<QueryParameter>> parse_query(std::string_view query);

/// Percent-decodes one path segment. Errors: invalid_value as above.
Result<std::string> percent_decode(std::string_view text, bool plus_is_space);

}  // namespace chatkit::exchange
