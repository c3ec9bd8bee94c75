#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

#include "conversation/end_signal.hpp"

namespace chatkit::conversation {

/// Counts what runs beside ops and turns, so that the end of the service can wait for it.
///
/// Safe from any thread.
class Asides {
 public:
  void begin() {
    const std::lock_guard lock(mutex_);
    if (count_++ == 0) none_ = std::make_shared<EndSignal>();
  }
  void end() {
    std::shared_ptr<EndSignal> none;
    {
      const std::lock_guard lock(mutex_);
      if (--count_ == 0) none = std::exchange(none_, nullptr);
    }
    if (none) none->set();
  }
  /// Set once nothing runs any more; null if nothing does.
  std::shared_ptr<EndSignal> none() const {
    const std::lock_guard lock(mutex_);
    return none_;
  }

 private:
  mutable std::mutex mutex_;
  std::size_t count_ = 0;
  std::shared_ptr<EndSignal> none_;
};

}  // namespace chatkit::conversation
