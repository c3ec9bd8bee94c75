#include <algorithm>
#include <string>
#include <utility>

#include "app/admin_calls.hpp"
#include "app/archive.hpp"
#include "json/writer.hpp"

namespace chatkit::app {
namespace {

using boost::asio::awaitable;
using exchange::Reply;
using exchange::Request;

/// A stretch ends once it holds this much; one page of items more at most.
constexpr std::size_t kStretchBytes = 2U << 20U;
constexpr std::uint32_t kPageObjects = 100;

/// Where a stretch begins. Empty stage: at the beginning.
struct Position {
  std::string stage;  // sessions, threads, items
  std::string project;
  std::string thread;  // the thread whose items go on
  std::string after;   // the last object that was written
  bool ended = false;
};

Result<Position> read_position(std::string_view query) {
  const auto parameters = exchange::parse_query(query);
  if (!parameters) return parameters.error();
  Position position;
  for (const auto& parameter : *parameters) {
    if (parameter.name == "stage") position.stage = parameter.value;
    if (parameter.name == "project") position.project = parameter.value;
    if (parameter.name == "thread") position.thread = parameter.value;
    if (parameter.name == "after") position.after = parameter.value;
  }
  return position;
}

void write_position(std::string& out, const Position& position) {
  json::ObjectWriter object(out);
  object.string("object", "chatkit.archive.next").boolean("ended", position.ended);
  object.string("stage", position.stage).string("project", position.project);
  object.string("thread", position.thread).string("after", position.after);
  object.close();
  out += "\n";
}

/// Writes one stretch of the archive, asking the store page by page.
class Stretch {
 public:
  Stretch(store::Store* store, Position position) : store_(store), position_(std::move(position)) {}

  awaitable<Result<void>> run() {
    while (!position_.ended && out_.size() < kStretchBytes) {
      auto stepped = co_await step();
      if (!stepped) co_return stepped.error();
    }
    co_return Result<void>();
  }

  std::string take() && {
    write_position(out_, position_);
    return std::move(out_);
  }

 private:
  awaitable<Result<void>> step() {
    if (position_.stage == "sessions") return sessions();
    if (position_.stage == "threads") return threads();
    if (position_.stage == "items") return items();
    return begin();
  }

  awaitable<Result<void>> begin() {
    auto projects = co_await store_->list_projects();
    if (!projects) co_return projects.error();
    write_archive(out_, ArchiveHead());
    for (const auto& project : *projects) write_archive(out_, project);
    position_.ended = projects->empty();
    if (!projects->empty()) position_.project = projects->front().id.str();
    position_.stage = "sessions";
    co_return Result<void>();
  }

  store::PageQuery page_query() const {
    store::PageQuery query;
    query.limit = kPageObjects;
    query.order = Order::asc;
    if (!position_.after.empty()) query.after = position_.after;
    return query;
  }

  store::Scope scope() const {
    store::Scope scope;
    scope.project = ProjectId(position_.project);
    return scope;
  }

  awaitable<Result<void>> sessions() {
    const ProjectId project(position_.project);
    const auto page = co_await store_->list_sessions(project, page_query());
    if (!page) co_return page.error();
    for (const auto& session : page->data) {
      write_archive(out_, session);
      position_.after = session.id.str();
    }
    if (!page->has_more) enter("threads");
    co_return Result<void>();
  }

  /// One thread a step, so that a stretch stays small: its line and its first items.
  awaitable<Result<void>> threads() {
    auto query = page_query();
    query.limit = 1;
    const auto page = co_await store_->list_threads(scope(), std::move(query));
    if (!page) co_return page.error();
    if (page->data.empty()) co_return co_await next_project();
    const auto& thread = page->data.front();
    write_archive(out_, thread);
    enter("items");
    position_.thread = thread.id.str();
    co_return co_await items();
  }

  awaitable<Result<void>> items() {
    store::ItemPageQuery query;
    query.page = page_query();
    query.visibility_min = store::Visibility::hidden;
    const ThreadId thread(position_.thread);
    const auto page = co_await store_->list_items(scope(), thread, std::move(query));
    const bool deleted = !page && page.error().kind == ErrorKind::not_found;
    if (!page && !deleted) co_return page.error();
    if (page) {
      for (const auto& item : page->data) {
        write_archive(out_, ArchivedItem{thread, item});
        position_.after = item.id.str();
      }
      if (page->has_more) co_return Result<void>();
    }
    enter("threads");
    position_.after = std::exchange(position_.thread, "");
    co_return Result<void>();
  }

  awaitable<Result<void>> next_project() {
    const auto projects = co_await store_->list_projects();
    if (!projects) co_return projects.error();
    const auto current = std::find_if(
        projects->begin(), projects->end(),
        [this](const store::Project& project) { return project.id.str() == position_.project; });
    if (current == projects->end() || std::next(current) == projects->end()) {
      position_.ended = true;
      co_return Result<void>();
    }
    enter("sessions");
    position_.project = std::next(current)->id.str();
    co_return Result<void>();
  }

  void enter(const char* stage) {
    position_.stage = stage;
    position_.after.clear();
  }

  store::Store* store_;
  Position position_;
  std::string out_;
};

}  // namespace

AdminReply admin_export(AdminPtr parts, Request& request) {
  auto position = read_position(request.query);
  if (!position) co_return exchange::error_reply(position.error());
  Stretch stretch(parts->store, *std::move(position));
  const auto written = co_await stretch.run();
  if (!written) co_return exchange::error_reply(written.error());
  Reply reply(std::move(stretch).take());
  reply.content_type = "application/jsonl";
  co_return reply;
}

}  // namespace chatkit::app
