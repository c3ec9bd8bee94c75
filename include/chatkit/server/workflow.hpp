#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "chatkit/server/awaitable.hpp"
#include "chatkit/server/task.hpp"
#include "chatkit/widgets/icon_name.hpp"
#include "chatkit/widgets/json_object.hpp"

namespace chatkit::server {

/// The line that stands for a finished workflow: a title, or how long it took.
class Summary : public widgets::JsonObject {
 public:
  explicit Summary(std::string_view title) { set("title", title); }
  explicit Summary(std::chrono::seconds duration) { set("duration", duration.count()); }
  /// Beside a title.
  Summary& icon(widgets::IconName icon) {
    set("icon", icon.text());
    return *this;
  }
};

/// The steps on the way to an answer, or the reasoning behind it, as they come. Made by
/// `Turn::begin_workflow` and `Turn::begin_reasoning`.
///
/// A handle, as Message is. Errors: as those of Message.
class Workflow {
 public:
  struct State;
  explicit Workflow(std::shared_ptr<State> state) : state_(std::move(state)) {}

  /// Adds a step and gives its number, from 0.
  awaitable<std::size_t> add(Task task) const;
  /// Puts another task in a step's place. Errors: also std::out_of_range.
  awaitable<void> update(std::size_t step, Task task) const;
  /// Whether the steps stay open once it is finished; they do not by default.
  void set_expanded(bool expanded) const;
  /// Reasoning gets its duration as summary, other workflows none.
  awaitable<void> finish() const;
  awaitable<void> finish(Summary summary) const;

 private:
  std::shared_ptr<State> state_;
};

/// A task that stands alone. Made by `Turn::begin_task`.
class TaskItem {
 public:
  struct State;
  explicit TaskItem(std::shared_ptr<State> state) : state_(std::move(state)) {}

  /// The task as it is kept.
  awaitable<void> finish(Task task) const;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace chatkit::server
