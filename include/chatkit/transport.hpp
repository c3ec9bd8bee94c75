#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>

#include "chatkit/headers.hpp"
#include "chatkit/timeout.hpp"

namespace chatkit {

/// A body of known length that is read while it is sent, such as a file.
///
/// An attempt that is repeated reads it again from its beginning. One thread at a time.
class BodySource {
 public:
  virtual ~BodySource() = default;
  virtual std::uint64_t size() const = 0;
  /// Copies what stands at `offset` to `out`, as much as fits; returns how many bytes. Before the
  /// end there is at least one. What it throws ends the call.
  virtual std::size_t read(std::uint64_t offset, std::span<char> out) = 0;
};

/// One attempt, ready to be sent as it is. `has_body` tells an empty body from none.
struct HttpRequest {
  std::string method = "GET";
  std::string url{};
  Headers headers{};
  std::string body{};
  bool has_body = false;
  /// Where it is set, the body instead of `body`.
  std::shared_ptr<BodySource> body_source{};
  Timeout timeout{};
  std::stop_token stop_token{};
};

/// An answer of any status. Redirects are answers too: the client follows them, not the transport.
struct HttpResponse {
  int status = 0;
  Headers headers{};
  std::string body{};
};

/// Why an attempt got no complete answer.
class TransportError : public std::runtime_error {
 public:
  enum class Kind {
    connection,  ///< No connection, or it broke.
    timeout,     ///< A phase of `HttpRequest::timeout` ran out.
    aborted,     ///< `HttpRequest::stop_token` was asked to stop.
    refused,  ///< Will fail again: a certificate that is not trusted, an answer that is too large.
  };
  TransportError(Kind kind, const std::string& message)
      : std::runtime_error(message), kind_(kind) {}
  Kind kind() const noexcept { return kind_; }

 private:
  Kind kind_;
};

/// An answer whose body is read piece by piece. Destroying it closes the connection where the body
/// has not ended. One thread at a time.
class HttpStream {
 public:
  virtual ~HttpStream() = default;
  virtual int status() const = 0;
  virtual const Headers& headers() const = 0;
  /// The next bytes; empty at the end of the body. Blocks until there are some.
  /// Errors: TransportError.
  virtual std::string read() = 0;
  /// Changes the longest silence that `read` waits through; a transport without such a limit
  /// ignores it.
  virtual void set_read_timeout(std::optional<Timeout::Duration> limit) {
    static_cast<void>(limit);
  }
};

/// Carries one attempt over the network, without retries, redirects or a meaning of statuses.
///
/// The seam for tests, and for programs that bring their own HTTP. A client shares one instance
/// among all its copies and threads: implementations are safe from any thread.
class Transport {
 public:
  virtual ~Transport() = default;
  /// Sends and reads the whole answer. Errors: TransportError.
  virtual HttpResponse send(const HttpRequest& request) = 0;
  /// Sends and returns once the answer's headers are there. Errors: TransportError.
  virtual std::unique_ptr<HttpStream> open(const HttpRequest& request) = 0;
};

}  // namespace chatkit
