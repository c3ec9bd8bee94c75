#pragma once

#include <curl/curl.h>

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "outbound/outbound.hpp"

namespace chatkit::outbound {

class CurlLoop;

/// Where the certificates of authorities are, if not where libcurl was built to look.
struct TrustFiles {
  std::string file;
  std::string folder;
};

/// One request on its way and what has come back: libcurl's handle, its callbacks, and the alarm
/// that wakes the coroutine which waits. One thread: that of its loop.
class Transfer {
 public:
  using Clock = std::chrono::steady_clock;

  Transfer(const boost::asio::any_io_executor& executor, Request request);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// Gets libcurl ready. Errors: internal, where libcurl has no memory.
  Result<void> prepare(const TrustFiles& trust);
  CURL* easy() const noexcept { return easy_.get(); }
  std::chrono::milliseconds idle_timeout() const noexcept { return request_.idle_timeout; }
  /// Cancelled whenever something has come or the transfer has ended.
  boost::asio::steady_timer& alarm() noexcept { return alarm_; }

  bool has_head() const noexcept { return has_head_; }
  const Head& head() const noexcept { return head_; }
  bool has_body() const noexcept { return !body_.empty(); }
  /// What has come of the body; lets more come.
  std::string take_body();
  bool has_ended() const noexcept { return has_ended_; }
  /// Grows whenever something has come or the transfer has ended.
  std::uint64_t arrivals() const noexcept { return arrivals_; }
  /// Set once it has ended badly.
  const std::optional<Error>& failure() const noexcept { return failure_; }
  /// When the request's last bytes so far were sent.
  Clock::time_point last_sent() const noexcept { return last_sent_; }

  /// Ends it here with an error of that code; the connection is closed.
  void abandon(std::string_view code, std::string_view why);

  // What the loop tells.
  void joined(CurlLoop& loop) noexcept { loop_ = &loop; }
  void left() noexcept { loop_ = nullptr; }
  void finished(CURLcode code);

 private:
  struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t sent);
  bool take_header(std::string_view line);
  bool set_headers();
  void arrived();
  Error failure_of(CURLcode code) const;
  Error error(std::string_view code, std::string_view why) const;

  Request request_;
  boost::asio::steady_timer alarm_;
  CurlLoop* loop_ = nullptr;  // While it is on its way.
  std::unique_ptr<curl_slist, FreeList> headers_;
  std::array<char, CURL_ERROR_SIZE> reason_{};
  std::unique_ptr<CURL, FreeEasy> easy_;

  Head head_;
  std::size_t head_bytes_ = 0;
  bool has_head_ = false;
  bool is_head_too_long_ = false;
  std::string body_;
  bool is_paused_ = false;
  std::uint64_t arrivals_ = 0;
  curl_off_t sent_bytes_ = 0;
  Clock::time_point last_sent_ = Clock::now();
  bool has_ended_ = false;
  std::optional<Error> failure_;
};

}  // namespace chatkit::outbound
