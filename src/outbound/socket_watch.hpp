#pragma once

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <memory>

namespace chatkit::outbound {

class CurlLoop;

/// One of libcurl's sockets, watched by Asio. The socket stays libcurl's: it is never closed here.
class SocketWatch : public std::enable_shared_from_this<SocketWatch> {
 public:
  SocketWatch(CurlLoop& loop, boost::asio::io_context& context, curl_socket_t socket);
  ~SocketWatch();
  SocketWatch(const SocketWatch&) = delete;
  SocketWatch& operator=(const SocketWatch&) = delete;

  /// Watches for what libcurl asks: CURL_POLL_IN, CURL_POLL_OUT, both or none.
  void want(int what);
  /// Lets the socket go: libcurl is about to close it or has no more use for it now.
  void release();

 private:
  using Descriptor = boost::asio::posix::stream_descriptor;

  bool wants(int direction) const noexcept { return (wanted_ & direction) != 0; }
  void watch(int direction, bool& is_watched);
  void watch_all();

  CurlLoop& loop_;
  const curl_socket_t socket_;
  Descriptor descriptor_;
  int wanted_ = CURL_POLL_NONE;
  bool is_reading_ = false;
  bool is_writing_ = false;
};

}  // namespace chatkit::outbound
