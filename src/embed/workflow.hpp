#pragma once

#include "chatkit/server/workflow.hpp"
#include "embed/sending.hpp"

namespace chatkit::server {

struct Workflow::State {
  TurnPtr turn;
  /// Its kind is the workflow as it was begun.
  protocol::ThreadItem item;
  protocol::Workflow workflow;
  bool finished = false;
};

struct TaskItem::State {
  TurnPtr turn;
  protocol::ThreadItem item;
  bool finished = false;
};

/// `type` is custom or reasoning.
awaitable<Workflow> begin_workflow(TurnPtr turn, std::string type);
awaitable<TaskItem> begin_task(TurnPtr turn, Task task);
awaitable<void> show_task(TurnPtr turn, Task task);

}  // namespace chatkit::server
