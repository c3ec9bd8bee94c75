#pragma once

#include "chatkit/protocol/thread.hpp"
#include "json/protocol.hpp"
#include "json/reading.hpp"
#include "json/rest_read.hpp"

// Readers of the conversation dialect's objects. Lenient: unknown kinds are kept whole.
namespace chatkit::json {

void read(Value& value, Timestamp& out);
void read(Value& value, protocol::InferenceOptions& out);
void read(Value& value, protocol::UserContent& out);
void read(Value& value, protocol::Attachment& out);
/// One field of an attachment's object; others are ignored.
void read_attachment_field(std::string_view name, Value& field, protocol::Attachment& out);
void read(Value& value, protocol::Annotation& out);
void read(Value& value, protocol::AssistantContent& out);
void read(Value& value, protocol::TaskBody& out);
void read(Value& value, protocol::Workflow& out);
void read(Value& value, protocol::ThreadItem& out);
void read(Value& value, protocol::Thread& out);

template <class T>
void read(Value& value, protocol::Page<T>& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "data") return read(field, out.data);
    if (name == "has_more") return read(field, out.has_more);
    if (name == "after") return read(field, out.after);
  });
}

}  // namespace chatkit::json
