#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <functional>
#include <string>

#include "exchange/reply.hpp"
#include "exchange/request.hpp"

namespace chatkit::exchange {

/// Answers one request. The connection that owns the request awaits it at once.
using Handler = std::function<boost::asio::awaitable<Reply>(Request&)>;

/// A method and a pattern such as `/v1/chatkit/threads/{thread_id}`; a name in braces takes one
/// segment that is not empty. A known path with another method is 405 with `Allow`.
struct Route {
  Method method = Method::get;
  std::string pattern;
  Handler handler;
  /// 0: the limit of the server's settings.
  std::size_t body_bytes_max = 0;
};

}  // namespace chatkit::exchange
