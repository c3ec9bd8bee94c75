#include "http/listener.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include "http/response.hpp"

namespace chatkit::http {
namespace {

namespace ip = boost::asio::ip;
using boost::system::error_code;

constexpr int kBacklog = 4096;
constexpr int kAcceptsInOneGo = 64;
constexpr std::chrono::milliseconds kPause{50};

ip::address address_of(const sockaddr_storage& storage) {
  if (storage.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &storage, sizeof v6);
    ip::address_v6::bytes_type bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return ip::address_v6(bytes, v6.sin6_scope_id);
  }
  sockaddr_in v4{};
  std::memcpy(&v4, &storage, sizeof v4);
  return ip::address_v4(ntohl(v4.sin_addr.s_addr));
}

Error cannot_listen(const ServerOptions& options, const std::string& reason) {
  Error error = unavailable("listen: " + reason);
  error.message =
      "Cannot listen on " + options.host + ":" + std::to_string(options.port) + ": " + reason + ".";
  return error;
}

}  // namespace

Listener::Listener(Shared& shared, std::vector<std::unique_ptr<Worker>>& workers)
    : shared_(shared),
      workers_(workers),
      acceptor_(workers.front()->context()),
      pause_(workers.front()->context()) {}

Result<void> Listener::open() {
  const ServerOptions& options = shared_.options;
  error_code ec;
  ip::tcp::resolver resolver(workers_.front()->context());
  const auto found =
      resolver.resolve(options.host, std::to_string(options.port), ip::tcp::resolver::passive, ec);
  if (ec || found.empty()) return cannot_listen(options, ec.message());
  const ip::tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor_.open(endpoint.protocol(), ec);
  if (!ec) acceptor_.set_option(ip::tcp::acceptor::reuse_address(true), ec);
  if (!ec) acceptor_.bind(endpoint, ec);
  if (!ec) acceptor_.listen(kBacklog, ec);
  if (!ec) acceptor_.non_blocking(true, ec);
  if (!ec) port_ = acceptor_.local_endpoint(ec).port();
  if (ec) return cannot_listen(options, ec.message());
  return {};
}

void Listener::close() {
  error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

void Listener::wait() {
  acceptor_.async_wait(ip::tcp::acceptor::wait_read, [this](error_code ec) {
    if (ec || !acceptor_.is_open()) return;
    if (accept_waiting()) {
      wait();
    } else {
      back_off();
    }
  });
}

bool Listener::accept_waiting() {
  for (int i = 0; i < kAcceptsInOneGo; ++i) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    const int descriptor =
        ::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&storage), &length,
                  SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) {
      return errno != EMFILE && errno != ENFILE && errno != ENOBUFS && errno != ENOMEM;
    }
    hand_over(descriptor, address_of(storage));
  }
  return true;
}

void Listener::hand_over(int descriptor, ip::address peer) {
  if (shared_.connections.load() >= shared_.connections_max && !evict_one()) {
    refuse_full(descriptor);
    return;
  }
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  shared_.connections.fetch_add(1);
  least_loaded().adopt(descriptor, std::move(peer));
}

bool Listener::evict_one() {
  Worker* chosen = nullptr;
  std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
  for (const auto& worker : workers_) {
    const std::int64_t since = worker->longest_idle_since.load(std::memory_order_relaxed);
    if (since < oldest) {
      oldest = since;
      chosen = worker.get();
    }
  }
  if (chosen == nullptr) return false;
  // Until it has happened and the worker says who is next, it counts for one newcomer.
  chosen->longest_idle_since.store(std::numeric_limits<std::int64_t>::max(),
                                   std::memory_order_relaxed);
  chosen->evict_longest_idle();
  return true;
}

void Listener::refuse_full(int descriptor) {
  Error error = unavailable("connections_max is reached and none is idle");
  error.retry_after = std::chrono::seconds(1);
  const exchange::Reply reply = exchange::error_reply(error);
  std::string id;
  workers_.front()->make_request_id(id);
  ResponseFacts facts;
  facts.request_id = id;
  facts.keep_alive = false;
  const std::string text = whole_response(reply, facts);
  // One try: a new connection's send buffer is empty, and a peer that does not read is not owed
  // more. What it sent is read away first, so that closing does not reset what was said.
  ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::shutdown(descriptor, SHUT_WR);
  std::array<char, 4096> ignored;
  while (::recv(descriptor, ignored.data(), ignored.size(), MSG_DONTWAIT) > 0) {
  }
  ::close(descriptor);
  RequestFigures figures;
  figures.method = exchange::Method::other;
  figures.status = reply.status;
  workers_.front()->count_request(figures);
}

void Listener::back_off() {
  // Without this the kernel's queue would keep the listener readable, and us spinning.
  evict_one();
  reserve_.give_up();
  const int descriptor = ::accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC);
  if (descriptor >= 0) ::close(descriptor);
  reserve_.take();
  shared_.parts.log->warn("http_out_of_descriptors");
  pause_.expires_after(kPause);
  pause_.async_wait([this](error_code ec) {
    if (!ec && acceptor_.is_open()) wait();
  });
}

Worker& Listener::least_loaded() {
  const auto least =
      std::min_element(workers_.begin(), workers_.end(), [](const auto& a, const auto& b) {
        return a->connections.load(std::memory_order_relaxed) <
               b->connections.load(std::memory_order_relaxed);
      });
  return **least;
}

}  // namespace chatkit::http
