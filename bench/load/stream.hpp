#pragma once

#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/load/epoll_loop.hpp"
#include "bench/load/event_counter.hpp"

namespace chatkit::bench {

/// The requests of a file: each its length in a line, then its bytes.
inline std::vector<std::string> read_requests(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> requests;
  for (std::size_t size = 0; file >> size;) {
    file.get();
    std::string request(size, '\0');
    file.read(request.data(), static_cast<std::streamsize>(size));
    requests.push_back(std::move(request));
  }
  if (requests.empty()) fail(path);
  return requests;
}

/// Tells bench/harness/loads.py that the measurement begins: it reads the server's CPU time now.
inline void tell_begin() {
  std::puts("begin");
  std::fflush(stdout);
}

/// One connection that asks for an event stream, again and again.
class Stream {
 public:
  Stream(std::uint16_t port, std::string request)
      : socket_(connect_to(port)), request_(std::move(request)) {}

  int socket() const { return socket_; }

  /// Sends the request. The stream before it has ended.
  void ask() {
    is_fresh_ = true;
    counter_ = EventCounter();
    events_ = 0;
    send_all(socket_, request_);
  }

  /// What has come; empty if it was nothing. Good until the next call on any stream.
  std::string_view receive() {
    static std::array<char, 256 << 10> buffer;
    const ssize_t got = recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return {};
    if (got <= 0) fail("recv");
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
    if (std::exchange(is_fresh_, false) && !bytes.starts_with("HTTP/1.1 200")) {
      std::fprintf(stderr, "%.*s\n", static_cast<int>(bytes.size()), bytes.data());
      fail("no stream");
    }
    return bytes;
  }

  /// The events that end within `bytes`.
  std::size_t count(std::string_view bytes) {
    const std::size_t more = counter_.feed(bytes);
    events_ += more;
    return more;
  }
  /// Those of the whole stream so far.
  std::size_t events() const { return events_; }
  bool ended() const { return counter_.ended(); }

 private:
  int socket_;
  std::string request_;
  EventCounter counter_;
  std::size_t events_ = 0;
  bool is_fresh_ = true;
};

}  // namespace chatkit::bench
