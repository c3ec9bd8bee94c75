#include <gmock/gmock.h>

#include "contract/store/sample_rows.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/sqlite_store.hpp"

// Stores that earlier versions of this program wrote.
namespace chatkit::store::sqlite {
namespace {

using std::chrono::seconds;
using test::failure_of;
using test::must;
using test::project_scope;
using testing::ElementsAre;
using testing::IsEmpty;

// What version 1 wrote for two turns in one thread, the second still running, and for a session.
constexpr char kRowsOfVersion1[] = R"sql(
INSERT INTO projects VALUES (1, 'proj_1', 'Sample', 1);
INSERT INTO sessions VALUES (1, 'sess_1', 1, 'user_1', 'wf_1', NULL, 'v2', '{"a":"x"}', 1, 1, 0,
  512, 10, 1, NULL, 10, NULL, 1000000000, 1600000000, NULL);
INSERT INTO threads (number, id, project, user, workflow_id, session, created_at, status, title,
  title_source) VALUES (1, 'thr_1', 1, 'user_1', 'wf_1', 'sess_1', 1000000000, 'active', 'Old', 2);
INSERT INTO items VALUES ((1 << 24) + 1, 'i1', 2, 1000000000, '{"id":"i1"}');
INSERT INTO items VALUES ((1 << 24) + 2, 'i2', 2, 1000000001, '{"id":"i2"}');
INSERT INTO runs VALUES (1, 'run_1', 1, 1, 'sess_1', 'v2', 3, 1000000000, 1000000001, 'went wrong');
INSERT INTO runs VALUES (2, 'run_2', 1, 1, 'sess_1', 'v2', 0, 1000000002, NULL, NULL);
INSERT INTO idempotency VALUES (1, 'key', x'00', 'sess_1', 1000000000);
UPDATE counters SET sessions = 1, threads = 1, items = 2;
)sql";

class SqliteMigration : public testing::Test {
 protected:
  SqliteMigration() {
    Connection::Options creating;
    creating.file = file().string();
    creating.may_create = true;
    Connection connection(creating);
    connection.execute("PRAGMA journal_mode=WAL");
    EXPECT_TRUE(migrate(connection, file(), migrations().first(1)));
    connection.execute(kRowsOfVersion1);
  }
  std::unique_ptr<Store> open() {
    SqliteOptions options;
    options.file = file();
    auto opened = open_sqlite_store(options, clock_);
    if (!opened) throw std::runtime_error(opened.error().log_text);
    return std::move(*opened);
  }
  std::filesystem::path file() const { return directory_.path() / "store.db"; }

  test::ManualClock clock_;
  test::TemporaryDirectory directory_;
};

TEST_F(SqliteMigration, KeepsWhatVersion1Wrote) {
  const auto store = open();
  const auto session = must(store->find_session(SessionId("sess_1")));
  EXPECT_EQ(session.state_variables, (StateVariables{{"a", "x"}}));
  EXPECT_EQ(must(store->get_thread(project_scope(), ThreadId("thr_1"))).title, "Old");
  EXPECT_THAT(test::ids_of(must(store->list_items(project_scope(), ThreadId("thr_1"), {}))),
              ElementsAre("i2", "i1"));
  EXPECT_EQ(must(store->find_idempotency(ProjectId("proj_1"), "key")).target, "sess_1");
  EXPECT_EQ(must(store->counts()).items, 2U);
}

TEST_F(SqliteMigration, LeavesACopyAsVersion1WroteIt) {
  open();
  Connection::Options copy;
  copy.file = file().string() + ".before-v2";
  Connection before(copy);
  EXPECT_EQ(before.integer_of("PRAGMA user_version"), 1);
  EXPECT_EQ(before.integer_of("SELECT count(*) FROM items"), 2);
  EXPECT_EQ(before.integer_of("SELECT count(*) FROM runs"), 2);
}

TEST_F(SqliteMigration, TakesRunsOfVersion1AsUntraced) {
  const auto store = open();
  const auto run = must(store->get_run(project_scope(), RunId("run_1")));
  EXPECT_EQ(run.state, RunState::failed);
  EXPECT_EQ(run.error, "went wrong");
  EXPECT_EQ(run.cause, "");
  EXPECT_FALSE(run.traced);
  EXPECT_THAT(must(store->list_runs(ProjectId("proj_1"), {})).data, IsEmpty());
  EXPECT_THAT(must(store->list_run_items(project_scope(), RunId("run_1"))), IsEmpty());
}

TEST_F(SqliteMigration, EndsAndFollowsTheRunsOfVersion1) {
  const auto store = open();
  EXPECT_EQ(must(store->interrupt_runs(clock_.now())), 1U);
  must(store->end_turn(ProjectId("proj_1"), RunId("run_2"), {}));
  auto next = test::sample_turn("run_3", "thr_1");
  next.user_item = test::sample_item("i3");
  must(store->start_turn(project_scope(), next));
  EXPECT_THAT(test::ids_of(must(store->list_runs(ProjectId("proj_1"), {}))), ElementsAre("run_3"));
  EXPECT_THAT(test::ids_in(must(store->list_run_items(project_scope(), RunId("run_3")))),
              ElementsAre("i3"));
}

TEST_F(SqliteMigration, HasWhatVersion2Added) {
  const auto store = open();
  must(store->add_attachment(test::sample_attachment("a1"), 1));
  must(store->add_feedback(project_scope(), test::sample_feedback("f1", "thr_1", {"i1"})));
  EXPECT_THAT(test::ids_of(must(store->list_feedback(ProjectId("proj_1"), {}))), ElementsAre("f1"));
  SessionChange change;
  change.expires_at = Timestamp(seconds(1700));
  must(store->update_session(ProjectId("proj_1"), SessionId("sess_1"), change,
                             Timestamp(seconds(1500))));
}

}  // namespace
}  // namespace chatkit::store::sqlite
