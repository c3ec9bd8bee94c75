#include "conversation/file_sweep.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "unit/conversation/file_world.hpp"

namespace chatkit::conversation {
namespace {

using namespace std::chrono_literals;

class FileSweepTest : public ::testing::Test {
 protected:
  FileSweep sweep() {
    return world.run(sweep_files(world.store.get(), world.files.get(), world.clock.now())).value();
  }
  AttachmentId keep(const store::Session& session) {
    const auto created = world.create(session, "a.txt", 1, "text/plain");
    EXPECT_EQ(world.put(created.at("/upload_descriptor/url"), "a").status, 200);
    return test::id_in(created);
  }

  test::FileWorld world;
};

TEST_F(FileSweepTest, RemovesUploadsThatNoMessageNamedInTime) {
  const auto session = world.add_session();
  const AttachmentId id = keep(session);
  world.clock.advance(23h);
  EXPECT_EQ(sweep().attachments, 0U);
  EXPECT_EQ(world.files_on_disk(), 1U);
  world.clock.advance(2h);
  EXPECT_EQ(sweep().attachments, 1U);
  EXPECT_EQ(world.files_on_disk(), 0U);
  EXPECT_FALSE(world.run(world.store->find_attachment(id)));
  EXPECT_EQ(sweep().attachments, 0U);
}

TEST_F(FileSweepTest, RemovesTheFilesOfADeletedThread) {
  const auto session = world.add_session();
  const AttachmentId id = keep(session);
  const ThreadId thread = world.add_thread(session);
  store::TurnStart start;
  start.attachments.push_back(id);
  start.run.id = new_run_id(world.clock.now(), world.random);
  start.run.project = session.project;
  start.run.thread = thread;
  start.run.session = session.id;
  start.run.user = session.user;
  start.run.started_at = world.clock.now();
  ASSERT_TRUE(world.run(world.store->start_turn(world.scope_of(session), start)));
  world.clock.advance(48h);
  EXPECT_EQ(sweep().attachments, 0U) << "it belongs to a thread";
  ASSERT_TRUE(world.run(world.store->delete_thread(world.scope_of(session), thread)));
  EXPECT_EQ(sweep().attachments, 1U);
  EXPECT_EQ(world.files_on_disk(), 0U);
}

TEST_F(FileSweepTest, RemovesBytesThatNoRowNames) {
  const auto session = world.add_session();
  const AttachmentId id = keep(session);
  const auto row = world.run(world.store->find_attachment(id)).value();
  const auto shard = world.folder / "files" / row.file.substr(row.file.size() - 2);
  // The same attachment, another upload: what a crash left between the disk and the row.
  std::string nameless = row.file;
  nameless[nameless.size() - 3] = nameless[nameless.size() - 3] == '0' ? '1' : '0';
  std::ofstream(shard / nameless) << "left";
  const auto long_ago =
      std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * 4000);
  std::filesystem::last_write_time(shard / nameless, long_ago);
  std::filesystem::last_write_time(shard / row.file, long_ago);
  std::size_t removed = 0;
  for (unsigned i = 0; i < files::Files::kShards; ++i) removed += sweep().nameless_files;
  EXPECT_EQ(removed, 1U);
  EXPECT_FALSE(std::filesystem::exists(shard / nameless));
  EXPECT_TRUE(std::filesystem::exists(shard / row.file));
}

}  // namespace
}  // namespace chatkit::conversation
