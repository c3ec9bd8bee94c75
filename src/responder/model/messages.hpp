#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chatkit/protocol/thread_item.hpp"
#include "json/chat_completions.hpp"
#include "responder/turn.hpp"

// A thread's items as a model reads them.
//
// What the assistant said is the assistant's; what came from the user or the user's page (messages,
// tool outputs, forms, actions) is the user's; hidden context comes from the program behind the
// service and is told as a system message. Items that only show something are passed over.
namespace chatkit::responder {

/// A message of one text.
json::ChatMessage text_message(std::string role, std::string text);

/// The message that an item makes, without a user message's attachments; nothing for an item that
/// a model need not read.
std::optional<json::ChatMessage> message_of(const protocol::ThreadItem& item);
json::ChatMessage message_of(const Action& action);

/// Appends `message`, into the last one where that has the same role: templates of many models
/// refuse two messages of one role in a row.
void append_message(std::vector<json::ChatMessage>& messages, json::ChatMessage message);

/// How many tokens a message takes at most, as good as one can tell without the model's own
/// tokenizer: one for every three ASCII bytes, one for every two others (English takes about
/// four bytes a token, code three; Chinese, Japanese and Korean three, emoji two to four), a fixed
/// number for an image and a few for the message itself.
std::size_t estimate_tokens(std::string_view text) noexcept;
std::size_t estimate_tokens(const json::ChatMessage& message) noexcept;

}  // namespace chatkit::responder
