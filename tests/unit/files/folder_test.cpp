#include "files/folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/counting_random.hpp"
#include "unit/app/temporary_folder.hpp"

namespace chatkit::files {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::size_t files_below(const std::filesystem::path& path) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) ++count;
  }
  return count;
}

class FolderTest : public ::testing::Test {
 protected:
  std::string keep(std::string_view bytes, std::string_view id = "cfile_1") {
    IncomingFile file = folder.begin().value();
    EXPECT_TRUE(file.append(bytes));
    return folder.keep(std::move(file), id).value();
  }
  /// Every name that was kept, whenever that was.
  std::vector<std::string> names() {
    std::vector<std::string> all;
    const auto later = std::chrono::system_clock::now() + std::chrono::hours(1);
    for (unsigned shard = 0; shard < Folder::kShards; ++shard) {
      for (std::string& name : folder.names_before(shard, later).value()) all.push_back(name);
    }
    return all;
  }

  app::testing::TemporaryFolder temporary;
  test::CountingRandom random;
  std::filesystem::path path = temporary / "files";
  Folder folder = Folder::open(path, random).value();
};

TEST_F(FolderTest, KeepsAFileUnderANameOfItsOwn) {
  const std::string name = keep("bytes");
  EXPECT_EQ(Folder::id_of(name), "cfile_1");
  EXPECT_NE(keep("others"), name);
  const Descriptor file = folder.open_file(name).value();
  std::string bytes(5, '\0');
  EXPECT_EQ(::read(file.number(), bytes.data(), bytes.size()), 5);
  EXPECT_EQ(bytes, "bytes");
  struct stat facts{};
  ASSERT_EQ(::fstat(file.number(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
}

TEST_F(FolderTest, WhatIsNotKeptIsGone) {
  {
    IncomingFile file = folder.begin().value();
    EXPECT_TRUE(file.append("bytes"));
    EXPECT_EQ(files_below(path), 1U);
  }
  EXPECT_EQ(files_below(path), 0U);
}

TEST_F(FolderTest, OpeningAgainRemovesWhatWasHalfWay) {
  std::ofstream(path / "incoming" / "0123") << "half";
  const std::string name = keep("whole");
  const Folder again = Folder::open(path, random).value();
  EXPECT_EQ(files_below(path), 1U);
  EXPECT_TRUE(again.open_file(name));
}

TEST_F(FolderTest, RemovingIsRepeatable) {
  const std::string name = keep("bytes");
  EXPECT_TRUE(folder.remove(name));
  EXPECT_TRUE(folder.remove(name));
  EXPECT_TRUE(folder.remove(""));
  EXPECT_EQ(folder.open_file(name).error().kind, ErrorKind::not_found);
}

TEST_F(FolderTest, NamesThatAreNotOfItsMakingNameNothing) {
  temporary.write("secret", "secret");
  std::ofstream(path / "ab") << "x";
  for (const char* name : {"", "a", "..", "../secret", "/etc/passwd", "cfile_1",
                           "../../etc/passwd.0123456789abcdef", "x/y.0123456789abcdef",
                           "cfile_1.0123456789ABCDEF", "cfile_1.0123456789abcdef/../../secret"}) {
    EXPECT_EQ(folder.open_file(name).error().kind, ErrorKind::not_found) << name;
    EXPECT_TRUE(folder.remove(name)) << name;
  }
  EXPECT_EQ(temporary.read("secret"), "secret");
}

TEST_F(FolderTest, IdsThatAreNoFileNamesAreRefused) {
  for (const char* id : {"", "..", "a/b", "a.b", "a b"}) {
    EXPECT_FALSE(folder.keep(folder.begin().value(), id)) << id;
  }
  EXPECT_EQ(files_below(path), 0U);
}

TEST_F(FolderTest, ListsWhatIsOldEnough) {
  EXPECT_THAT(names(), IsEmpty());
  const std::string name = keep("bytes");
  std::ofstream(path / name.substr(name.size() - 2) / "not ours") << "x";
  EXPECT_THAT(names(), ElementsAre(name));
  const auto long_ago = std::chrono::system_clock::now() - std::chrono::hours(1);
  for (unsigned shard = 0; shard < Folder::kShards; ++shard) {
    EXPECT_THAT(folder.names_before(shard, long_ago).value(), IsEmpty());
  }
}

TEST_F(FolderTest, IsOursAlone) {
  struct stat facts{};
  ASSERT_EQ(::stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0700U);
}

TEST_F(FolderTest, APlaceThatIsNoFolderIsReported) {
  const auto file = temporary.write("plain", "x");
  EXPECT_EQ(Folder::open(file, random).error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace chatkit::files
