#pragma once

#include <curl/curl.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "base/result.hpp"
#include "outbound/socket_watch.hpp"

namespace chatkit::outbound {

class Transfer;

/// libcurl's transfers on one io_context: made when the first request needs it, gone with the
/// context. Asio watches the sockets and the time, libcurl does the rest; the connections that are
/// kept for later requests are its own.
///
/// One thread: that which runs the io_context. libcurl's callbacks only note and post, so that
/// nothing here is entered twice.
class CurlLoop final : public boost::asio::execution_context::service {
 public:
  using key_type = CurlLoop;
  static boost::asio::execution_context::id id;

  /// That of the io_context behind an executor.
  static CurlLoop& of(const boost::asio::any_io_executor& executor);

  explicit CurlLoop(boost::asio::execution_context& context);
  ~CurlLoop() override = default;
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  /// Sends a prepared transfer on its way; it tells its end by `finished`. Errors: internal.
  Result<void> start(Transfer& transfer);
  /// Takes a transfer out and closes its connection.
  void drop(Transfer& transfer);
  /// Lets a paused transfer go on.
  void resume(Transfer& transfer);
  /// Asio found a socket ready.
  void ready(curl_socket_t socket, int events);

 private:
  struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* unused);
  static int on_timer(CURLM* multi, long milliseconds, void* self);

  void shutdown() override;
  void set_timer(long milliseconds);
  void run_due();
  void collect_ended();

  boost::asio::io_context& context_;
  boost::asio::steady_timer timer_;
  std::uint64_t timer_count_ = 0;  // Tells a wait that was overtaken from the last one.
  std::unordered_map<curl_socket_t, std::shared_ptr<SocketWatch>> watches_;
  std::unordered_set<Transfer*> transfers_;
  std::unique_ptr<CURLM, FreeMulti> multi_;
};

}  // namespace chatkit::outbound
