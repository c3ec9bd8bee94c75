#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chatkit/protocol/submission.hpp"
#include "chatkit/protocol/thread.hpp"
#include "chatkit/protocol/thread_item.hpp"
#include "chatkit/server/awaitable.hpp"
#include "chatkit/server/image.hpp"
#include "chatkit/server/message.hpp"
#include "chatkit/server/questions.hpp"
#include "chatkit/server/task.hpp"
#include "chatkit/server/user_action.hpp"
#include "chatkit/server/widget.hpp"
#include "chatkit/server/workflow.hpp"
#include "chatkit/session.hpp"
#include "chatkit/widgets/icon_name.hpp"
#include "chatkit/widgets/node.hpp"
#include "chatkit/widgets/words.hpp"

namespace chatkit::responder {
class Turn;
}

namespace chatkit::server {

/// What made a turn begin.
enum class Cause { user_message, retry, client_tool_output, structured_input, custom_action };

inline constexpr std::string_view kNoticeLevels[] = {"info", "warning", "danger"};

/// A turn of a conversation: what came in, and where the answer goes.
///
/// A handle: copies are cheap and mean the same turn. Good until the responder returns, and used by
/// one coroutine at a time, on the turn's own executor. What it is given to await are classes with
/// constructors; build widgets, tasks and objects in statements of their own.
/// Errors, everything awaited: TurnEnded once the turn is over; TurnError where the store fails.
/// Source: contract section 2.
class Turn {
 public:
  explicit Turn(std::shared_ptr<responder::Turn> turn) : turn_(std::move(turn)) {}

  // What came in.

  Cause cause() const;
  const std::string& run_id() const;
  const std::string& session_id() const;
  const std::string& user() const;
  /// The client's preferred language, such as `de`; empty where it named none.
  const std::string& locale() const;
  const std::string& workflow_id() const;
  const StateVariables& state_variables() const;
  const protocol::Thread& thread() const;
  /// In full, as it is stored; clients never see it.
  const RawJson& thread_metadata() const;
  /// What the client sent beside the message, an object.
  const RawJson& request_metadata() const;
  /// The message to answer, on a retry the old one; null where something else began the turn.
  const protocol::ThreadItem* input() const;
  /// Its text; empty where there is none.
  std::string input_text() const;
  /// What a user did with a widget, where that began the turn.
  std::optional<UserAction> action() const;

  /// The newest items of the thread, oldest first, hidden ones included, `input` last.
  awaitable<std::vector<protocol::ThreadItem>> history(std::size_t items_max) const;
  /// The newest client tool call that has its output.
  awaitable<std::optional<protocol::ClientToolCall>> tool_result() const;
  /// The answers to the newest questions, by the questions' ids; empty where none are answered.
  awaitable<std::map<std::string, protocol::StructuredInputAnswer>> answers() const;
  /// The bytes of an attachment of this thread.
  /// Errors: also TurnError where there is none, its bytes never came, or it is larger.
  awaitable<std::string> read_attachment(std::string attachment_id, std::size_t bytes_max) const;
  /// A signed address of an attachment's bytes that expires.
  std::string download_url(const protocol::Attachment& attachment) const;

  // The answer.

  /// A whole message of Markdown.
  awaitable<void> say(std::string markdown) const;
  awaitable<Message> begin_message() const;

  /// `copy_text` is what a user gets who copies the widget. Errors: as those of Widget.
  awaitable<void> show(widgets::Root widget) const;
  awaitable<void> show(widgets::Root widget, std::string copy_text) const;
  awaitable<Widget> begin_widget(widgets::Root widget) const;
  awaitable<Widget> begin_widget(widgets::Root widget, std::string copy_text) const;
  /// Puts a widget in the place of an earlier one, such as an action's sender.
  awaitable<void> replace_widget(protocol::ThreadItem item, widgets::Root widget) const;

  awaitable<void> show_task(Task task) const;
  awaitable<TaskItem> begin_task(Task task) const;
  awaitable<Workflow> begin_workflow() const;
  awaitable<Workflow> begin_reasoning() const;

  awaitable<void> show_image(std::string url) const;
  awaitable<GeneratedImage> begin_image() const;

  /// Asks the page to do something; gives the call's id. Return then: the next turn, whose cause is
  /// `client_tool_output`, has the `tool_result`.
  awaitable<std::string> call_client_tool(std::string name, widgets::JsonObject arguments) const;
  /// Asks the user. Return then: the next turn, whose cause is `structured_input`, has `answers`.
  awaitable<void> ask(Questions questions) const;

  /// Shown until the next message, widget or progress.
  awaitable<void> progress(std::string text) const;
  awaitable<void> progress(std::string text, widgets::IconName icon) const;
  /// `message` is Markdown.
  awaitable<void> notice(widgets::Word<kNoticeLevels> level, std::string message) const;
  awaitable<void> notice(widgets::Word<kNoticeLevels> level, std::string message,
                         std::string title) const;
  /// Tells of a failure and goes on; to end the turn throw UserFacingError.
  awaitable<void> report_error(std::string message, bool allow_retry) const;
  /// Something that happens in the page around the chat; nothing of it is stored.
  awaitable<void> effect(std::string name, widgets::JsonObject data) const;

  /// Kept in the thread for the responder alone.
  awaitable<void> add_hidden_context(widgets::JsonValue content) const;
  /// Marks that the answer is complete, where several turns make one.
  awaitable<void> end_of_turn() const;
  /// Removes an item from the thread; nothing happens where it is not there.
  awaitable<void> remove_item(std::string item_id) const;

  // The thread, and what is kept with the run.

  /// A user's own title wins.
  awaitable<void> set_title(std::string title) const;
  awaitable<void> set_status(ThreadStatusType status) const;
  /// `reason` is shown to the user of a thread that is locked or closed.
  awaitable<void> set_status(ThreadStatusType status, std::string reason) const;
  /// In the place of all that was there.
  awaitable<void> set_thread_metadata(widgets::JsonObject metadata) const;
  /// Where pictures in answers may come from.
  awaitable<void> set_allowed_image_domains(std::vector<std::string> domains) const;
  /// Adds to what a model has cost.
  void note_usage(std::string model, std::uint64_t tokens_in, std::uint64_t tokens_out) const;

  awaitable<void> sleep(std::chrono::milliseconds duration) const;
  /// Whether the turn is over; what is awaited says so too.
  bool stopped() const;

 private:
  std::shared_ptr<responder::Turn> turn_;
};

/// The text of a message, of a user or of the assistant, its parts joined; empty for other items.
std::string text_of(const protocol::ThreadItem& item);

}  // namespace chatkit::server
