#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

// A small HTTP server on a real socket, scripted byte by byte by the test.
namespace chatkit::testing {

/// One connection, used by its own thread.
class Connection {
 public:
  explicit Connection(int descriptor) : descriptor_(descriptor) {}

  /// The next request, head and body; nothing once the peer has closed.
  std::optional<std::string> read_request();
  /// False if the peer has gone.
  bool write(std::string_view bytes);
  /// Writes until the peer has taken nothing for as long as `patience`; how much it took.
  std::size_t write_while_taken(std::string_view bytes, std::chrono::milliseconds patience);
  /// Waits until the peer closes; what it still sends is dropped.
  void wait_for_close();
  /// Ends both directions; what the peer sends from now on finds the connection closed.
  void shut();

 private:
  bool receive();

  int descriptor_;
  std::string buffer_;
};

/// Listens on a free loopback port; each connection is served by `serve` on a thread of its own,
/// and closed when that returns.
class SocketServer {
 public:
  using Serve = std::function<void(Connection&)>;

  explicit SocketServer(Serve serve);
  ~SocketServer();
  SocketServer(const SocketServer&) = delete;
  SocketServer& operator=(const SocketServer&) = delete;

  std::string url(std::string_view path = "/") const;
  int connections() const { return connections_; }

  /// Answers every request of a connection with `answer`.
  static Serve always(std::string answer);
  /// A complete answer with a length.
  static std::string answer(int status, std::string_view body, std::string_view headers = "");

 private:
  void accept_all();

  Serve serve_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  std::mutex mutex_;
  std::list<std::thread> threads_;
  std::list<int> descriptors_;
  std::thread acceptor_;
};

/// Answers each request with itself.
void echo(Connection& connection);

/// A listening socket that takes no more connections: a new one hangs.
class FullListener {
 public:
  FullListener();
  ~FullListener();
  FullListener(const FullListener&) = delete;
  FullListener& operator=(const FullListener&) = delete;
  std::string url() const;

 private:
  std::list<int> descriptors_;
  int port_ = 0;
};

}  // namespace chatkit::testing
