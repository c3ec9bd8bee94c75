#pragma once

#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "chatkit/conversation.hpp"

namespace chatkit::app {

/// A turn, or another call that takes long: then there is no conversation.
struct RunningTurn {
  std::optional<Conversation> conversation{};
  std::string thread_id{};
  std::optional<std::string> run_id{};
  std::stop_source waiting{};
  int interrupts = 0;
};

/// What Ctrl-C stops. Safe from any thread.
///
/// The first interrupt asks the service to stop the turn, and its stream ends in order; the second
/// one waits no longer.
class RunningAnswer {
 public:
  /// A turn begins; it is known by `found` once the service has named it.
  std::stop_token begin_turn(const Conversation& conversation);
  void found(const std::string& thread_id, const std::optional<std::string>& run_id);
  /// Another call that takes long, such as an upload: the first interrupt ends it.
  std::stop_token begin_call();
  /// Returns whether it was interrupted.
  bool end();

  /// False where nothing runs.
  bool interrupt();

 private:
  /// Not under the lock: it is a call to the service.
  static void stop(const RunningTurn& turn);

  std::mutex mutex_;
  std::optional<RunningTurn> turn_;
};

}  // namespace chatkit::app
