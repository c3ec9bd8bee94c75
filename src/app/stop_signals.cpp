#include "app/stop_signals.hpp"

#include <csignal>
#include <utility>

namespace chatkit::app {

StopSignals::StopSignals(Which which, std::function<void(int count)> handler)
    : signals_(context_, which == Which::hang_up ? SIGHUP : SIGINT), handler_(std::move(handler)) {
  if (which == Which::interrupt_and_terminate) signals_.add(SIGTERM);
  wait();
  thread_ = std::thread([this] { context_.run(); });
}

StopSignals::~StopSignals() {
  context_.stop();
  thread_.join();
}

void StopSignals::wait() {
  signals_.async_wait([this](const boost::system::error_code& failure, int) {
    if (failure) return;
    wait();
    handler_(++count_);
  });
}

}  // namespace chatkit::app
