// The least that a server of event streams can do: epoll, and a send of prepared bytes.
//
//   raw_epoll INTERVAL_MS EVENT_BYTES own|shared
//
// Answers every request with an event of EVENT_BYTES each INTERVAL_MS: at its `own` times, or at
// those `shared` by all. Where it is late it sends in one go what is due. Prints its port.

#include <cstdint>
#include <cstdlib>
#include <deque>
#include <string>

#include "bench/load/epoll_loop.hpp"

namespace {

using namespace chatkit::bench;

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

/// An event of `bytes` in a chunk of its own.
std::string chunk_of(std::size_t bytes) {
  constexpr std::string_view kAround = "data: \n\n";
  std::string event(std::max(bytes, kAround.size()), 'x');
  event.replace(0, 6, kAround, 0, 6);
  event.replace(event.size() - 2, 2, "\n\n");
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", event.size());
  return size + event + "\r\n";
}

struct Due {
  Clock::time_point at;
  int socket;
};

class Server {
 public:
  Server(std::chrono::milliseconds interval, std::size_t event_bytes, bool shared)
      : interval_(interval), chunk_(chunk_of(event_bytes)), shared_(shared) {}

  [[noreturn]] void run() {
    listener_ = listen_and_tell();
    loop_.watch(listener_, static_cast<std::uint64_t>(listener_));
    while (true) {
      const auto until = due_.empty() ? Clock::now() + interval_ : due_.front().at;
      loop_.poll(until, [this](std::uint64_t key) { read(static_cast<int>(key)); });
      send_due();
    }
  }

 private:
  void read(int socket) {
    if (socket == listener_) {
      const int accepted = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
      if (accepted < 0) return;
      send_without_delay(accepted);
      loop_.watch(accepted, static_cast<std::uint64_t>(accepted));
      return;
    }
    std::array<char, 4096> request;
    const ssize_t got = recv(socket, request.data(), request.size(), 0);
    if (got <= 0) {
      close(socket);
      std::erase_if(due_, [socket](const Due& due) { return due.socket == socket; });
      return;
    }
    // A request's later bytes are not looked for: those of the load fit into one segment.
    send_all(socket, kHead);
    due_.push_back({first_due(), socket});
  }

  Clock::time_point first_due() const {
    const auto now = Clock::now();
    if (!shared_) return now + interval_;
    return now + interval_ - now.time_since_epoch() % interval_;
  }

  /// All wait equally long, so that the front is always the next.
  void send_due() {
    const auto now = Clock::now();
    while (!due_.empty() && due_.front().at <= now) {
      Due due = due_.front();
      due_.pop_front();
      std::string_view chunk = chunk_;
      std::string several;
      for (due.at += interval_; due.at <= now; due.at += interval_) several += chunk_;
      if (!several.empty()) chunk = several += chunk_;
      send_or_leave(due.socket, chunk);
      due_.push_back(due);
    }
  }

  /// A peer that is gone is noticed when its socket is read.
  static void send_or_leave(int socket, std::string_view bytes) {
    [[maybe_unused]] const auto sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }

  std::chrono::milliseconds interval_;
  std::string chunk_;
  bool shared_;
  int listener_ = -1;
  EpollLoop loop_;
  std::deque<Due> due_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  Server(std::chrono::milliseconds(std::atoi(argv[1])),
         static_cast<std::size_t>(std::atoi(argv[2])), std::string_view(argv[3]) == "shared")
      .run();
}
