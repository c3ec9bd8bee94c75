#include "chatkit/server/responder.hpp"

// What a program's responder does that only responds.
namespace chatkit::server {

awaitable<std::optional<widgets::Root>> Responder::sync_action(Aside&, UserAction) {
  throw UnsupportedOperation("synchronous actions");
}

awaitable<std::string> Responder::transcribe(Aside&, Recording) {
  throw UnsupportedOperation("recordings");
}

awaitable<void> Responder::feedback(Aside&, Feedback) { co_return; }

awaitable<std::optional<std::string>> Responder::title(Aside&, protocol::ThreadItem) {
  co_return std::optional<std::string>();
}

}  // namespace chatkit::server
