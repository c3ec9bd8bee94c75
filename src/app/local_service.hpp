#pragma once

#include <memory>
#include <thread>

#include "app/instance.hpp"

namespace chatkit::app {

/// A service for this process alone, on a free loopback port, while this lives.
class LocalService {
 public:
  /// Errors: CommandError.
  LocalService(Settings settings, DataDirectory data);
  ~LocalService();
  LocalService(const LocalService&) = delete;
  LocalService& operator=(const LocalService&) = delete;

  Instance& instance() noexcept { return *instance_; }

 private:
  std::unique_ptr<Instance> instance_;
  std::thread thread_;
};

}  // namespace chatkit::app
