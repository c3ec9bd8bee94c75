#include "responder/assistant_stream.hpp"

#include <utility>

namespace chatkit::responder {

awaitable<Result<void>> AssistantStream::begin() {
  if (has_begun_) co_return Result<void>();
  has_begun_ = true;
  protocol::ItemAdded added;
  added.item = make_item(*turn_, protocol::AssistantMessage());
  item_ = added.item;
  protocol::Event event(std::move(added));
  Result<void> sent = co_await turn_->emit(std::move(event));
  if (!sent) co_return sent;
  protocol::ItemUpdate part((protocol::ContentPartAdded()));
  sent = co_await update(std::move(part));
  co_return sent;
}

awaitable<Result<void>> AssistantStream::say(std::string delta) {
  Result<void> sent;
  if (!has_begun_) sent = co_await begin();
  if (!sent) co_return sent;
  content_.text += delta;
  protocol::ContentPartTextDelta more;
  more.delta = std::move(delta);
  protocol::ItemUpdate change(std::move(more));
  sent = co_await update(std::move(change));
  co_return sent;
}

awaitable<Result<void>> AssistantStream::cite(protocol::Annotation annotation) {
  Result<void> sent = co_await begin();
  if (!sent) co_return sent;
  protocol::ContentPartAnnotationAdded note;
  note.annotation_index = static_cast<std::int64_t>(content_.annotations.size());
  note.annotation = annotation;
  content_.annotations.push_back(std::move(annotation));
  protocol::ItemUpdate change(std::move(note));
  sent = co_await update(std::move(change));
  co_return sent;
}

awaitable<Result<void>> AssistantStream::finish() {
  Result<void> sent = co_await begin();
  if (!sent) co_return sent;
  protocol::ContentPartDone part;
  part.content = content_;
  protocol::ItemUpdate change(std::move(part));
  sent = co_await update(std::move(change));
  if (!sent) co_return sent;
  protocol::AssistantMessage message;
  message.content.push_back(std::move(content_));
  item_.kind = std::move(message);
  protocol::ItemDone done;
  done.item = std::move(item_);
  protocol::Event event(std::move(done));
  sent = co_await turn_->emit(std::move(event));
  co_return sent;
}

awaitable<Result<void>> AssistantStream::update(protocol::ItemUpdate change) {
  protocol::ItemUpdated updated;
  updated.item_id = item_.id;
  updated.update = std::move(change);
  return turn_->emit(protocol::Event(std::move(updated)));
}

}  // namespace chatkit::responder
