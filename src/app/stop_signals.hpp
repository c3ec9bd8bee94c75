#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <functional>
#include <thread>

namespace chatkit::app {

/// Calls `handler` with how often it was, 1 first, on a thread of its own, whenever one of the
/// signals arrives; until destroyed.
class StopSignals {
 public:
  enum class Which { interrupt_only, interrupt_and_terminate, hang_up };
  StopSignals(Which which, std::function<void(int count)> handler);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  void wait();

  boost::asio::io_context context_{1};
  boost::asio::signal_set signals_;
  std::function<void(int)> handler_;
  int count_ = 0;
  std::thread thread_;
};

}  // namespace chatkit::app
