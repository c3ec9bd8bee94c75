#include "responder/model/prompt.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "responder/model/attachments.hpp"
#include "responder/model/messages.hpp"

namespace chatkit::responder {
namespace {

using Items = std::vector<protocol::ThreadItem>;
using Messages = std::vector<json::ChatMessage>;
using FileRoomPtr = std::shared_ptr<FileRoom>;

const protocol::UserMessage* user_message(const protocol::ThreadItem& item) {
  return std::get_if<protocol::UserMessage>(&item.kind);
}

/// Takes the newest turn off the end: from the last user message on, or all there is.
Items take_newest_turn(Items& items) {
  std::size_t begin = items.empty() ? 0 : items.size() - 1;
  while (begin > 0 && user_message(items[begin]) == nullptr) --begin;
  const auto at = items.begin() + static_cast<std::ptrdiff_t>(begin);
  Items turn(std::make_move_iterator(at), std::make_move_iterator(items.end()));
  items.erase(at, items.end());
  return turn;
}

std::size_t tokens_of(const Messages& messages) {
  std::size_t tokens = 0;
  for (const json::ChatMessage& message : messages) tokens += estimate_tokens(message);
  return tokens;
}

std::size_t text_tokens_of(const Items& items) {
  std::size_t tokens = 0;
  for (const protocol::ThreadItem& item : items) {
    if (const auto message = message_of(item)) tokens += estimate_tokens(*message);
  }
  return tokens;
}

/// A message may be files alone; servers refuse a text part without text.
void drop_empty_text(json::ChatMessage& message) {
  const auto* first = std::get_if<json::ChatText>(&message.parts.front());
  if (message.parts.size() > 1 && first != nullptr && first->text.empty()) {
    message.parts.erase(message.parts.begin());
  }
}

awaitable<Messages> messages_of(TurnPtr turn, Items items, FileRoomPtr room) {
  Messages messages;
  for (const protocol::ThreadItem& item : items) {
    std::optional<json::ChatMessage> message = message_of(item);
    if (!message) continue;
    if (const protocol::UserMessage* said = user_message(item)) {
      for (const protocol::Attachment& attachment : said->attachments) {
        json::ChatPart part = co_await attachment_part(turn, attachment, room);
        message->parts.push_back(std::move(part));
      }
      drop_empty_text(*message);
    }
    append_message(messages, *std::move(message));
  }
  co_return messages;
}

Messages joined(const std::string& instructions, std::vector<Messages> turns_newest_first) {
  Messages all;
  if (!instructions.empty()) all.push_back(text_message("system", instructions));
  std::reverse(turns_newest_first.begin(), turns_newest_first.end());
  for (Messages& turn : turns_newest_first) {
    for (json::ChatMessage& message : turn) append_message(all, std::move(message));
  }
  return all;
}

std::size_t less(std::size_t tokens, std::size_t taken) { return tokens - std::min(tokens, taken); }

}  // namespace

awaitable<Result<Messages>> make_prompt(TurnPtr turn,
                                        std::shared_ptr<const ModelSettings> settings) {
  Result<Items> history = co_await turn->history(kHistoryItemsMax);
  if (!history) co_return history.error();
  Items items = *std::move(history);
  const auto room = std::make_shared<FileRoom>();
  std::size_t tokens = less(settings->context_tokens, estimate_tokens(settings->instructions));

  Items newest = take_newest_turn(items);
  Messages last = co_await messages_of(turn, std::move(newest), room);
  if (const Action* action = turn->action()) append_message(last, message_of(*action));
  tokens = less(tokens, tokens_of(last));
  std::vector<Messages> turns;
  turns.push_back(std::move(last));

  while (!items.empty()) {
    Items older = take_newest_turn(items);
    // Files are not read for a turn whose words alone are too many.
    if (text_tokens_of(older) > tokens) break;
    Messages messages = co_await messages_of(turn, std::move(older), room);
    const std::size_t taken = tokens_of(messages);
    if (taken > tokens) break;
    tokens -= taken;
    turns.push_back(std::move(messages));
  }
  co_return joined(settings->instructions, std::move(turns));
}

}  // namespace chatkit::responder
