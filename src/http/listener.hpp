#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "http/descriptors.hpp"
#include "http/worker.hpp"

namespace chatkit::http {

/// The one acceptor: hands each connection to the worker that has the fewest.
///
/// Runs on the first worker's thread. No SO_REUSEPORT: a second process must fail to bind.
class Listener {
 public:
  Listener(Shared& shared, std::vector<std::unique_ptr<Worker>>& workers);

  /// Errors: unavailable; the message is for the operator.
  Result<void> open();
  std::uint16_t port() const noexcept { return port_; }
  void start() { wait(); }
  void close();

 private:
  void wait();
  /// Accepts all that wait; false if descriptors ran out.
  bool accept_waiting();
  void hand_over(int descriptor, boost::asio::ip::address peer);
  /// Turns one connection away for want of a descriptor, and tries again a little later.
  void back_off();
  void refuse_full(int descriptor);
  bool evict_one();
  Worker& least_loaded();

  Shared& shared_;
  std::vector<std::unique_ptr<Worker>>& workers_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  ReserveDescriptor reserve_;
  std::uint16_t port_ = 0;
};

}  // namespace chatkit::http
