#include "responder/responder.hpp"

#include <utility>

// What a responder answers that only responds.
namespace chatkit::responder {

Error unsupported(std::string_view what) {
  return invalid_request("unsupported_operation", "type",
                         "The workflow of this session does not take " + std::string(what) + ".");
}

Error already_told(std::string log_text) {
  Error error = internal_error(std::move(log_text));
  error.code = kAlreadyTold;
  return error;
}

awaitable<Result<std::optional<protocol::ThreadItem>>> Responder::sync_action(QuestionPtr, Action) {
  co_return unsupported("synchronous actions");
}

awaitable<Result<std::string>> Responder::transcribe(QuestionPtr, Recording) {
  co_return unsupported("recordings");
}

awaitable<Result<void>> Responder::feedback(QuestionPtr, Feedback) { co_return Result<void>(); }

awaitable<Result<std::optional<std::string>>> Responder::title(QuestionPtr, protocol::ThreadItem) {
  co_return std::optional<std::string>();
}

}  // namespace chatkit::responder
