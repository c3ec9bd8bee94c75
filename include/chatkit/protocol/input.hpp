#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chatkit/protocol/thread_item.hpp"

namespace chatkit::protocol {

/// What a user sends: text and mentions, ids of uploaded attachments, and wishes for the answer.
struct UserMessageInput {
  std::vector<UserContent> content{};
  std::vector<std::string> attachments{};
  std::optional<std::string> quoted_text{};
  InferenceOptions inference_options{};

  UserMessageInput() = default;
  /// A message of one text.
  explicit UserMessageInput(std::string text) {
    content.emplace_back(TextContent{std::move(text)});
  }
};

}  // namespace chatkit::protocol
