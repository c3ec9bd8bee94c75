#include "app/data_directory.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/private_file.hpp"
#include "app/server_file.hpp"
#include "unit/app/temporary_folder.hpp"

namespace chatkit::app {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;
using Missing = DataDirectory::Missing;

mode_t mode_of(const std::filesystem::path& file) {
  struct stat status{};
  EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
  return status.st_mode & 07777U;
}

TEST(DataDirectory, IsMadeForItsOwnerAlone) {
  const TemporaryFolder folder;
  const auto data = DataDirectory::open(folder / "a/b", Missing::make, "test");
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(mode_of(folder / "a/b"), 0700U);
}

TEST(DataDirectory, IsNotMadeWhereItMustBeThere) {
  const TemporaryFolder folder;
  const auto data = DataDirectory::open(folder / "a", Missing::refuse, "test");
  ASSERT_FALSE(data);
  EXPECT_EQ(data.error().kind, ErrorKind::not_found);
  EXPECT_FALSE(std::filesystem::exists(folder / "a"));
}

TEST(DataDirectory, NamesWhoHoldsIt) {
  const TemporaryFolder folder;
  const auto held = DataDirectory::open(folder.path(), Missing::make, "chatkit serve");
  ASSERT_TRUE(held);
  const auto second = DataDirectory::open(folder.path(), Missing::make, "other");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::conflict);
  EXPECT_THAT(second.error().message,
              HasSubstr("chatkit serve (process " + std::to_string(::getpid()) + ")"));
}

TEST(DataDirectory, IsFreeOnceItsHolderIsGone) {
  const TemporaryFolder folder;
  {
    const auto held = DataDirectory::open(folder.path(), Missing::make, "first");
  }
  EXPECT_TRUE(DataDirectory::open(folder.path(), Missing::make, "second"));
}

TEST(DataDirectory, ForgetsAServerThatWasKilled) {
  const TemporaryFolder folder;
  folder.write("server.json", "{}");
  const auto data = DataDirectory::open(folder.path(), Missing::make, "test");
  EXPECT_FALSE(std::filesystem::exists(folder / "server.json"));
}

TEST(DataDirectory, RefusesAFile) {
  const TemporaryFolder folder;
  const auto data = DataDirectory::open(folder.write("f", ""), Missing::make, "test");
  ASSERT_FALSE(data);
  EXPECT_THAT(data.error().message, HasSubstr("is not a directory"));
}

TEST(DataDirectory, SaysWhatToDoWhereItIsNotWritable) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const TemporaryFolder folder;
  ASSERT_EQ(::chmod(folder.path().c_str(), 0500), 0);
  const auto data = DataDirectory::open(folder.path(), Missing::make, "test");
  ::chmod(folder.path().c_str(), 0700);
  ASSERT_FALSE(data);
  EXPECT_THAT(data.error().message, HasSubstr("--data DIR"));
}

class SigningKeys : public ::testing::Test {
 protected:
  Result<access::SigningKeys> read() {
    const auto data = DataDirectory::open(folder_.path(), Missing::make, "test");
    return data->signing_keys(random_);
  }
  void write(const std::string& text, mode_t mode) {
    folder_.write("signing-keys", text);
    ASSERT_EQ(::chmod((folder_ / "signing-keys").c_str(), mode), 0);
  }
  TemporaryFolder folder_;
  SystemRandom random_;
};

TEST_F(SigningKeys, AreMadeOnceAndKept) {
  const auto first = read();
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->current.expose().size(), 32U);
  EXPECT_TRUE(first->previous.empty());
  EXPECT_EQ(mode_of(folder_ / "signing-keys"), 0600U);
  EXPECT_EQ(read()->current.expose(), first->current.expose());
}

TEST_F(SigningKeys, TwoLinesAreCurrentAndPrevious) {
  write(std::string(64, 'a') + "\n" + std::string(64, 'b') + "\n", 0600);
  const auto keys = read();
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->current.expose(), std::string(32, '\xaa'));
  EXPECT_EQ(keys->previous.expose(), std::string(32, '\xbb'));
}

TEST_F(SigningKeys, AreRefusedWhereOthersMayReadThem) {
  write(std::string(64, 'a') + "\n", 0640);
  const auto keys = read();
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().kind, ErrorKind::permission);
  EXPECT_THAT(keys.error().message, HasSubstr("chmod 600"));
}

TEST_F(SigningKeys, AreRefusedWhereTheyAreNone) {
  const auto line = std::string(64, 'a') + "\n";
  for (const auto& text :
       {std::string(), std::string("abc\n"), std::string(64, 'g') + "\n", line + line + line}) {
    write(text, 0600);
    EXPECT_FALSE(read()) << text;
  }
}

TEST(PrivateFile, ReplacesAFileThatWasOpenToOthers) {
  const TemporaryFolder folder;
  const auto file = folder.write("key", "old");
  ASSERT_EQ(::chmod(file.c_str(), 0644), 0);
  ASSERT_TRUE(write_private_file(file, "new"));
  EXPECT_EQ(mode_of(file), 0600U);
  EXPECT_EQ(*read_private_file(file), "new");
}

TEST(ServerFile, ReadsWhatItWrote) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_server_file(folder / "s", {"http://127.0.0.1:1", 42, Secret("t\"oken")}));
  EXPECT_EQ(mode_of(folder / "s"), 0600U);
  const auto read = read_server_file(folder / "s");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->url, "http://127.0.0.1:1");
  EXPECT_EQ(read->pid, 42);
  EXPECT_EQ(read->admin_token.expose(), "t\"oken");
}

}  // namespace
}  // namespace chatkit::app
