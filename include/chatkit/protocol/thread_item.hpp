#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "chatkit/extra_fields.hpp"
#include "chatkit/raw_json.hpp"
#include "chatkit/time.hpp"

// Thread items in the conversation dialect: as clients of the conversation protocol see them and as
// the store keeps them. Plain values. Source: contract section 2, conversation.schema.json.
namespace chatkit::protocol {

struct TextContent {
  std::string text{};
};
/// An entity that the user mentioned; `data` is an object.
struct TagContent {
  std::string id{};
  std::string text{};
  RawJson data{};
  std::optional<std::string> group{};
  bool interactive = false;
};
using UserContent = std::variant<TextContent, TagContent>;

/// A file beside a message. `preview_url` is never stored; it is made on output.
struct Attachment {
  std::string type = "file";  // image or file
  std::string id{};
  std::string name{};
  std::string mime_type{};
  std::optional<std::string> thread_id{};
  std::optional<std::string> preview_url{};
  std::optional<RawJson> metadata{};
};

struct ToolChoice {
  std::string id{};
};
struct InferenceOptions {
  std::optional<std::string> model{};
  std::optional<ToolChoice> tool_choice{};
};

struct UserMessage {
  std::vector<UserContent> content{};
  std::vector<Attachment> attachments{};
  std::optional<std::string> quoted_text{};
  InferenceOptions inference_options{};
};

/// A citation. `source` is a url, file or entity source object as raw JSON; its `type`, and the url
/// or filename that the REST dialect shows, are read out beside it.
struct Annotation {
  RawJson source{};
  std::string source_type{};
  std::string source_target{};
  std::optional<std::int64_t> index{};
};
struct AssistantContent {
  std::string text{};
  std::vector<Annotation> annotations{};
};
struct AssistantMessage {
  std::vector<AssistantContent> content{};
};

/// `status` is pending or completed; `arguments` an object; `output` unset while pending.
struct ClientToolCall {
  std::string status = "pending";
  std::string call_id{};
  std::string name{};
  RawJson arguments{};
  std::optional<RawJson> output{};
};

struct Widget {
  RawJson widget{};
  std::optional<std::string> copy_text{};
};

/// A task: the whole object as raw JSON, and what the REST dialect shows of it.
struct TaskBody {
  RawJson json{};
  std::string type{};
  std::optional<std::string> title{};
  std::optional<std::string> content{};
};
struct Task {
  TaskBody task{};
};
struct Workflow {
  std::string type = "custom";  // custom or reasoning
  std::vector<TaskBody> tasks{};
  std::optional<RawJson> summary{};
  bool expanded = false;
};

/// Context for the responder alone: stored, never sent to a client nor listed.
struct HiddenContext {
  RawJson content{};
};
/// The same, written by the service itself.
struct SdkHiddenContext {
  std::string content{};
};

struct EndOfTurn {};
struct StructuredInput {
  std::string status = "pending";  // pending, answered or skipped
  RawJson inputs{};
};
struct GeneratedImage {
  std::optional<RawJson> image{};
};
/// A kind this version does not know: the whole item, as it came.
struct UnknownItem {
  std::string type{};
  RawJson json{};
};

using ItemKind = std::variant<UserMessage, AssistantMessage, ClientToolCall, Widget, Task, Workflow,
                              HiddenContext, SdkHiddenContext, EndOfTurn, StructuredInput,
                              GeneratedImage, UnknownItem>;

struct ThreadItem {
  std::string id{};
  std::string thread_id{};
  Timestamp created_at{};
  ItemKind kind{};
};

}  // namespace chatkit::protocol
