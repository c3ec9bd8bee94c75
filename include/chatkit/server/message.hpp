#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "chatkit/server/awaitable.hpp"
#include "chatkit/server/source.hpp"

namespace chatkit::server {

/// An assistant's message that is being written. Made by `Turn::begin_message`.
///
/// A handle: copies write the same message. One call at a time, on the turn's own thread.
/// Errors, all calls: as those of Turn; std::logic_error once it is finished.
class Message {
 public:
  struct State;
  explicit Message(std::shared_ptr<State> state) : state_(std::move(state)) {}

  /// Whole characters of Markdown, in UTF-8.
  awaitable<void> append(std::string markdown) const;
  /// Cites a source at the end of what was written so far.
  awaitable<void> annotate(Source source) const;
  /// At a place in the whole text: characters (code points) before it.
  awaitable<void> annotate(Source source, std::int64_t index) const;
  /// It is stored when this returns. A message that is never finished is dropped; where the user
  /// stops the turn, what was written is kept.
  awaitable<void> finish() const;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace chatkit::server
