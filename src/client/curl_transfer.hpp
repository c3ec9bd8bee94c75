#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "chatkit/transport.hpp"
#include "client/curl_pool.hpp"

namespace chatkit::client {

/// One request on its way over one slot, driven step by step by the calling thread.
///
/// The limits of the phases: libcurl watches `connect`; the silence of `write` and `read` is
/// watched here, and begins anew whenever bytes move. Destroying it before the end closes the
/// connection.
class CurlTransfer {
 public:
  /// `body_bytes_max` bounds what may wait to be taken. `request` outlives it.
  CurlTransfer(CurlTransport::Pool::Lease lease, const HttpRequest& request,
               std::size_t body_bytes_max);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  enum class Until { headers, body_bytes, end };
  /// Goes on until what is asked for, or the end, is there. Errors: TransportError.
  void run(Until until);

  int status() const noexcept { return status_; }
  Headers& headers() noexcept { return headers_; }
  const Headers& headers() const noexcept { return headers_; }
  std::string& body() noexcept { return body_; }

 private:
  using Clock = std::chrono::steady_clock;

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_read(char* out, std::size_t size, std::size_t count, void* self);
  static int on_seek(void* self, curl_off_t offset, int origin);
  void take_header(std::string_view line);
  bool has_arrived(Until until) const;
  void wait();
  void check_result();
  /// The limit of the phase under way, unless libcurl watches it.
  std::optional<Timeout::Duration> silence_limit();

  CurlTransport::Pool::Lease lease_;
  const HttpRequest& request_;
  std::size_t body_bytes_max_;
  std::uint64_t body_bytes_;  // Of the request.
  std::uint64_t source_offset_ = 0;
  std::exception_ptr source_failure_;
  int status_ = 0;
  Headers headers_;
  bool has_headers_ = false;
  std::string body_;
  bool is_too_large_ = false;
  bool has_ended_ = false;
  std::optional<TransportError> failure_;
  bool is_writing_ = false;
  std::uint64_t bytes_sent_ = 0;
  Clock::time_point last_activity_;
};

}  // namespace chatkit::client
