// Fills a store with threads and items for the benchmarks, through the Store interface.
//
//   seed_store DATABASE THREADS FULL_THREADS DEEP_ITEMS > ids
//
// The newest thread has DEEP_ITEMS items; FULL_THREADS others have 100 each; the rest none. Prints
// the deep thread's id, then the full ones', then all others', one a line.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/random.hpp"
#include "json/protocol.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace {

using namespace chatkit;

constexpr std::uint64_t kItemsPerFullThread = 100;
constexpr int kWriters = 512;
constexpr std::uint64_t kDeepBatch = 5'000;

struct Plan {
  std::uint64_t threads = 0;
  std::uint64_t full_threads = 0;
  std::uint64_t deep_items = 0;
};

class Seeder {
 public:
  Seeder(store::Store& store, ProjectId project, Plan plan)
      : store_(store), project_(std::move(project)), plan_(plan), ids_(plan.threads) {}

  boost::asio::awaitable<void> write_some() {
    while (next_ < plan_.threads) {
      const std::uint64_t number = next_++;
      store::Thread thread = make_thread(number);
      const std::uint64_t items_wanted = items_of(number);
      std::uint64_t written = 0;
      do {
        std::vector<store::Item> items;
        while (written < items_wanted && items.size() < kDeepBatch) {
          items.push_back(make_item(thread, written++));
        }
        auto done = co_await store_.import_thread(thread, std::move(items));
        if (!done) fail(done.error());
      } while (written < items_wanted);
    }
  }

  void print_ids() const {
    for (std::uint64_t i = ids_.size(); i-- > 0;) std::cout << ids_[i] << "\n";
  }

 private:
  [[noreturn]] static void fail(const Error& error) {
    std::cerr << "seed_store: " << error.message << " " << error.log_text << "\n";
    std::exit(1);
  }

  std::uint64_t items_of(std::uint64_t number) const {
    const std::uint64_t from_newest = plan_.threads - 1 - number;
    if (from_newest == 0) return plan_.deep_items;
    return from_newest <= plan_.full_threads ? kItemsPerFullThread : 0;
  }

  store::Thread make_thread(std::uint64_t number) {
    store::Thread thread;
    thread.created_at = start_ + std::chrono::milliseconds(number);
    thread.id = new_thread_id(thread.created_at, random_);
    thread.project = project_;
    thread.user = "user_" + std::to_string(number % 10'000);
    thread.workflow_id = "demo";
    thread.title = "Benchmark thread number " + std::to_string(number);
    thread.title_source = store::TitleSource::generated;
    ids_[number] = thread.id.str();
    return thread;
  }

  store::Item make_item(const store::Thread& thread, std::uint64_t number) {
    protocol::ThreadItem item;
    item.created_at = thread.created_at + std::chrono::milliseconds(number);
    item.id = new_item_id(item.created_at, random_).str();
    item.thread_id = thread.id.str();
    protocol::AssistantMessage message;
    message.content.push_back({.text = std::string(180, 'a') + " \"quoted\"\n", .annotations = {}});
    item.kind = std::move(message);
    store::Item row;
    row.id = ItemId(item.id);
    row.created_at = item.created_at;
    json::write_item(row.body, item);
    return row;
  }

  store::Store& store_;
  ProjectId project_;
  Plan plan_;
  std::uint64_t next_ = 0;
  std::vector<std::string> ids_;
  SystemRandom random_;
  Timestamp start_ = SystemClock().now() - std::chrono::hours(24 * 30);
};

boost::asio::awaitable<void> find_project(store::Store& store, ProjectId& project) {
  auto projects = co_await store.list_projects();
  if (projects && !projects->empty()) project = projects->front().id;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: seed_store DATABASE THREADS FULL_THREADS DEEP_ITEMS\n";
    return 2;
  }
  const SystemClock clock;
  boost::asio::io_context io;  // Before the store: its writer may wake it to the last.
  store::SqliteOptions options;
  options.file = argv[1];
  auto opened = store::open_sqlite_store(std::move(options), clock);
  if (!opened) {
    std::cerr << "seed_store: " << opened.error().log_text << "\n";
    return 1;
  }
  Plan plan;
  plan.threads = std::strtoull(argv[2], nullptr, 10);
  plan.full_threads = std::strtoull(argv[3], nullptr, 10);
  plan.deep_items = std::strtoull(argv[4], nullptr, 10);

  ProjectId project;
  boost::asio::co_spawn(io, find_project(**opened, project), boost::asio::detached);
  io.run();
  io.restart();

  Seeder seeder(**opened, project, plan);
  for (int i = 0; i < kWriters; ++i) {
    boost::asio::co_spawn(io, seeder.write_some(), boost::asio::detached);
  }
  io.run();
  seeder.print_ids();
  return 0;
}
