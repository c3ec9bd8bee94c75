#include "embed/message.hpp"

#include <algorithm>
#include <utility>

#include "embed/source.hpp"

namespace chatkit::server {
namespace {

using StatePtr = std::shared_ptr<Message::State>;

std::int64_t count_chars(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  });
}

awaitable<void> append_text(StatePtr state, std::string markdown) {
  require_open(state->finished);
  if (markdown.empty()) co_return;
  state->chars += count_chars(markdown);
  const Result<void> sent = co_await state->stream.say(std::move(markdown));
  require(sent);
}

awaitable<void> cite(StatePtr state, Source source, std::int64_t index) {
  require_open(state->finished);
  protocol::Annotation annotation = annotation_of(source);
  annotation.index = index;
  const Result<void> sent = co_await state->stream.cite(std::move(annotation));
  require(sent);
}

awaitable<void> finish_message(StatePtr state) {
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
