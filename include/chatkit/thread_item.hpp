#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "chatkit/extra_fields.hpp"
#include "chatkit/open_enum.hpp"
#include "chatkit/time.hpp"

// Thread items as the REST API carries them. Plain values. Source: contract section 1.
namespace chatkit {

/// A piece of what a user wrote: `input_text` or `quoted_text`.
struct ChatKitUserContent {
  std::string type = "input_text";
  std::string text{};
  ExtraFields extra{};
};

struct ChatKitAttachment {
  std::string id{};
  std::string mime_type{};
  std::string name{};
  std::optional<std::string> preview_url{};
  std::string type = "file";  // image or file
  ExtraFields extra{};
};

struct ChatKitToolChoice {
  std::string id{};
  ExtraFields extra{};
};
struct ChatKitInferenceOptions {
  std::optional<std::string> model{};
  std::optional<ChatKitToolChoice> tool_choice{};
  ExtraFields extra{};
};

struct ChatKitThreadUserMessageItem {
  std::vector<ChatKitUserContent> content{};
  std::vector<ChatKitAttachment> attachments{};
  std::optional<ChatKitInferenceOptions> inference_options{};
};

/// A citation. `type` is `url` or `file`; `source` holds the url or the filename.
struct ChatKitAnnotation {
  std::string type = "url";
  std::string source{};
  ExtraFields extra{};
};
struct ChatKitResponseOutputText {
  std::string type = "output_text";
  std::string text{};
  std::vector<ChatKitAnnotation> annotations{};
  ExtraFields extra{};
};
struct ChatKitThreadAssistantMessageItem {
  std::vector<ChatKitResponseOutputText> content{};
};

/// `widget` is the widget's JSON, as a string.
struct ChatKitWidgetItem {
  std::string widget{};
};

struct ClientToolCallStatusNames {
  enum class Known { in_progress, completed, unknown };
  static constexpr std::pair<Known, std::string_view> values[] = {
      {Known::in_progress, "in_progress"}, {Known::completed, "completed"}};
};
/// `arguments` and `output` are JSON, as strings; `output` is unset while the call is in progress.
struct ChatKitClientToolCall {
  OpenEnum<ClientToolCallStatusNames> status{};
  std::string call_id{};
  std::string name{};
  std::string arguments{};
  std::optional<std::string> output{};
};

struct TaskTypeNames {
  enum class Known { custom, thought, unknown };
  static constexpr std::pair<Known, std::string_view> values[] = {{Known::custom, "custom"},
                                                                  {Known::thought, "thought"}};
};
using ChatKitTaskType = OpenEnum<TaskTypeNames>;

struct ChatKitTask {
  ChatKitTaskType task_type{};
  std::optional<std::string> heading{};
  std::optional<std::string> summary{};
};
struct ChatKitTaskGroupTask {
  ChatKitTaskType type{};
  std::optional<std::string> heading{};
  std::optional<std::string> summary{};
  ExtraFields extra{};
};
struct ChatKitTaskGroup {
  std::vector<ChatKitTaskGroupTask> tasks{};
};

/// A kind this version does not know: the whole item, as it came.
struct ChatKitUnknownItem {
  RawJson json{};
};

using ChatKitThreadItemKind =
    std::variant<ChatKitThreadUserMessageItem, ChatKitThreadAssistantMessageItem, ChatKitWidgetItem,
                 ChatKitClientToolCall, ChatKitTask, ChatKitTaskGroup, ChatKitUnknownItem>;

/// One item of a thread: what all kinds share, the kind itself, and the documentation's simple
/// view.
struct ChatKitThreadItem {
  std::string id{};
  std::string object = "chatkit.thread_item";
  UnixSeconds created_at{};
  std::string thread_id{};
  /// The API's own type, such as `chatkit.user_message`.
  std::string wire_type{};
  ChatKitThreadItemKind kind{};
  ExtraFields extra{};

  /// The older documentation's type: `message` for what a user or the assistant said, else `event`.
  std::string type() const;
  /// `user`, `assistant`, or nothing for kinds that nobody said.
  std::optional<std::string> role() const;
  /// The item in words: its texts joined by newlines; headings and summaries for tasks; the JSON of
  /// a widget; the name and arguments of a tool call. Empty for an unknown kind.
  std::string content_text() const;
  /// The item's own string pairs; the service sends none of its own today.
  Metadata metadata() const;
};

}  // namespace chatkit
