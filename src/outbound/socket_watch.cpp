#include "outbound/socket_watch.hpp"

#include "outbound/curl_loop.hpp"

namespace chatkit::outbound {

SocketWatch::SocketWatch(CurlLoop& loop, boost::asio::io_context& context, curl_socket_t socket)
    : loop_(loop), socket_(socket), descriptor_(context, socket) {}

SocketWatch::~SocketWatch() { release(); }

void SocketWatch::want(int what) {
  wanted_ = what;
  watch_all();
}

void SocketWatch::release() {
  wanted_ = CURL_POLL_NONE;
  if (descriptor_.is_open()) descriptor_.release();
}

void SocketWatch::watch_all() {
  watch(CURL_POLL_IN, is_reading_);
  watch(CURL_POLL_OUT, is_writing_);
}

void SocketWatch::watch(int direction, bool& is_watched) {
  if (!wants(direction) || is_watched) return;
  is_watched = true;
  const bool reads = direction == CURL_POLL_IN;
  // The handler keeps this alive, and with it the flag.
  descriptor_.async_wait(
      reads ? Descriptor::wait_read : Descriptor::wait_write,
      [self = shared_from_this(), direction, reads, &is_watched](boost::system::error_code ec) {
        is_watched = false;
        if (ec || !self->wants(direction)) return;
        self->loop_.ready(self->socket_, reads ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
        self->watch_all();
      });
}

}  // namespace chatkit::outbound
