#include "files/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/counting_random.hpp"
#include "support/manual_clock.hpp"
#include "support/run.hpp"
#include "support/sample_images.hpp"
#include "unit/app/temporary_folder.hpp"

namespace chatkit::files {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class FilesTest : public ::testing::Test {
 protected:
  std::unique_ptr<Files> open(FilesOptions options = FilesOptions()) {
    options.directory = folder / "files";
    options.public_url = "https://chat.example";
    options.signing_key = Secret(std::string(32, 'k'));
    FilesParts parts;
    parts.clock = &clock;
    parts.random = &random;
    parts.log = log.get();
    parts.metrics = &metrics;
    return Files::open(std::move(options), parts).value();
  }

  static UploadRules rules(std::string type = "", std::uint64_t bytes_max = 1U << 20U) {
    UploadRules out;
    out.id = AttachmentId("cfile_1");
    out.declared_type = std::move(type);
    out.bytes_max = bytes_max;
    return out;
  }
  static Result<StoredFile> upload(Files& files, std::string bytes, std::string type) {
    auto upload = test::run(files.begin(rules(std::move(type)))).value();
    const auto written = test::run(upload->write(std::move(bytes)));
    if (!written) return written.error();
    return test::run(upload->finish());
  }
  std::size_t files_on_disk() {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "files")) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }

  app::testing::TemporaryFolder folder;
  test::ManualClock clock;
  test::CountingRandom random;
  telemetry::Metrics metrics;
  std::shared_ptr<telemetry::Log> log = telemetry::null_log();
};

TEST_F(FilesTest, WhatWasUploadedIsReadBack) {
  const auto files = open();
  const std::string bytes(200'000, 'x');
  const StoredFile kept = upload(*files, bytes, "text/plain").value();
  EXPECT_EQ(kept.mime_type, "text/plain");
  EXPECT_EQ(kept.size, bytes.size());
  EXPECT_EQ(test::run(files->read(kept.file, 1U << 20U)).value(), bytes);
  EXPECT_EQ(attachment_of(kept.file).str(), "cfile_1");

  const auto download = test::run(files->open(kept.file)).value();
  EXPECT_EQ(download->bytes_total(), bytes.size());
  std::string read;
  for (;;) {
    const std::string piece = test::run(download->read_some()).value();
    EXPECT_LE(piece.size(), 64U << 10U);
    if (piece.empty()) break;
    read += piece;
  }
  EXPECT_EQ(read, bytes);
}

TEST_F(FilesTest, ReadingPastTheLimitIsRefused) {
  const auto files = open();
  const StoredFile kept = upload(*files, "12345", "text/plain").value();
  EXPECT_TRUE(test::run(files->read(kept.file, 5)));
  EXPECT_EQ(test::run(files->read(kept.file, 4)).error().kind, ErrorKind::too_large);
}

TEST_F(FilesTest, AFileOfTheLimitIsKeptAndOneByteMoreIsNot) {
  const auto files = open();
  const auto upload = test::run(files->begin(rules("text/plain", 5))).value();
  EXPECT_TRUE(test::run(upload->write("123")));
  EXPECT_TRUE(test::run(upload->write("45")));
  const auto written = test::run(upload->write("6"));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "chatkit.file_too_large");
  EXPECT_EQ(written.error().kind, ErrorKind::too_large);
}

TEST_F(FilesTest, RefusedContentLeavesNothingBehind) {
  FilesOptions options;
  options.threads = 1;
  const auto files = open(std::move(options));
  const auto refused = upload(*files, "MZ\x90 a program \1\2", "image/png");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "chatkit.file_upload_type_rejected");
  EXPECT_EQ(refused.error().kind, ErrorKind::unsupported_type);
  const auto html = upload(*files, "<html>", "text/html");
  ASSERT_FALSE(html);
  EXPECT_EQ(html.error().code, "chatkit.file_upload_type_rejected");
  // What is removed was handed to the one thread before this.
  EXPECT_TRUE(test::run(files->remove({})));
  EXPECT_EQ(files_on_disk(), 0U);
}

TEST_F(FilesTest, AnUploadThatIsGivenUpLeavesNothingBehind) {
  {
    const auto files = open();
    const auto upload = test::run(files->begin(rules())).value();
    EXPECT_TRUE(test::run(upload->write("half")));
    EXPECT_EQ(files_on_disk(), 1U);
  }
  EXPECT_EQ(files_on_disk(), 0U);
}

TEST_F(FilesTest, TwoUploadsOfOneAttachmentDoNotRunAtOnce) {
  const auto files = open();
  auto first = test::run(files->begin(rules())).value();
  const auto second = test::run(files->begin(rules()));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "upload_in_progress");
  first.reset();
  EXPECT_TRUE(test::run(files->begin(rules())));
}

TEST_F(FilesTest, UploadsAtOnceAreBounded) {
  FilesOptions options;
  options.uploads_max = 1;
  const auto files = open(std::move(options));
  auto first = test::run(files->begin(rules())).value();
  UploadRules other = rules();
  other.id = AttachmentId("cfile_2");
  EXPECT_EQ(test::run(files->begin(other)).error().kind, ErrorKind::unavailable);
  first.reset();
  EXPECT_TRUE(test::run(files->begin(other)));
}

TEST_F(FilesTest, WithoutTheProgramAnImageIsAFileWithoutPreview) {
  const auto files = open();
  const StoredFile kept = upload(*files, test::small_png(), "image/png").value();
  EXPECT_EQ(kept.mime_type, "image/png");
  EXPECT_FALSE(kept.is_image());
}

TEST_F(FilesTest, AddressesOpenWhatTheyAreFor) {
  const auto files = open();
  const AttachmentId id("cfile_1");
  const std::string url = files->download_url(id);
  EXPECT_THAT(url, StartsWith("https://chat.example/v1/chatkit/files/cfile_1/content?expires="));
  EXPECT_THAT(files->preview_url(id), HasSubstr("/v1/chatkit/files/cfile_1/preview?expires="));
  const auto value = [&url](std::string_view name) {
    const std::size_t at = url.find(name) + name.size();
    return url.substr(at, url.find('&', at) - at);
  };
  Signature signature;
  signature.expires = value("expires=");
  signature.code = value("signature=");
  EXPECT_TRUE(files->check(Purpose::download, id, signature));
  EXPECT_FALSE(files->check(Purpose::preview, id, signature));
  clock.advance(std::chrono::hours(1));
  EXPECT_TRUE(files->check(Purpose::download, id, signature)) << "it lives an hour at least";
  clock.advance(std::chrono::minutes(5));
  EXPECT_EQ(files->check(Purpose::download, id, signature).error().code, "url_expired");
}

TEST_F(FilesTest, AddressesStayTheSameForACacheToBeOfUse) {
  const auto files = open();
  const AttachmentId id("cfile_1");
  const std::string first = files->preview_url(id);
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(files->preview_url(id), first);
  clock.advance(std::chrono::minutes(5));
  EXPECT_NE(files->preview_url(id), first);
}

TEST_F(FilesTest, CountsWhatItKeeps) {
  const auto files = open();
  ASSERT_TRUE(upload(*files, "12345", "text/plain"));
  EXPECT_THAT(metrics.text(), HasSubstr("chatkit_files_uploaded_total 1\n"));
  EXPECT_THAT(metrics.text(), HasSubstr("chatkit_files_uploaded_bytes_total 5\n"));
}

}  // namespace
}  // namespace chatkit::files
