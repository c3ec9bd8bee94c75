#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "chatkit/raw_json.hpp"

// What a user sends besides messages. Plain values. Source: contract section 2.
namespace chatkit::protocol {

/// An action of a widget: what its `ActionConfig` says, and the item it belongs to, if any.
struct CustomAction {
  std::string type{};
  RawJson payload{};
  std::optional<std::string> item_id{};
};

struct StructuredInputAnswer {
  std::vector<std::string> values{};
  bool skipped = false;
};
/// The answers to a `structured_input` item, by the ids of its questions.
struct StructuredInputSubmission {
  std::string status = "answered";  // answered or skipped
  std::map<std::string, StructuredInputAnswer> answers{};
};

/// A file to come: `size` is in bytes.
struct AttachmentCreateParams {
  std::string name{};
  std::uint64_t size = 0;
  std::string mime_type{};
};

}  // namespace chatkit::protocol
