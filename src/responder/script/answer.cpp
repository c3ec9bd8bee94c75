#include "responder/script/answer.hpp"

#include <utility>

namespace chatkit::responder {
namespace {

constexpr std::size_t kWordsInGroup = 3;
constexpr std::size_t kBytesInGroup = 48;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; }

}  // namespace

std::vector<std::string> Answer::word_groups(std::string_view text) {
  std::vector<std::string> groups;
  std::size_t begin = 0;
  std::size_t words = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool word_ends = text[i] == ' ' || text[i] == '\n';
    if (word_ends) ++words;
    const std::size_t next = i + 1;
    // A script without spaces is cut between characters instead.
    const bool full =
        next - begin >= kBytesInGroup && (next == text.size() || !is_continuation(text[next]));
    if (words >= kWordsInGroup || full) {
      groups.emplace_back(text.substr(begin, next - begin));
      begin = next;
      words = 0;
    }
  }
  if (begin < text.size()) groups.emplace_back(text.substr(begin));
  return groups;
}

protocol::ThreadItem make_item(Turn& turn, protocol::ItemKind kind) {
  protocol::ThreadItem item;
  item.id = turn.new_item_id();
  item.thread_id = turn.thread().id;
  item.created_at = turn.now();
  item.kind = std::move(kind);
  return item;
}

awaitable<Result<void>> send_item(TurnPtr turn, protocol::ItemKind kind) {
  protocol::ItemDone done;
  done.item = make_item(*turn, std::move(kind));
  protocol::Event event(std::move(done));
  Result<void> sent = co_await turn->emit(std::move(event));
  co_return sent;
}

awaitable<Result<void>> Answer::stream(Answer answer, TurnPtr turn) {
  protocol::AssistantMessage message;
  protocol::ItemAdded added;
  added.item = make_item(*turn, message);
  protocol::ThreadItem item = added.item;
  protocol::Event begun(std::move(added));
  Result<void> sent = co_await turn->emit(std::move(begun));
  if (!sent) co_return sent;
  sent = co_await stream_parts(answer, turn, item.id);
  if (!sent) co_return sent;

  protocol::AssistantContent content;
  for (const std::string& delta : answer.deltas_) content.text += delta;
  content.annotations = answer.annotations_;
  protocol::ItemUpdated part_done;
  part_done.item_id = item.id;
  protocol::ContentPartDone part;
  part.content = content;
  part_done.update = std::move(part);
  protocol::Event part_event(std::move(part_done));
  sent = co_await turn->emit(std::move(part_event));
  if (!sent) co_return sent;

  message.content.push_back(std::move(content));
  item.kind = std::move(message);
  protocol::ItemDone done;
  done.item = std::move(item);
  protocol::Event done_event(std::move(done));
  sent = co_await turn->emit(std::move(done_event));
  co_return sent;
}

awaitable<Result<void>> Answer::stream_parts(const Answer& answer, TurnPtr turn,
                                             std::string item_id) {
  protocol::ItemUpdated updated;
  updated.item_id = std::move(item_id);
  updated.update = protocol::ContentPartAdded();
  protocol::Event part_added(updated);
  Result<void> sent = co_await turn->emit(std::move(part_added));
  if (!sent) co_return sent;
  for (const std::string& text : answer.deltas_) {
    if (answer.pace_.count() > 0) {
      sent = co_await turn->sleep(answer.pace_);
      if (!sent) co_return sent;
    }
    protocol::ContentPartTextDelta delta;
    delta.delta = text;
    updated.update = std::move(delta);
    protocol::Event event(updated);
    sent = co_await turn->emit(std::move(event));
    if (!sent) co_return sent;
  }
  std::int64_t index = 0;
  for (const protocol::Annotation& annotation : answer.annotations_) {
    protocol::ContentPartAnnotationAdded note;
    note.annotation_index = index++;
    note.annotation = annotation;
    updated.update = std::move(note);
    protocol::Event event(updated);
    sent = co_await turn->emit(std::move(event));
    if (!sent) co_return sent;
  }
  co_return Result<void>();
}

}  // namespace chatkit::responder
