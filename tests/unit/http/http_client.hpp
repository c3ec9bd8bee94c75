#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cctype>
#include <charconv>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace chatkit::http::test {

/// An answer as it came over the wire.
struct Answer {
  int status = 0;
  std::string head;
  std::map<std::string, std::string> fields;  // Names in lower case.
  std::string body;

  std::string field(const std::string& name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
  }
};

/// A connection of a test: bytes out, bytes in, no HTTP library. Every wait ends after 20 s.
class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port) : HttpClient(port, ::socket(AF_INET, SOCK_STREAM, 0)) {}
  /// Takes a socket that is not connected yet.
  HttpClient(std::uint16_t port, int socket) : socket_(socket) {
    timeval limit{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~HttpClient() { close(); }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  bool connected() const { return connected_; }
  int descriptor() const { return socket_; }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  void half_close() { ::shutdown(socket_, SHUT_WR); }

  /// False once the peer has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The next bytes up to and with `end`; shorter if the connection ended first.
  std::string read_through(std::string_view end) {
    std::size_t at = std::string::npos;
    while ((at = in_.find(end)) == std::string::npos && fill()) {
    }
    return take(at == std::string::npos ? in_.size() : at + end.size());
  }
  std::string read_bytes(std::size_t bytes) {
    while (in_.size() < bytes && fill()) {
    }
    return take(bytes);
  }
  std::string read_to_end() {
    while (fill()) {
    }
    return take(in_.size());
  }
  /// True if the peer closes before it sends anything more.
  bool is_closed_by_peer() { return in_.empty() && !fill() && !timed_out_; }

  Answer read_head() {
    Answer answer;
    answer.head = read_through("\r\n\r\n");
    if (answer.head.size() < 12) return answer;
    std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
    std::size_t line = answer.head.find("\r\n") + 2;
    while (line + 2 < answer.head.size()) {
      const std::size_t colon = answer.head.find(": ", line);
      const std::size_t end = answer.head.find("\r\n", line);
      std::string name = answer.head.substr(line, colon - line);
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      answer.fields[name] = answer.head.substr(colon + 2, end - colon - 2);
      line = end + 2;
    }
    return answer;
  }
  /// One HTTP chunk's content; empty for the last.
  std::string read_chunk() {
    const std::string line = read_through("\r\n");
    std::size_t bytes = 0;
    std::from_chars(line.data(), line.data() + line.size(), bytes, 16);
    const std::string content = read_bytes(bytes);
    EXPECT_EQ(read_bytes(2), "\r\n");
    return content;
  }
  Answer read_answer(bool of_head_request = false) {
    Answer answer = read_head();
    if (of_head_request) return answer;
    if (answer.field("transfer-encoding") == "chunked") {
      for (std::string chunk = read_chunk(); !chunk.empty(); chunk = read_chunk()) {
        answer.body += chunk;
      }
    } else if (!answer.field("content-length").empty()) {
      answer.body = read_bytes(std::stoul(answer.field("content-length")));
    }
    return answer;
  }
  Answer get(const std::string& target, const std::string& fields = "") {
    send("GET " + target + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    return read_answer();
  }

 private:
  bool fill() {
    char bytes[16384];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got > 0) in_.append(bytes, static_cast<std::size_t>(got));
    timed_out_ = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    return got > 0;
  }
  std::string take(std::size_t bytes) {
    std::string out = in_.substr(0, bytes);
    in_.erase(0, bytes);
    return out;
  }

  int socket_;
  bool connected_ = false;
  bool timed_out_ = false;
  std::string in_;
};

}  // namespace chatkit::http::test
