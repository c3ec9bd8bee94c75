#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chatkit/protocol/thread_item.hpp"
#include "json/writer.hpp"

// What the writers of the conversation dialect share: nulls are not written.
namespace chatkit::json {

inline void string_if_set(ObjectWriter& object, std::string_view name,
                          const std::optional<std::string>& value) {
  if (value) object.string(name, *value);
}

/// A free-form object; one that was never set is `{}`.
inline void raw_object(ObjectWriter& object, std::string_view name, const RawJson& json) {
  object.raw(name, json.is_null() ? std::string_view("{}") : json.view());
}

void write_user_content(std::string& out, const protocol::UserContent& content);
void write_inference_options(std::string& out, const protocol::InferenceOptions& options);
void write_assistant_content(std::string& out, const protocol::AssistantContent& content);
void write_annotation(std::string& out, const protocol::Annotation& annotation);

}  // namespace chatkit::json
