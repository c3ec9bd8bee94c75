#include "conversation/pending_items.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

namespace chatkit::conversation {
namespace {

using protocol::AssistantContent;
using protocol::AssistantMessage;

/// The part at `index`, after filling what is missing before it with empty text.
Result<AssistantContent*> part_at(AssistantMessage& message, std::int64_t index) {
  if (index < 0 || index >= PendingItems::kContentPartsMax) {
    return invalid_value("content_index", "The responder named a content part out of range.");
  }
  const auto position = static_cast<std::size_t>(index);
  if (message.content.size() <= position) message.content.resize(position + 1);
  return &message.content[position];
}

/// Applies one update to an assistant message; nothing for updates of other kinds.
struct Apply {
  AssistantMessage& message;

  Result<void> operator()(const protocol::ContentPartAdded& update) const {
    return set(update.content_index, update.content);
  }
  Result<void> operator()(const protocol::ContentPartDone& update) const {
    return set(update.content_index, update.content);
  }
  Result<void> operator()(const protocol::ContentPartTextDelta& update) const {
    const auto part = part_at(message, update.content_index);
    if (!part) return part.error();
    (*part)->text += update.delta;
    return {};
  }
  Result<void> operator()(const protocol::ContentPartAnnotationAdded& update) const {
    const auto part = part_at(message, update.content_index);
    if (!part) return part.error();
    if (update.annotation_index < 0) {
      return invalid_value("annotation_index", "The responder named a negative annotation index.");
    }
    auto& annotations = (*part)->annotations;
    const auto position =
        std::min(static_cast<std::size_t>(update.annotation_index), annotations.size());
    annotations.insert(annotations.begin() + static_cast<std::ptrdiff_t>(position),
                       update.annotation);
    return {};
  }
  Result<void> operator()(const protocol::OtherUpdate&) const { return {}; }

  Result<void> set(std::int64_t index, const AssistantContent& content) const {
    const auto part = part_at(message, index);
    if (!part) return part.error();
    **part = content;
    return {};
  }
};

std::size_t text_bytes_of(const protocol::ThreadItem& item) {
  const auto* message = std::get_if<AssistantMessage>(&item.kind);
  if (message == nullptr) return 0;
  std::size_t bytes = 0;
  for (const AssistantContent& part : message->content) bytes += part.text.size();
  return bytes;
}

bool is_blank_answer(const AssistantMessage& message) {
  return std::all_of(message.content.begin(), message.content.end(),
                     [](const AssistantContent& part) { return is_blank(part.text); });
}

}  // namespace

void PendingItems::add(protocol::ThreadItem item) {
  drop(item.id);
  Entry entry;
  entry.text_bytes = text_bytes_of(item);
  entry.item = std::move(item);
  entries_.push_back(std::move(entry));
}

Result<void> PendingItems::update(const protocol::ItemUpdated& updated) {
  Entry* pending = entry(updated.item_id);
  if (pending == nullptr) return {};
  auto* message = std::get_if<AssistantMessage>(&pending->item.kind);
  if (message == nullptr) return {};
  Result<void> applied = std::visit(Apply{*message}, updated.update);
  if (!applied) return applied;
  if (const auto* delta = std::get_if<protocol::ContentPartTextDelta>(&updated.update)) {
    pending->text_bytes += delta->delta.size();
  } else {
    pending->text_bytes = text_bytes_of(pending->item);
  }
  return {};
}

void PendingItems::drop(std::string_view item_id) {
  std::erase_if(entries_, [item_id](const Entry& entry) { return entry.item.id == item_id; });
}

const protocol::ThreadItem* PendingItems::find(std::string_view item_id) const {
  for (const Entry& entry : entries_) {
    if (entry.item.id == item_id) return &entry.item;
  }
  return nullptr;
}

std::size_t PendingItems::text_bytes(std::string_view item_id) const {
  for (const Entry& entry : entries_) {
    if (entry.item.id == item_id) return entry.text_bytes;
  }
  return 0;
}

std::vector<protocol::ThreadItem> PendingItems::take_answers() {
  std::vector<protocol::ThreadItem> answers;
  for (Entry& entry : entries_) {
    const auto* message = std::get_if<AssistantMessage>(&entry.item.kind);
    if (message != nullptr && !is_blank_answer(*message)) answers.push_back(std::move(entry.item));
  }
  entries_.clear();
  return answers;
}

PendingItems::Entry* PendingItems::entry(std::string_view item_id) {
  for (Entry& entry : entries_) {
    if (entry.item.id == item_id) return &entry;
  }
  return nullptr;
}

bool is_blank(std::string_view text) {
  static constexpr std::array<std::string_view, 19> kWideSpaces = {
      "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
      "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
      "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte == ' ' || (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x1c && byte <= 0x1f)) {
      text.remove_prefix(1);
      continue;
    }
    const auto space =
        std::find_if(kWideSpaces.begin(), kWideSpaces.end(),
                     [text](std::string_view wide) { return text.starts_with(wide); });
    if (space == kWideSpaces.end()) return false;
    text.remove_prefix(space->size());
  }
  return true;
}

}  // namespace chatkit::conversation
