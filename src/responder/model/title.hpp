#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chatkit/protocol/thread_item.hpp"
#include "json/chat_completions.hpp"

namespace chatkit::responder {

/// What a model is asked for a title of the thread that `input` begins; nothing where the message
/// holds no text.
std::vector<json::ChatMessage> title_prompt(const protocol::ThreadItem& input);

/// A title out of what a model answered: its first line without quotes, marks and a period behind
/// it, at most 60 columns, cut between words where there are any. Characters from U+1100 on count
/// as two columns. What a reasoning model thinks aloud before (`<think>…</think>`) is left out.
/// Nothing where nothing is left.
std::optional<std::string> clean_title(std::string_view answer);

}  // namespace chatkit::responder
