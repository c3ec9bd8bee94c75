#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "responder/turn.hpp"

namespace chatkit::responder {

/// A question outside a turn: who asks, and about which thread. Its members outlive the answer.
struct Question {
  /// Names this question in logs and to programs outside; a run id in form.
  std::string run_id;
  SessionView session;
  /// Unset for `transcribe`.
  std::optional<protocol::Thread> thread;
  RawJson thread_metadata;
  RawJson op_metadata;
  /// As `Turn::history`; null where there is no thread.
  std::function<awaitable<Result<std::vector<protocol::ThreadItem>>>(std::size_t items_max)>
      history;
  /// As `Turn::download_url`.
  std::function<std::string(const protocol::Attachment&)> download_url;
};
using QuestionPtr = std::shared_ptr<const Question>;

/// What a user thinks of some items.
struct Feedback {
  std::vector<std::string> item_ids;
  std::string kind;  // positive or negative
};

/// A recording to be written down.
struct Recording {
  std::string audio_base64;
  std::string mime_type;
};

/// The code of an Error whose failure the responder has told the user already, with an error event
/// of its own: the turn fails, and nothing more is said.
inline constexpr std::string_view kAlreadyTold = "already_told";

/// Answers turns of workflows. One serves many turns at once, on several threads.
///
/// An Error returned, or an exception thrown, fails the turn (rule 7): the user gets
/// `stream.error`, or, where the Error's code is `custom`, its message, or, where it is
/// `kAlreadyTold`, nothing more. Outside a turn the caller gets a plain error. `unsupported` tells
/// that this responder does not do such a thing.
class Responder {
 public:
  virtual ~Responder() = default;

  virtual awaitable<Result<void>> respond(std::shared_ptr<Turn> turn) = 0;

  /// An action whose client waits for the answer: the widget as it is from now on, if it changes.
  virtual awaitable<Result<std::optional<protocol::ThreadItem>>> sync_action(QuestionPtr question,
                                                                             Action action);
  virtual awaitable<Result<std::string>> transcribe(QuestionPtr question, Recording recording);
  /// It is stored already. Nothing by default.
  virtual awaitable<Result<void>> feedback(QuestionPtr question, Feedback feedback);
  /// A title for a new thread, made beside the answer; unset: the message's first words.
  virtual awaitable<Result<std::optional<std::string>>> title(QuestionPtr question,
                                                              protocol::ThreadItem input);
  /// False: the first words are the title at once, and `title` is never asked.
  virtual bool makes_titles() const { return false; }
};

/// What a responder answers to a question that it does not take: 400 `unsupported_operation`.
Error unsupported(std::string_view what);

/// An internal error with the code `kAlreadyTold`; `log_text` goes to the log and to the run's
/// record.
Error already_told(std::string log_text);

}  // namespace chatkit::responder
