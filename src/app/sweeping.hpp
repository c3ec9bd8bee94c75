#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/instance.hpp"

namespace chatkit::app {

/// Sweeps the service now and then, as its settings say, until destroyed; the instance outlives it.
class Sweeping {
 public:
  explicit Sweeping(Instance& instance)
      : thread_([&instance, this](const std::stop_token& stop) {
          const auto interval = instance.settings().sweep_interval;
          std::unique_lock lock(mutex_);
          while (
              !condition_.wait_for(lock, stop, interval, [&] { return stop.stop_requested(); })) {
            instance.sweep();
          }
        }) {}

 private:
  std::mutex mutex_;
  std::condition_variable_any condition_;
  std::jthread thread_;
};

}  // namespace chatkit::app
