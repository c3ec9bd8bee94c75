#pragma once

#include <string>

#include "responder/items.hpp"

namespace chatkit::responder {

/// One assistant message on its way to the user: begun with the first call, in deltas, done.
///
/// Lives in the coroutine that awaits its calls, one at a time; on the turn's executor.
/// Errors, all calls: as `Turn::emit`.
class AssistantStream {
 public:
  explicit AssistantStream(TurnPtr turn) : turn_(std::move(turn)) {}
  AssistantStream(const AssistantStream&) = delete;
  AssistantStream& operator=(const AssistantStream&) = delete;

  awaitable<Result<void>> begin();
  awaitable<Result<void>> say(std::string delta);
  /// An annotation of what was said, in the order of the places they point at.
  awaitable<Result<void>> cite(protocol::Annotation annotation);
  /// The message is durable when this returns.
  awaitable<Result<void>> finish();

  bool has_begun() const noexcept { return has_begun_; }
  const std::string& text() const noexcept { return content_.text; }

 private:
  awaitable<Result<void>> update(protocol::ItemUpdate change);

  TurnPtr turn_;
  bool has_begun_ = false;
  protocol::ThreadItem item_;
  protocol::AssistantContent content_;
};

}  // namespace chatkit::responder
