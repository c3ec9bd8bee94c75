#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

// HTTP to others: the one way out of this server.
namespace chatkit::outbound {

using boost::asio::awaitable;

// Codes of errors. All but the first two are of kind `unavailable`.
inline constexpr std::string_view kBadUrl = "outbound_url";
inline constexpr std::string_view kBadHeader = "outbound_header";
inline constexpr std::string_view kConnectFailed = "outbound_connect";
inline constexpr std::string_view kTimedOut = "outbound_timeout";
inline constexpr std::string_view kBroken = "outbound_broken";
inline constexpr std::string_view kCancelled = "outbound_cancelled";
/// Of kind `too_large`: a body longer than the caller of `fetch` takes.
inline constexpr std::string_view kTooLarge = "outbound_too_large";

/// What has come and was not read yet; once it is full nothing more is fetched.
inline constexpr std::size_t kUnreadBytesMax = 256U << 10U;
/// The head of an answer, and how many fields it has.
inline constexpr std::size_t kHeadBytesMax = 64U << 10U;
inline constexpr std::size_t kHeadFieldsMax = 256;

struct Header {
  std::string name;
  std::string value;
};

/// One request. http and https only; redirects are never followed.
struct Request {
  std::string method = "POST";
  std::string url;
  std::vector<Header> headers;
  std::string body;
  /// For name, connection and TLS together.
  std::chrono::milliseconds connect_timeout{5'000};
  /// The longest silence: before the head, and between bytes of the body. While a body is still
  /// being sent, it is not silent.
  std::chrono::milliseconds idle_timeout{60'000};
};

struct Head {
  int status = 0;
  std::vector<Header> headers;

  /// The first header of that name, whatever its case; empty if there is none.
  std::string_view header(std::string_view name) const noexcept;
};

struct Response {
  Head head;
  std::string body;
};

/// One running request, used and dropped on the executor that sent it, one call at a time.
///
/// Dropping it closes the connection if the answer has not ended. Both waits end early when the
/// awaiting coroutine is cancelled; the connection is closed then, too. Errors stay: each further
/// call gives the same one.
class Exchange {
 public:
  virtual ~Exchange() = default;
  /// Errors: `outbound_connect` (nothing was sent, or no head came back because the connection
  /// broke), `outbound_timeout`, `outbound_cancelled`, `outbound_broken` (what came back is not
  /// HTTP, or its head is too long).
  virtual awaitable<Result<Head>> head() = 0;
  /// The next bytes of the body, as they come; empty at its end. What is not read is not fetched
  /// beyond `kUnreadBytesMax`. A body that ends only by closing the connection has a clean end.
  /// Errors: `outbound_broken` (cut), `outbound_timeout`, `outbound_cancelled`; before the head,
  /// those of `head`.
  virtual awaitable<Result<std::string>> read() = 0;
};

/// Sends requests on the calling coroutine's io_context, which one thread runs, over connections
/// that are pooled there.
///
/// One serves the whole process; safe from any thread. Exchanges must go before their io_context
/// does. HTTP/1.1 alone: there a dropped exchange closes its connection, which is how a peer learns
/// that it may stop, and an unread answer waits in the kernel; HTTP/2 would buffer it here.
/// Certificates are checked; `SSL_CERT_FILE`, `SSL_CERT_DIR` and the usual `*_proxy` variables of
/// the environment count.
class Outbound {
 public:
  static std::shared_ptr<Outbound> make();
  virtual ~Outbound() = default;

  /// Returns once the request is on its way. Errors: invalid_value, code `outbound_url` for an
  /// address that is not plain http or https or has a user name in it, `outbound_header` for a
  /// method or header that cannot be sent.
  virtual awaitable<Result<std::shared_ptr<Exchange>>> send(Request request) = 0;
  /// The whole answer. Errors: as `send` and Exchange; `outbound_too_large` past `body_bytes_max`.
  virtual awaitable<Result<Response>> fetch(Request request, std::size_t body_bytes_max) = 0;
};

}  // namespace chatkit::outbound
