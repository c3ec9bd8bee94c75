#include "socket_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace chatkit::testing {
namespace {

struct Listening {
  int descriptor = -1;
  int port = 0;
};

Listening listen_on_loopback(int backlog) {
  Listening result;
  result.descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(result.descriptor, generic, size) != 0 || ::listen(result.descriptor, backlog) != 0 ||
      ::getsockname(result.descriptor, generic, &size) != 0) {
    throw std::runtime_error("no loopback port");
  }
  result.port = ntohs(address.sin_port);
  return result;
}

std::size_t body_length(std::string_view head) {
  const auto at = head.find("Content-Length: ");
  return at == std::string_view::npos ? 0 : std::strtoul(head.data() + at + 16, nullptr, 10);
}

}  // namespace

bool Connection::receive() {
  std::array<char, 65536> bytes{};
  const ssize_t count = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
  if (count <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

std::optional<std::string> Connection::read_request() {
  while (buffer_.find("\r\n\r\n") == std::string::npos) {
    if (!receive()) return std::nullopt;
  }
  const std::size_t head = buffer_.find("\r\n\r\n") + 4;
  const std::size_t whole = head + body_length(std::string_view(buffer_).substr(0, head));
  while (buffer_.size() < whole) {
    if (!receive()) return std::nullopt;
  }
  std::string request = buffer_.substr(0, whole);
  buffer_.erase(0, whole);
  return request;
}

bool Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::size_t Connection::write_while_taken(std::string_view bytes,
                                          std::chrono::milliseconds patience) {
  const std::size_t all = bytes.size();
  while (!bytes.empty()) {
    pollfd room{descriptor_, POLLOUT, 0};
    if (::poll(&room, 1, static_cast<int>(patience.count())) <= 0) break;
    const ssize_t count =
        ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return all - bytes.size();
}

void Connection::wait_for_close() {
  while (receive()) buffer_.clear();
}

void Connection::shut() { ::shutdown(descriptor_, SHUT_RDWR); }

SocketServer::SocketServer(Serve serve) : serve_(std::move(serve)) {
  const Listening listening = listen_on_loopback(128);
  listener_ = listening.descriptor;
  port_ = listening.port;
  acceptor_ = std::thread([this] { accept_all(); });
}

SocketServer::~SocketServer() {
  ::shutdown(listener_, SHUT_RDWR);  // Wakes the acceptor.
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int descriptor : descriptors_) ::shutdown(descriptor, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  for (const int descriptor : descriptors_) ::close(descriptor);
  ::close(listener_);
}

void SocketServer::accept_all() {
  while (true) {
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) return;
    ++connections_;
    const std::lock_guard lock(mutex_);
    descriptors_.push_back(descriptor);
    threads_.emplace_back([this, descriptor] {
      Connection connection(descriptor);
      serve_(connection);
      ::shutdown(descriptor, SHUT_RDWR);
    });
  }
}

std::string SocketServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

SocketServer::Serve SocketServer::always(std::string answer) {
  return [answer = std::move(answer)](Connection& connection) {
    while (connection.read_request()) {
      if (!connection.write(answer)) return;
    }
  };
}

std::string SocketServer::answer(int status, std::string_view body, std::string_view headers) {
  return "HTTP/1.1 " + std::to_string(status) + " Said\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

FullListener::FullListener() {
  const Listening listening = listen_on_loopback(0);
  port_ = listening.port;
  descriptors_.push_back(listening.descriptor);
  // The first fills the queue; the others are never answered.
  for (int i = 0; i < 3; ++i) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    ::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address);
    descriptors_.push_back(descriptor);
  }
}

FullListener::~FullListener() {
  for (const int descriptor : descriptors_) ::close(descriptor);
}

void echo(Connection& connection) {
  while (const auto request = connection.read_request()) {
    connection.write(SocketServer::answer(200, *request));
  }
}

std::string FullListener::url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

}  // namespace chatkit::testing
