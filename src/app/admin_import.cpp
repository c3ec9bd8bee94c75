#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/admin_calls.hpp"
#include "app/archive.hpp"
#include "app/instance.hpp"
#include "json/writer.hpp"

namespace chatkit::app {
namespace {

using boost::asio::awaitable;
using exchange::Reply;
using exchange::Request;

struct ImportCounts {
  std::int64_t sessions = 0;
  std::int64_t threads = 0;
  std::int64_t items = 0;
  std::int64_t items_new = 0;
};

/// Takes the records of one body in order; a thread is stored with the items that follow it.
class Importer {
 public:
  explicit Importer(AdminPtr parts) : parts_(std::move(parts)) {}

  awaitable<Result<void>> take(ArchiveRecord record) {
    if (auto* item = std::get_if<ArchivedItem>(&record)) co_return add_item(std::move(*item));
    auto flushed = co_await flush();
    if (!flushed) co_return flushed.error();
    if (auto* thread = std::get_if<store::Thread>(&record)) {
      thread_ = std::move(*thread);
      ++counts_.threads;
    } else if (auto* session = std::get_if<store::Session>(&record)) {
      co_return co_await add_session(std::move(*session));
    } else if (auto* project = std::get_if<store::Project>(&record)) {
      co_return co_await add_project(std::move(*project));
    }
    co_return Result<void>();
  }

  /// Stores the thread that is still open, if any.
  awaitable<Result<void>> flush() {
    if (!thread_) co_return Result<void>();
    auto thread = *std::exchange(thread_, std::nullopt);
    auto items = std::exchange(items_, {});
    const auto added = co_await parts_->store->import_thread(std::move(thread), std::move(items));
    if (!added) co_return added.error();
    counts_.items_new += static_cast<std::int64_t>(*added);
    co_return Result<void>();
  }

  const ImportCounts& counts() const { return counts_; }

 private:
  Result<void> add_item(ArchivedItem archived) {
    if (!thread_ || thread_->id != archived.thread) {
      return invalid_value("thread_id", "an item must follow its thread's line");
    }
    items_.push_back(std::move(archived.item));
    ++counts_.items;
    return {};
  }

  /// History only: a session that would still be active here is cancelled, since its secret was
  /// given out by someone else.
  awaitable<Result<void>> add_session(store::Session session) {
    const auto now = parts_->clock->now();
    if (!session.cancelled_at && session.expires_at > now) session.cancelled_at = now;
    ++counts_.sessions;
    co_return co_await parts_->store->import_session(std::move(session));
  }

  awaitable<Result<void>> add_project(store::Project project) {
    const auto projects = co_await parts_->store->list_projects();
    if (!projects) co_return projects.error();
    for (const auto& known : *projects) {
      if (known.id == project.id) co_return Result<void>();
    }
    co_return co_await parts_->store->add_project(std::move(project));
  }

  AdminPtr parts_;
  std::optional<store::Thread> thread_;
  std::vector<store::Item> items_;
  ImportCounts counts_;
};

awaitable<Result<ImportCounts>> import_lines(AdminPtr parts, std::string body) {
  Importer importer(std::move(parts));
  std::size_t begin = 0;
  while (begin < body.size()) {
    const auto end = std::min(body.find('\n', begin), body.size());
    const auto line = std::string_view(body).substr(begin, end - begin);
    begin = end + 1;
    if (line.empty()) continue;
    auto record = read_archive(line);
    if (!record) co_return record.error();
    auto taken = co_await importer.take(*std::move(record));
    if (!taken) co_return taken.error();
  }
  auto flushed = co_await importer.flush();
  if (!flushed) co_return flushed.error();
  co_return importer.counts();
}

}  // namespace

AdminReply admin_import(AdminPtr parts, Request& request) {
  auto body = co_await request.body->read_all();
  if (!body) co_return exchange::error_reply(body.error());
  const auto counts = co_await import_lines(parts, *std::move(body));
  if (!counts) co_return exchange::error_reply(counts.error());
  std::string json;
  json::ObjectWriter object(json);
  object.string("object", "chatkit.import").number("sessions", counts->sessions);
  object.number("threads", counts->threads).number("items", counts->items);
  object.number("items_new", counts->items_new);
  object.close();
  co_return Reply(std::move(json));
}

}  // namespace chatkit::app
