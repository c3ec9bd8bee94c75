#include <algorithm>
#include <utility>
#include <variant>

#include "chatkit/server/turn.hpp"
#include "embed/sending.hpp"
#include "widgets/split.hpp"

// What came in with a turn.
namespace chatkit::server {
namespace {

using Answers = std::map<std::string, protocol::StructuredInputAnswer>;

/// How far back answers and outputs are looked for.
constexpr std::size_t kSearchItemsMax = 100;

awaitable<std::vector<protocol::ThreadItem>> read_history(TurnPtr turn, std::size_t items_max) {
  Result<std::vector<protocol::ThreadItem>> items = co_await turn->history(items_max);
  co_return take(std::move(items));
}

/// The newest item that `wanted` takes; unset if there is none.
template <class Kind, class Wanted>
std::optional<Kind> newest(const std::vector<protocol::ThreadItem>& items, Wanted wanted) {
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    const auto* kind = std::get_if<Kind>(&item->kind);
    if (kind != nullptr && wanted(*kind)) return *kind;
  }
  return std::nullopt;
}

awaitable<std::optional<protocol::ClientToolCall>> find_tool_result(TurnPtr turn) {
  const auto items = co_await read_history(std::move(turn), kSearchItemsMax);
  co_return newest<protocol::ClientToolCall>(
      items, [](const protocol::ClientToolCall& call) { return call.output.has_value(); });
}

protocol::StructuredInputAnswer answer_of(const JsonObject& question) {
  protocol::StructuredInputAnswer answer;
  const JsonObject given = question.object("answer").value_or(JsonObject());
  answer.skipped = given.flag("skipped").value_or(true);
  const RawJson* values = given.find("values");
  if (values == nullptr) return answer;
  for (const RawJson& value : widgets::elements_of(*values)) {
    JsonObject holder;
    holder.set("value", value);
    answer.values.push_back(holder.text("value").value_or(""));
  }
  return answer;
}

awaitable<Answers> find_answers(TurnPtr turn) {
  const auto items = co_await read_history(std::move(turn), kSearchItemsMax);
  const auto asked = newest<protocol::StructuredInput>(
      items, [](const protocol::StructuredInput& input) { return input.status != "pending"; });
  Answers answers;
  if (!asked) co_return answers;
  for (const RawJson& json : widgets::elements_of(asked->inputs)) {
    const JsonObject question(json);
    answers[question.text("id").value_or("")] = answer_of(question);
  }
  co_return answers;
}

awaitable<std::string> read_file(TurnPtr turn, std::string attachment_id, std::size_t bytes_max) {
  Result<std::string> bytes = co_await turn->read_attachment(std::move(attachment_id), bytes_max);
  co_return take(std::move(bytes));
}

struct Texts {
  std::string text;

  void operator()(const protocol::TextContent& content) { text += content.text; }
  void operator()(const protocol::TagContent& content) { text += content.text; }
};

}  // namespace

Cause Turn::cause() const {
  switch (turn_->cause()) {
    case responder::Cause::user_message:
      return Cause::user_message;
    case responder::Cause::retry:
      return Cause::retry;
    case responder::Cause::client_tool_output:
      return Cause::client_tool_output;
    case responder::Cause::structured_input:
      return Cause::structured_input;
    case responder::Cause::custom_action:
      return Cause::custom_action;
  }
  return Cause::user_message;
}

const std::string& Turn::run_id() const { return turn_->run_id(); }
const std::string& Turn::session_id() const { return turn_->session().id; }
const std::string& Turn::user() const { return turn_->user(); }
const std::string& Turn::locale() const { return turn_->session().locale; }
const std::string& Turn::workflow_id() const { return turn_->workflow().id; }
const StateVariables& Turn::state_variables() const { return turn_->state_variables(); }
const protocol::Thread& Turn::thread() const { return turn_->thread(); }
const RawJson& Turn::thread_metadata() const { return turn_->thread_metadata(); }
const RawJson& Turn::request_metadata() const { return turn_->op_metadata(); }
const protocol::ThreadItem* Turn::input() const { return turn_->input(); }

std::string Turn::input_text() const {
  return input() == nullptr ? std::string() : text_of(*input());
}

std::optional<UserAction> Turn::action() const {
  const responder::Action* done = turn_->action();
  if (done == nullptr) return std::nullopt;
  UserAction action;
  action.type = done->type;
  action.payload = done->payload;
  action.sender = done->sender;
  return action;
}

awaitable<std::vector<protocol::ThreadItem>> Turn::history(std::size_t items_max) const {
  return read_history(turn_, items_max);
}

awaitable<std::optional<protocol::ClientToolCall>> Turn::tool_result() const {
  return find_tool_result(turn_);
}

awaitable<Answers> Turn::answers() const { return find_answers(turn_); }

awaitable<std::string> Turn::read_attachment(std::string attachment_id,
                                             std::size_t bytes_max) const {
  return read_file(turn_, std::move(attachment_id), bytes_max);
}

std::string Turn::download_url(const protocol::Attachment& attachment) const {
  return turn_->download_url(attachment);
}

bool Turn::stopped() const { return turn_->stopped(); }

std::string text_of(const protocol::ThreadItem& item) {
  Texts texts;
  if (const auto* message = std::get_if<protocol::UserMessage>(&item.kind)) {
    for (const protocol::UserContent& part : message->content) std::visit(texts, part);
  } else if (const auto* answer = std::get_if<protocol::AssistantMessage>(&item.kind)) {
    for (const protocol::AssistantContent& part : answer->content) texts.text += part.text;
  }
  return texts.text;
}

}  // namespace chatkit::server
