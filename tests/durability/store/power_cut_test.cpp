#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>

#include "contract/store/sample_rows.hpp"
#include "durability/store/faulty_disk.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/sqlite_store.hpp"

// The power goes off at a random write. Whatever was acknowledged is there afterwards, and the
// store opens by itself. CHATKIT_TEST_ROUNDS says how often.
namespace chatkit::test {
namespace {

namespace asio = boost::asio;

int rounds() {
  const char* text = std::getenv("CHATKIT_TEST_ROUNDS");
  return text == nullptr ? 60 : std::atoi(text);
}

/// What the store has acknowledged, and what it was asked for last: that may be there or not.
struct Acknowledged {
  std::map<std::string, std::string> bodies;
  std::set<std::string> removed;
  std::set<std::string> in_doubt;
  std::set<std::string> threads;
  /// Attachments whose bytes came, and feedback.
  std::set<std::string> files;
  std::set<std::string> feedback;
};

/// What a user leaves beside a message; false once the power is off.
asio::awaitable<bool> leave_file_and_feedback(store::Store& store, std::string thread,
                                              std::string item, Acknowledged& acknowledged) {
  const auto attachment = sample_attachment("file_" + item);
  const auto added = co_await store.add_attachment(attachment, 1'000'000);
  if (!added) co_return false;
  store::UploadedFile upload;
  upload.file = item;
  const auto filled = co_await store.fill_attachment(attachment.id, upload);
  if (!filled) co_return false;
  acknowledged.files.insert(item);
  const auto feedback = sample_feedback(("feedback_" + item).c_str(), thread.c_str(), {});
  const auto given = co_await store.add_feedback(project_scope(), feedback);
  if (!given) co_return false;
  acknowledged.feedback.insert(feedback.id.str());
  co_return true;
}

/// One user of the store: everything in its thread is named after it.
asio::awaitable<void> work(store::Store& store, std::string name, unsigned seed,
                           Acknowledged& acknowledged) {
  std::mt19937 random(seed);
  auto turn = sample_turn(("run_" + name).c_str(), "");
  turn.new_thread = sample_thread(name);
  turn.user_item = sample_item(name + "_0");
  const auto started = co_await store.start_turn(project_scope(), turn);
  if (!started) co_return;
  acknowledged.threads.insert(name);
  acknowledged.bodies[name + "_0"] = turn.user_item->body;
  const ThreadId thread(name);
  for (int i = 1;; ++i) {
    auto item = sample_item(name + "_" + std::to_string(i));
    item.body = std::string(random() % 60'000, static_cast<char>('a' + i % 26));
    const std::string id = item.id.str();
    acknowledged.in_doubt.insert(id);
    const auto added = co_await store.add_item(project_scope(), thread, item);
    if (!added) co_return;
    acknowledged.bodies[id] = item.body;
    acknowledged.in_doubt.erase(id);
    if (i % 8 == 0) {
      const bool left = co_await leave_file_and_feedback(store, name, id, acknowledged);
      if (!left) co_return;
    }

    const std::string other = name + "_" + std::to_string(random() % static_cast<unsigned>(i));
    if (!acknowledged.bodies.contains(other)) continue;
    acknowledged.in_doubt.insert(other);
    if (random() % 2 == 0) {
      const auto removed = co_await store.remove_item(project_scope(), thread, ItemId(other));
      if (!removed) co_return;
      acknowledged.bodies.erase(other);
      acknowledged.removed.insert(other);
    } else {
      auto replacement = sample_item(other);
      replacement.body = std::string(random() % 20'000, 'R');
      const auto replaced = co_await store.replace_item(project_scope(), thread, replacement);
      if (!replaced) co_return;
      acknowledged.bodies[other] = replacement.body;
    }
    acknowledged.in_doubt.erase(other);
  }
}

void expect_files_and_feedback(store::Store& store, const Acknowledged& acknowledged) {
  for (const std::string& file : acknowledged.files) {
    const auto found = must(store.find_attachment(AttachmentId("file_" + file)));
    ASSERT_EQ(found.file, file);
  }
  std::set<std::string> found;
  store::FeedbackQuery query;
  query.page.limit = 100;
  for (bool more = true; more;) {
    const auto page = must(store.list_feedback(ProjectId("proj_1"), query));
    for (const auto& feedback : page.data) found.insert(feedback.id.str());
    more = page.has_more;
    if (more) query.page.after = page.data.back().id.str();
  }
  for (const std::string& id : acknowledged.feedback) {
    ASSERT_TRUE(found.contains(id)) << id << " was acknowledged and is gone";
  }
}

void expect_everything_acknowledged(store::Store& store, const Acknowledged& acknowledged) {
  std::map<std::string, std::string> found;
  for (const std::string& thread : acknowledged.threads) {
    ASSERT_NO_THROW(must(store.get_thread(project_scope(), ThreadId(thread)))) << thread;
    store::ItemPageQuery query;
    query.page.limit = 100;
    query.page.order = Order::asc;
    for (bool more = true; more;) {
      const auto page = must(store.list_items(project_scope(), ThreadId(thread), query));
      for (const auto& item : page.data) found[item.id.str()] = item.body;
      more = page.has_more;
      if (more) query.page.after = page.data.back().id.str();
    }
  }
  for (const auto& [id, body] : acknowledged.bodies) {
    if (acknowledged.in_doubt.contains(id)) continue;
    ASSERT_TRUE(found.contains(id)) << id << " was acknowledged and is gone";
    ASSERT_TRUE(found[id] == body) << id << " is not what was acknowledged";
  }
  for (const std::string& id : acknowledged.removed) {
    ASSERT_FALSE(found.contains(id)) << id << " was removed and is back";
  }
}

void expect_sound(const std::filesystem::path& file) {
  store::sqlite::Connection::Options options;
  options.file = file.string();
  store::sqlite::Connection connection(options);
  EXPECT_EQ(connection.integer_of(
                "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
            0);
  EXPECT_EQ(connection.integer_of("SELECT count(*) FROM items"),
            connection.integer_of("SELECT items FROM counters"));
}

store::SqliteOptions options_for(const std::filesystem::path& directory, std::string vfs) {
  store::SqliteOptions options;
  options.file = directory / "store.db";
  options.vfs = std::move(vfs);
  return options;
}

class PowerCut : public testing::Test {
 protected:
  /// Fills a store on a disk that loses its power at a random moment; what is left is in `left`.
  void run_until_power_cut(const std::filesystem::path& left, Acknowledged& acknowledged) {
    TemporaryDirectory directory;
    FaultyDisk disk("power-cut");
    {
      asio::io_context context;
      auto opened = store::open_sqlite_store(options_for(directory.path(), disk.name()), clock_);
      ASSERT_TRUE(opened) << opened.error().log_text;
      must((*opened)->add_project(sample_project()));
      disk.cut_power_after(1 + static_cast<std::int64_t>(random_() % 6000));
      for (int i = 0; i < 4; ++i) {
        asio::co_spawn(
            context,
            work(**opened, "t" + std::to_string(i), static_cast<unsigned>(random_()), acknowledged),
            asio::detached);
      }
      context.run();
      opened->reset();
    }
    EXPECT_TRUE(disk.power_is_off());
    disk.write_what_is_left(left, random_);
  }

  ManualClock clock_;
  std::mt19937 random_;
};

TEST_F(PowerCut, LosesNothingThatWasAcknowledged) {
  std::size_t acknowledged_items = 0;
  std::size_t acknowledged_feedback = 0;
  for (int round = 0; round < rounds(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    random_.seed(static_cast<unsigned>(round));
    TemporaryDirectory left;
    Acknowledged acknowledged;
    ASSERT_NO_FATAL_FAILURE(run_until_power_cut(left.path(), acknowledged));
    auto reopened = store::open_sqlite_store(options_for(left.path(), ""), clock_);
    ASSERT_TRUE(reopened) << reopened.error().log_text;
    ASSERT_NO_FATAL_FAILURE(expect_everything_acknowledged(**reopened, acknowledged));
    ASSERT_NO_FATAL_FAILURE(expect_files_and_feedback(**reopened, acknowledged));
    must((*reopened)->check());
    reopened->reset();
    ASSERT_NO_FATAL_FAILURE(expect_sound(left.path() / "store.db"));
    acknowledged_items += acknowledged.bodies.size();
    acknowledged_feedback += acknowledged.feedback.size();
  }
  EXPECT_GT(acknowledged_items, static_cast<std::size_t>(rounds()));
  EXPECT_GT(acknowledged_feedback, 0U);
}

class FullDisk : public testing::Test {
 protected:
  FullDisk() {
    auto opened = store::open_sqlite_store(options_for(directory_.path(), disk_.name()), clock_);
    if (!opened) throw std::runtime_error(opened.error().log_text);
    store_ = std::move(*opened);
    must(store_->add_project(sample_project()));
    must(store_->import_thread(sample_thread("t"), {sample_item("first")}));
  }
  auto add(const std::string& id) {
    auto item = sample_item(id);
    item.body = std::string(20'000, 'x');
    return store_->add_item(project_scope(), ThreadId("t"), item);
  }

  ManualClock clock_;
  TemporaryDirectory directory_;
  FaultyDisk disk_{"full-disk"};
  std::unique_ptr<store::Store> store_;
};

TEST_F(FullDisk, RefusesWritesAndGoesOnReading) {
  must(add("second"));
  disk_.set_full(true);
  const auto error = failure_of(add("third"));
  EXPECT_EQ(error.kind, ErrorKind::unavailable);
  EXPECT_FALSE(error.log_text.empty());
  EXPECT_EQ(failure_of(store_->check()).kind, ErrorKind::unavailable);
  must(store_->get_item(project_scope(), ThreadId("t"), ItemId("second")));
  EXPECT_EQ(failure_of(store_->get_item(project_scope(), ThreadId("t"), ItemId("third"))).kind,
            ErrorKind::not_found);
}

TEST_F(FullDisk, RecoversByItselfOnceThereIsSpace) {
  disk_.set_full(true);
  for (int i = 0; i < 20; ++i) failure_of(add("lost" + std::to_string(i)));
  disk_.set_full(false);
  must(store_->check());
  must(add("second"));
  const auto page = must(store_->list_items(project_scope(), ThreadId("t"), {}));
  EXPECT_EQ(ids_of(page), (std::vector<std::string>{"second", "first"}));
  store_.reset();
  expect_sound(directory_.path() / "store.db");
}

}  // namespace
}  // namespace chatkit::test
