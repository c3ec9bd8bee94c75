#include "embed/workflow.hpp"

#include <stdexcept>
#include <utility>

#include "embed/source.hpp"

namespace chatkit::server {
namespace {

using WorkflowStatePtr = std::shared_ptr<Workflow::State>;
using TaskStatePtr = std::shared_ptr<TaskItem::State>;

JsonObject step_update(std::string_view type, std::size_t step, const Task& task) {
  JsonObject update;
  update.set("type", type).set("task_index", step).set("task", task);
  return update;
}

awaitable<std::size_t> add_step(WorkflowStatePtr state, Task task) {
  require_open(state->finished);
  const std::size_t step = state->workflow.tasks.size();
  state->workflow.tasks.push_back(body_of(task));
  JsonObject update = step_update("workflow.task.added", step, task);
  co_await emit_update(state->turn, state->item.id, std::move(update));
  co_return step;
}

awaitable<void> update_step(WorkflowStatePtr state, std::size_t step, Task task) {
  require_open(state->finished);
  state->workflow.tasks.at(step) = body_of(task);
  JsonObject update = step_update("workflow.task.updated", step, task);
  co_await emit_update(state->turn, state->item.id, std::move(update));
}

awaitable<void> finish_workflow(WorkflowStatePtr state, std::optional<RawJson> summary) {
  close(state->finished);
  state->workflow.summary = std::move(summary);
  state->item.kind = std::move(state->workflow);
  co_await emit_done(state->turn, std::move(state->item));
}

std::optional<RawJson> usual_summary(const Workflow::State& state) {
  if (state.workflow.type != "reasoning") return std::nullopt;
  return Summary(std::chrono::duration_cast<std::chrono::seconds>(state.turn->now() -
                                                                  state.item.created_at))
      .json();
}

awaitable<void> finish_task(TaskStatePtr state, Task task) {
  close(state->finished);
  protocol::Task kept;
  kept.task = body_of(task);
  state->item.kind = std::move(kept);
  co_await emit_done(state->turn, std::move(state->item));
}

}  // namespace

awaitable<Workflow> begin_workflow(TurnPtr turn, std::string type) {
  auto state = std::make_shared<Workflow::State>();
  state->turn = turn;
  state->workflow.type = std::move(type);
  protocol::ItemKind kind(state->workflow);
  state->item = co_await begin_item(std::move(turn), std::move(kind));
  co_return Workflow(std::move(state));
}

awaitable<TaskItem> begin_task(TurnPtr turn, Task task) {
  auto state = std::make_shared<TaskItem::State>();
  state->turn = turn;
  protocol::Task begun;
  begun.task = body_of(task);
  protocol::ItemKind kind(std::move(begun));
  state->item = co_await begin_item(std::move(turn), std::move(kind));
  co_return TaskItem(std::move(state));
}

awaitable<void> show_task(TurnPtr turn, Task task) {
  protocol::Task whole;
  whole.task = body_of(task);
  protocol::ItemKind kind(std::move(whole));
  co_await emit_item(std::move(turn), std::move(kind));
}

awaitable<std::size_t> Workflow::add(Task task) const { return add_step(state_, std::move(task)); }

awaitable<void> Workflow::update(std::size_t step, Task task) const {
  return update_step(state_, step, std::move(task));
}

void Workflow::set_expanded(bool expanded) const { state_->workflow.expanded = expanded; }

awaitable<void> Workflow::finish() const { return finish_workflow(state_, usual_summary(*state_)); }

awaitable<void> Workflow::finish(Summary summary) const {
  return finish_workflow(state_, summary.json());
}

awaitable<void> TaskItem::finish(Task task) const { return finish_task(state_, std::move(task)); }

}  // namespace chatkit::server
