#pragma once

#include "chatkit/session.hpp"
#include "chatkit/thread.hpp"
#include "chatkit/thread_item.hpp"
#include "json/reading.hpp"

// Readers of the REST dialect's objects. Lenient: what is not known is kept.
namespace chatkit::json {

void read(Value& value, UnixSeconds& out);
void read(Value& value, ThreadStatus& out);
void read(Value& value, ChatKitThread& out);
void read(Value& value, ChatKitThreadItem& out);
void read(Value& value, ChatKitUserContent& out);
void read(Value& value, ChatKitAttachment& out);
void read(Value& value, ChatKitToolChoice& out);
void read(Value& value, ChatKitInferenceOptions& out);
void read(Value& value, ChatKitAnnotation& out);
void read(Value& value, ChatKitResponseOutputText& out);
void read(Value& value, ChatKitTaskGroupTask& out);

}  // namespace chatkit::json
