#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "conversation/ops.hpp"
#include "responder/responder.hpp"

namespace chatkit::conversation {

/// What a question to a responder outside a turn is made of.
struct QuestionParts {
  responder::SessionView session;
  store::Scope scope;
  std::optional<store::Thread> thread;
  /// The last item that the responder is shown; unset: the thread's newest.
  std::optional<protocol::ThreadItem> last;
  RawJson op_metadata;
};

responder::QuestionPtr make_question(CorePtr core, QuestionParts parts);

/// The code of the refusal of an action whose sender is another item than a widget.
inline constexpr std::string_view kSenderIsNoWidget = "sender_is_no_widget";

/// What the client did, with the widget it did it to. Errors: not_found; invalid_request, code
/// `kSenderIsNoWidget`.
awaitable<Result<responder::Action>> find_action(CorePtr core, Call call, ThreadId thread,
                                                 json::ActionParams params);

/// Runs `work` on the calling coroutine's executor while its caller goes on; the end of the service
/// waits for it. It is cancelled after `question_duration_max`.
awaitable<void> run_aside(CorePtr core, awaitable<void> work);

}  // namespace chatkit::conversation
