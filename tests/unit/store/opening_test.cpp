#include <gmock/gmock.h>

#include <array>
#include <fstream>

#include "contract/store/sample_rows.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/sqlite_store.hpp"

// Opening files: what is a store, which versions, migrations.
namespace chatkit::store::sqlite {
namespace {

using test::ManualClock;
using test::TemporaryDirectory;
using testing::HasSubstr;

class SqliteOpening : public testing::Test {
 protected:
  Result<std::unique_ptr<Store>> open() {
    SqliteOptions options;
    options.file = file();
    return open_sqlite_store(options, clock_);
  }
  std::filesystem::path file() const { return directory_.path() / "store.db"; }
  Connection::Options creating() const {
    Connection::Options options;
    options.file = file().string();
    options.may_create = true;
    return options;
  }
  Error expect_refused() {
    auto opened = open();
    if (opened) {
      ADD_FAILURE() << "the file should have been refused";
      return {};
    }
    EXPECT_EQ(opened.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(opened.error().log_text, HasSubstr(file().string()));
    return opened.error();
  }

  ManualClock clock_;
  TemporaryDirectory directory_;
};

TEST_F(SqliteOpening, TakesAnEmptyFileAsANewStore) {
  std::ofstream(file()).close();
  EXPECT_TRUE(open());
}

TEST_F(SqliteOpening, RefusesAFileThatIsNotADatabase) {
  std::ofstream(file()) << std::string(10'000, 'x');
  EXPECT_THAT(expect_refused().log_text, HasSubstr("not a chatkit store"));
}

TEST_F(SqliteOpening, RefusesAnotherProgramsDatabaseAndLeavesItAlone) {
  {
    Connection other(creating());
    other.execute("CREATE TABLE others (a); INSERT INTO others VALUES (1)");
  }
  EXPECT_THAT(expect_refused().log_text, HasSubstr("another program's"));
  Connection other(creating());
  EXPECT_EQ(other.integer_of("SELECT count(*) FROM sqlite_schema"), 1);
  EXPECT_FALSE(std::filesystem::exists(file().string() + "-wal"));
}

TEST_F(SqliteOpening, RefusesANewerSchemaInWordsForTheOperator) {
  ASSERT_TRUE(open());
  {
    Connection connection(creating());
    connection.execute("PRAGMA user_version=99");
  }
  const std::string text = expect_refused().log_text;
  EXPECT_THAT(text, HasSubstr("schema version 99"));
  EXPECT_THAT(text, HasSubstr("newer"));
}

TEST_F(SqliteOpening, SaysWhyADirectoryThatIsNotThereCannotBeUsed) {
  SqliteOptions options;
  options.file = directory_.path() / "none" / "store.db";
  auto opened = open_sqlite_store(options, clock_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(opened.error().log_text, HasSubstr("directory must exist"));
}

TEST_F(SqliteOpening, MayBeOpenedTwiceInOneProcess) {
  auto first = open();
  ASSERT_TRUE(first);
  auto second = open();
  ASSERT_TRUE(second);
  test::must((*first)->set_note("a", "1"));
  clock_.advance(std::chrono::milliseconds(51));
  EXPECT_EQ(test::must((*second)->get_note("a")), "1");
  test::must((*second)->set_note("a", "2"));
  clock_.advance(std::chrono::milliseconds(51));
  EXPECT_EQ(test::must((*first)->get_note("a")), "2");
}

constexpr std::array kTwoSteps = {
    Migration{1, "CREATE TABLE first (a); INSERT INTO first VALUES (7)"},
    Migration{2, "ALTER TABLE first ADD COLUMN b DEFAULT 8"}};
constexpr std::array kBadStep = {kTwoSteps[0], Migration{2, "CREATE TABLE first (again)"}};

TEST_F(SqliteOpening, MigratesAnOlderStoreAndLeavesACopyOfIt) {
  Connection connection(creating());
  ASSERT_TRUE(migrate(connection, file(), std::span(kTwoSteps).first(1)));
  ASSERT_TRUE(migrate(connection, file(), kTwoSteps));
  EXPECT_EQ(connection.integer_of("SELECT a * 10 + b FROM first"), 78);
  EXPECT_EQ(connection.integer_of("PRAGMA user_version"), 2);

  Connection::Options copy;
  copy.file = file().string() + ".before-v2";
  Connection before(copy);
  EXPECT_EQ(before.integer_of("PRAGMA user_version"), 1);
  EXPECT_EQ(before.integer_of("SELECT a FROM first"), 7);
}

TEST_F(SqliteOpening, LeavesAStoreAsItWasWhenAMigrationFails) {
  Connection connection(creating());
  ASSERT_TRUE(migrate(connection, file(), std::span(kTwoSteps).first(1)));
  EXPECT_THROW((void)migrate(connection, file(), kBadStep), Failure);
  EXPECT_EQ(connection.integer_of("PRAGMA user_version"), 1);
  EXPECT_TRUE(migrate(connection, file(), kTwoSteps));
}

TEST_F(SqliteOpening, CopiesNothingForANewStore) {
  ASSERT_TRUE(open());
  for (const Migration& step : migrations()) {
    EXPECT_FALSE(std::filesystem::exists(file().string() + ".before-v" + std::to_string(step.to)));
  }
}

}  // namespace
}  // namespace chatkit::store::sqlite
