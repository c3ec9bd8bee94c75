#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "responder/responder.hpp"
#include "support/manual_clock.hpp"

namespace chatkit::test {

/// A user message of one text.
inline protocol::ThreadItem user_item(std::string id, std::string text) {
  protocol::UserMessage message;
  protocol::TextContent content;
  content.text = std::move(text);
  message.content.emplace_back(std::move(content));
  protocol::ThreadItem item;
  item.id = std::move(id);
  item.thread_id = "thr_1";
  item.created_at = Timestamp(ManualClock::kStart);
  item.kind = std::move(message);
  return item;
}

/// A turn that keeps what a responder does to it. What the responder sees are open members, set
/// before the turn is handed over.
///
/// One thread. Time stands still: `sleep` notes the duration and returns at once.
class FakeTurn final : public responder::Turn {
 public:
  FakeTurn() {
    view.id = "sess_1";
    view.user = "user_1";
    auto made = std::make_shared<workflow::Workflow>();
    made->id = "wf_1";
    view.workflow = std::move(made);
    thread_.id = "thr_1";
    thread_.created_at = now();
  }

  responder::Cause cause_is = responder::Cause::user_message;
  responder::SessionView view;
  protocol::Thread thread_;
  RawJson thread_metadata_is{RawJson::Validated("{}")};
  RawJson op_metadata_is{RawJson::Validated("{}")};
  /// Oldest first. `input` is the last of them, where `has_input` says that there is one.
  std::vector<protocol::ThreadItem> items;
  bool has_input = true;
  std::optional<responder::Action> action_is;
  /// The bytes of attachments by their ids.
  std::map<std::string, std::string> files;
  /// Called with each event before it is kept; may call `stop`.
  std::function<void(const protocol::Event&)> on_emit;

  std::vector<protocol::Event> events;
  std::vector<responder::ThreadSettings> settings;
  std::vector<responder::Usage> usages;
  std::vector<std::chrono::milliseconds> slept;

  /// Replaces the workflow's options.
  void set_options(std::map<std::string, std::string> options) {
    auto made = std::make_shared<workflow::Workflow>(*view.workflow);
    made->responder_options = std::move(options);
    view.workflow = std::move(made);
  }
  /// From now on the responder is told that the turn has ended.
  void stop() { stopped_ = true; }

  /// The deltas of assistant texts, in their order.
  std::vector<std::string> deltas() const {
    std::vector<std::string> found;
    for (const protocol::Event& event : events) {
      const auto* updated = std::get_if<protocol::ItemUpdated>(&event);
      if (updated == nullptr) continue;
      const auto* delta = std::get_if<protocol::ContentPartTextDelta>(&updated->update);
      if (delta != nullptr) found.push_back(delta->delta);
    }
    return found;
  }
  /// The items that are done, in their order.
  std::vector<protocol::ThreadItem> done() const {
    std::vector<protocol::ThreadItem> found;
    for (const protocol::Event& event : events) {
      if (const auto* one = std::get_if<protocol::ItemDone>(&event)) found.push_back(one->item);
    }
    return found;
  }

  responder::Cause cause() const override { return cause_is; }
  const std::string& run_id() const override { return run_id_; }
  const responder::SessionView& session() const override { return view; }
  const protocol::Thread& thread() const override { return thread_; }
  const RawJson& thread_metadata() const override { return thread_metadata_is; }
  const RawJson& op_metadata() const override { return op_metadata_is; }
  const protocol::ThreadItem* input() const override {
    return has_input && !items.empty() ? &items.back() : nullptr;
  }
  const responder::Action* action() const override { return action_is ? &*action_is : nullptr; }

  responder::awaitable<Result<std::vector<protocol::ThreadItem>>> history(
      std::size_t items_max) override {
    const std::size_t count = std::min(items_max, items.size());
    std::vector<protocol::ThreadItem> newest(items.end() - static_cast<std::ptrdiff_t>(count),
                                             items.end());
    co_return newest;
  }
  responder::awaitable<Result<std::string>> read_attachment(std::string attachment_id,
                                                            std::size_t bytes_max) override {
    const auto found = files.find(attachment_id);
    if (found == files.end()) co_return not_found("attachment", attachment_id);
    if (found->second.size() > bytes_max) {
      Error error = invalid_value("", "The attachment is too large.");
      error.kind = ErrorKind::too_large;
      co_return error;
    }
    co_return found->second;
  }
  std::string download_url(const protocol::Attachment& attachment) const override {
    return "https://files.test/" + attachment.id;
  }

  std::string new_item_id() override { return "item_" + std::to_string(++ids_); }
  Timestamp now() const override { return Timestamp(ManualClock::kStart); }

  responder::awaitable<Result<void>> emit(protocol::Event event) override {
    const auto hook = on_emit;  // A copy: it may replace itself.
    if (hook) hook(event);
    if (stopped_) co_return ended();
    events.push_back(std::move(event));
    co_return Result<void>();
  }
  responder::awaitable<Result<void>> set_thread(responder::ThreadSettings wanted) override {
    if (stopped_) co_return ended();
    settings.push_back(std::move(wanted));
    co_return Result<void>();
  }
  void note_usage(responder::Usage usage) override { usages.push_back(std::move(usage)); }

  responder::awaitable<Result<void>> sleep(std::chrono::milliseconds duration) override {
    if (stopped_) co_return ended();
    slept.push_back(duration);
    co_return Result<void>();
  }
  bool stopped() const override { return stopped_; }

 private:
  static Error ended() {
    Error error;
    error.kind = ErrorKind::conflict;
    error.code = "turn_ended";
    return error;
  }

  std::string run_id_ = "run_1";
  int ids_ = 0;
  bool stopped_ = false;
};

}  // namespace chatkit::test
