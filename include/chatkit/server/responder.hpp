#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "chatkit/server/aside.hpp"
#include "chatkit/server/awaitable.hpp"
#include "chatkit/server/errors.hpp"
#include "chatkit/server/turn.hpp"
#include "chatkit/server/user_action.hpp"
#include "chatkit/widgets/node.hpp"

namespace chatkit::server {

/// What a user thinks of some items.
struct Feedback {
  std::vector<std::string> item_ids{};
  std::string kind{};  // positive or negative
};

/// A recording to be written down, in base64.
struct Recording {
  std::string audio_base64{};
  std::string mime_type{};
};

/// Answers the turns of a workflow, many at once, on several threads.
///
/// What it throws ends the turn: UserFacingError with its words, anything else as a failure that
/// the user may try again. It must not block: others share its thread.
class Responder {
 public:
  virtual ~Responder() = default;

  /// `turn` lives until this returns.
  virtual awaitable<void> respond(Turn& turn) = 0;

  /// An action whose Action does not stream: the widget as it is from now on, if it changes.
  /// Answered with UnsupportedOperation by default.
  virtual awaitable<std::optional<widgets::Root>> sync_action(Aside& aside, UserAction action);
  /// Answered with UnsupportedOperation by default.
  virtual awaitable<std::string> transcribe(Aside& aside, Recording recording);
  /// It is stored already. Nothing by default.
  virtual awaitable<void> feedback(Aside& aside, Feedback feedback);
  /// A title for a new thread, made beside the answer; unset: the message's first words.
  virtual awaitable<std::optional<std::string>> title(Aside& aside, protocol::ThreadItem message);
  /// True where `title` is to be asked.
  virtual bool makes_titles() const { return false; }
};

/// A responder that is no more than its answer. Takes `Turn` or `Turn&`.
using Handler = std::function<awaitable<void>(Turn&)>;

}  // namespace chatkit::server
