#include "embed/message.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "embed/source.hpp"

namespace chatkit::server {
namespace {

using MessageStatePtr = std::shared_ptr<Message::State>;

awaitable<void> append_text(MessageStatePtr state, std::string markdown) {
  require_open(state->finished);
  if (markdown.empty()) co_return;
  state->chars += static_cast<std::int64_t>(count_chars(markdown));
  const Result<void> sent = co_await state->stream.say(std::move(markdown));
  require(sent);
}

awaitable<void> cite(MessageStatePtr state, Source source, std::int64_t index) {
  require_open(state->finished);
  protocol::Annotation annotation = annotation_of(source);
  annotation.index = index;
  const Result<void> sent = co_await state->stream.cite(std::move(annotation));
  require(sent);
}

awaitable<void> finish_message(MessageStatePtr state) {
  close(state->finished);
  const Result<void> sent = co_await state->stream.finish();
  require(sent);
}

}  // namespace

awaitable<Message> begin_message(TurnPtr turn) {
  auto state = std::make_shared<Message::State>(std::move(turn));
  const Result<void> begun = co_await state->stream.begin();
  require(begun);
  co_return Message(std::move(state));
}

awaitable<void> Message::append(std::string markdown) const {
  return append_text(state_, std::move(markdown));
}

awaitable<void> Message::annotate(Source source) const {
  return cite(state_, std::move(source), state_->chars);
}

awaitable<void> Message::annotate(Source source, std::int64_t index) const {
  return cite(state_, std::move(source), index);
}

awaitable<void> Message::finish() const { return finish_message(state_); }

}  // namespace chatkit::server
