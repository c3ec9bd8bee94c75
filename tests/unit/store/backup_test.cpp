#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "contract/store/sample_rows.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace chatkit::test {
namespace {

namespace asio = boost::asio;

class SqliteBackup : public testing::Test {
 protected:
  std::unique_ptr<store::Store> open(const std::filesystem::path& file) {
    store::SqliteOptions options;
    options.file = file;
    auto opened = store::open_sqlite_store(options, clock_);
    if (!opened) throw std::runtime_error(opened.error().log_text);
    return std::move(*opened);
  }
  ManualClock clock_;
  TemporaryDirectory directory_;
};

asio::awaitable<void> write_pairs(store::Store& store, const bool* stop) {
  for (int i = 0; !*stop; ++i) {
    auto turn = sample_turn(("run" + std::to_string(i)).c_str(), "");
    turn.new_thread = sample_thread("t" + std::to_string(i));
    turn.user_item = sample_item("i");
    const auto started = co_await store.start_turn(project_scope(), turn);
    EXPECT_TRUE(started);
  }
}

asio::awaitable<void> take_copies(store::Store& store, std::filesystem::path directory,
                                  bool* stop) {
  for (int i = 0; i < 5; ++i) {
    const auto copied = co_await store.backup(directory / ("copy" + std::to_string(i)));
    EXPECT_TRUE(copied) << copied.error().log_text;
  }
  *stop = true;
}

TEST_F(SqliteBackup, CopiesConsistentlyWhileTurnsAreWritten) {
  asio::io_context context;
  bool stop = false;
  auto store = open(directory_.path() / "store.db");
  must(store->add_project(sample_project()));
  asio::co_spawn(context, write_pairs(*store, &stop), asio::detached);
  asio::co_spawn(context, take_copies(*store, directory_.path(), &stop), asio::detached);
  context.run();
  store.reset();
  for (int i = 0; i < 5; ++i) {
    const auto file = directory_.path() / ("copy" + std::to_string(i));
    EXPECT_FALSE(std::filesystem::exists(file.string() + ".partial"));
    auto copy = open(file);
    const auto counts = must(copy->counts());
    EXPECT_EQ(counts.items, counts.threads) << "each thread came with its item";
    copy.reset();
    store::sqlite::Connection::Options options;
    options.file = file.string();
    store::sqlite::Connection connection(options);
    EXPECT_EQ(connection.integer_of("SELECT count(*) FROM pragma_integrity_check "
                                    "WHERE integrity_check <> 'ok'"),
              0);
  }
}

TEST_F(SqliteBackup, GivesAnErrorWhereTheTargetCannotBeWritten) {
  auto store = open(directory_.path() / "store.db");
  EXPECT_EQ(failure_of(store->backup(directory_.path() / "none" / "copy")).kind,
            ErrorKind::unavailable);
}

}  // namespace
}  // namespace chatkit::test
