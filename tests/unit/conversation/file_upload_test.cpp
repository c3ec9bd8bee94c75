#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/sample_images.hpp"
#include "unit/conversation/file_world.hpp"

namespace chatkit::conversation {
namespace {

using namespace std::chrono_literals;
using test::FileAnswer;
using test::form_file;
using test::kFormEnd;
using test::MemoryBody;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class FileUpload : public ::testing::Test {
 protected:
  explicit FileUpload(files::FilesOptions options = files::FilesOptions())
      : world(std::move(options)) {}

  FileAnswer upload(const store::Session& session, const std::string& parts) {
    return world.post_form(session, parts + std::string(kFormEnd));
  }
  /// Nothing is left of what was refused, on disk or in the count of files.
  void expect_nothing_kept(const store::Session& session) {
    EXPECT_EQ(world.files_on_disk(), 0U);
    for (std::int64_t i = 0; i < *session.configuration.file_upload.max_files; ++i) {
      EXPECT_EQ(world.create(session, "a.txt", 1, "text/plain").status, 200) << i;
    }
  }

  test::FileWorld world;
};

TEST_F(FileUpload, KeepsTheFileOfAForm) {
  const auto session = world.add_session();
  const FileAnswer answer =
      upload(session, form_file("notes.txt", "text/plain", std::string(5000, 'n')));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.at("/name"), "notes.txt");
  EXPECT_EQ(answer.at("/mime_type"), "text/plain");
  EXPECT_EQ(answer.at("/type"), "file");
  EXPECT_THAT(answer.body, HasSubstr("\"upload_url\":null,\"preview_url\":null"));
  EXPECT_EQ(answer.header("x-ratelimit-limit-requests"), "120");
  const auto row = world.run(world.store->find_attachment(test::id_in(answer))).value();
  EXPECT_EQ(row.size, 5000U);
  const FileAnswer read = world.get(world.files->download_url(row.id));
  EXPECT_EQ(read.body, std::string(5000, 'n'));
}

TEST_F(FileUpload, IsRefusedBeforeItsBodyIsRead) {
  const auto session = world.add_session();
  test::UploadSettings off;
  off.enabled = false;
  const auto without = world.add_session(off);
  const std::string mine = "Bearer " + world.access->client_secret(session);
  const std::string other = "Bearer " + world.access->client_secret(without);
  const std::string form = "multipart/form-data; boundary=b";
  struct Row {
    test::FileHeaders headers;
    int status;
    std::string code;
  };
  const std::vector<Row> rows = {
      {{{"content-type", form}}, 401, "invalid_client_secret"},
      {{{"authorization", other}, {"content-type", form}}, 403, "chatkit.file_upload_disabled"},
      {{{"authorization", mine}, {"content-type", "image/png"}}, 415, "unsupported_media_type"},
      {{{"authorization", mine}, {"content-type", form}, {"content-length", "99999999"}},
       413,
       "chatkit.file_too_large"},
  };
  for (const Row& row : rows) {
    MemoryBody body("never read", 1000);
    const FileAnswer answer =
        world.request(exchange::Method::post, "/v1/chatkit/files", body, row.headers);
    EXPECT_EQ(answer.status, row.status);
    EXPECT_EQ(answer.code(), row.code);
    EXPECT_FALSE(body.was_read()) << row.code;
  }
}

TEST_F(FileUpload, CountsAgainstTheLimitOfReads) {
  const auto session = world.add_session();
  for (int i = 0; i < 120; ++i) world.access->count_read(session);
  EXPECT_EQ(upload(session, form_file("a.txt", "text/plain", "a")).status, 429);
}

TEST_F(FileUpload, WrongContentUnderARightNameIsRefused) {
  const auto session = world.add_session();
  using std::string_view_literals::operator""sv;
  const std::vector<std::pair<std::string, std::string>> files = {
      {"cat.png", std::string("\x7F\x45\x4C\x46\2\1\1\0\0\0"sv)},
      {"cat.png", "<html><script>alert(1)</script></html>"},
      {"cat.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"},
  };
  for (const auto& [name, content] : files) {
    const FileAnswer answer = upload(session, form_file(name, "image/png", content));
    EXPECT_EQ(answer.status, 415) << content;
    EXPECT_EQ(answer.code(), "chatkit.file_upload_type_rejected");
  }
  expect_nothing_kept(session);
}

TEST_F(FileUpload, TypesThatAreNotAllowedAreRefused) {
  const auto session = world.add_session();
  for (const char* type : {"image/svg+xml", "text/html", "application/zip", "video/mp4"}) {
    const FileAnswer answer = upload(session, form_file("a", type, "<svg/>"));
    EXPECT_EQ(answer.status, 415) << type;
    EXPECT_EQ(answer.code(), "chatkit.file_upload_type_rejected");
  }
  expect_nothing_kept(session);
}

TEST_F(FileUpload, NamesLoseTheirPaths) {
  const auto session = world.add_session();
  const FileAnswer answer =
      upload(session, form_file("../../../etc/cron.d/job", "text/plain", "x"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.at("/name"), "job");
  const FileAnswer read = world.get(world.files->download_url(test::id_in(answer)));
  EXPECT_EQ(read.header("Content-Disposition"), "attachment; filename=\"job\"");
}

TEST_F(FileUpload, AFileOfTheLimitIsKeptAndOneByteMoreIsNot) {
  test::UploadSettings settings;
  settings.files = 2;
  const auto session = world.add_session(settings);
  const std::string most(1U << 20U, 'x');
  EXPECT_EQ(upload(session, form_file("a.txt", "text/plain", most)).status, 200);
  const FileAnswer more = upload(session, form_file("b.txt", "text/plain", most + "x"));
  EXPECT_EQ(more.status, 413);
  EXPECT_EQ(more.code(), "chatkit.file_too_large");
  EXPECT_EQ(world.files_on_disk(), 1U);
  EXPECT_EQ(upload(session, form_file("c.txt", "text/plain", "x")).status, 200)
      << "what was refused does not count";
}

TEST_F(FileUpload, NoMoreFilesThanTheSessionMayHave) {
  const auto session = world.add_session();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(upload(session, form_file("a.txt", "text/plain", "x")).status, 200);
  }
  const FileAnswer answer = upload(session, form_file("a.txt", "text/plain", "x"));
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.code(), "chatkit.too_many_files");
  EXPECT_EQ(answer.header("x-should-retry"), "false");
  EXPECT_EQ(world.create(session, "b.txt", 1, "text/plain").code(), "chatkit.too_many_files");
}

TEST_F(FileUpload, UploadsAtTheSameTimeDoNotPassTheCount) {
  const auto session = world.add_session();
  const std::string form =
      form_file("a.txt", "text/plain", std::string(20'000, 'x')) + std::string(kFormEnd);
  int kept = 0;
  for (const FileAnswer& answer : world.post_forms_at_once(session, form, 8)) {
    if (answer.status == 200) {
      ++kept;
    } else {
      EXPECT_EQ(answer.code(), "chatkit.too_many_files") << answer.body;
    }
  }
  EXPECT_EQ(kept, 3);
  EXPECT_EQ(world.files_on_disk(), 3U);
}

TEST_F(FileUpload, AClientThatStopsSendingLeavesNothingBehind) {
  const auto session = world.add_session();
  Error timeout;
  timeout.kind = ErrorKind::timed_out;
  timeout.code = "request_timeout";
  MemoryBody body(form_file("a.txt", "text/plain", std::string(5000, 'x')), 1000, timeout);
  const FileAnswer answer =
      world.request(exchange::Method::post, "/v1/chatkit/files", body,
                    {{"authorization", "Bearer " + world.access->client_secret(session)},
                     {"content-type", "multipart/form-data; boundary=b"}});
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(answer.code(), "request_timeout");
  expect_nothing_kept(session);
}

TEST_F(FileUpload, FormsThatAreNotWholeAreRefused) {
  const auto session = world.add_session();
  const std::string file = form_file("a.txt", "text/plain", "x");
  EXPECT_EQ(world.post_form(session, file).code(), "invalid_multipart") << "no last boundary";
  EXPECT_EQ(upload(session, "").code(), "missing_required_parameter");
  EXPECT_EQ(upload(session, form_file("a.txt", "text/plain", "x", "other")).code(),
            "missing_required_parameter");
  EXPECT_EQ(upload(session, file + file).code(), "invalid_value") << "two files";
  EXPECT_EQ(upload(session, file + form_file("b", "", std::string(70'000, 'x'), "other")).code(),
            "invalid_multipart")
      << "too much beside it";
  expect_nothing_kept(session);
}

TEST_F(FileUpload, OtherFieldsAreIgnored) {
  const auto session = world.add_session();
  const FileAnswer answer =
      upload(session, form_file("a", "", "1", "other") + form_file("a.txt", "text/plain", "x") +
                          form_file("c", "", "2", "other"));
  EXPECT_EQ(answer.status, 200) << answer.body;
}

class FileDownload : public FileUpload {
 protected:
  AttachmentId keep(const std::string& name, const std::string& type, const std::string& content) {
    const FileAnswer answer = upload(world.add_session(), form_file(name, type, content));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return test::id_in(answer);
  }
};

TEST_F(FileDownload, IsSavedAndNeverRun) {
  const AttachmentId id = keep("Übung.txt", "text/plain", "<script>alert(1)</script>");
  const FileAnswer answer = world.get(world.files->download_url(id));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "text/plain");
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answer.header("Content-Disposition"),
            "attachment; filename=\"__bung.txt\"; filename*=UTF-8''%C3%9Cbung.txt");
  EXPECT_THAT(answer.header("Content-Security-Policy"), HasSubstr("sandbox"));
  EXPECT_THAT(answer.header("Cache-Control"), StartsWith("private"));
}

TEST_F(FileDownload, RasterImagesAloneAreShown) {
  const AttachmentId id = keep("cat.png", "image/png", test::small_png());
  EXPECT_THAT(world.get(world.files->download_url(id)).header("Content-Disposition"),
              StartsWith("inline; "));
}

TEST_F(FileDownload, AlteredAndExpiredAddressesAreRefused) {
  const AttachmentId id = keep("a.txt", "text/plain", "x");
  const AttachmentId other = keep("b.txt", "text/plain", "y");
  const std::string url = world.files->download_url(id);
  const auto with = [&url](const std::string& from, const std::string& to) {
    std::string out = url;
    return out.replace(out.find(from), from.size(), to);
  };
  const std::string plain = "/v1/chatkit/files/" + id.str() + "/content";
  for (const std::string& altered :
       {with(id.str(), other.str()), with("signature=", "signature=0"),
        with("expires=1", "expires=2"), with("/content", "/preview"), plain,
        plain + "?expires=9999999999&signature=", world.files->upload_url(id)}) {
    const FileAnswer answer = world.get(altered);
    EXPECT_EQ(answer.status, 403) << altered;
    EXPECT_EQ(answer.code(), "invalid_signature") << altered;
  }
  EXPECT_EQ(world.get(url).status, 200);
  world.clock.advance(2h);
  const FileAnswer expired = world.get(url);
  EXPECT_EQ(expired.status, 403);
  EXPECT_EQ(expired.code(), "url_expired");
}

TEST_F(FileDownload, DownloadsAtOnceAreBounded) {
  files::FilesOptions options;
  options.downloads_max = 0;
  test::FileWorld full(std::move(options));
  const FileAnswer kept = full.post_form(
      full.add_session(), form_file("a.txt", "text/plain", "x") + std::string(kFormEnd));
  EXPECT_EQ(full.get(full.files->download_url(test::id_in(kept))).status, 503);
}

TEST(FilesDisabled, SayTheyAre) {
  test::FileWorld world;
  world.core->parts.files = nullptr;
  const auto session = world.add_session();
  EXPECT_EQ(world.create(session, "a.txt", 1, "text/plain").code(), "chatkit.file_upload_disabled");
  EXPECT_EQ(world.post_form(session, form_file("a.txt", "text/plain", "x")).code(),
            "chatkit.file_upload_disabled");
}

#ifdef CHATKIT_PREVIEW_PROGRAM
files::FilesOptions with_previews() {
  files::FilesOptions options;
  options.preview_program = CHATKIT_PREVIEW_PROGRAM;
  return options;
}

class ImageUpload : public FileUpload {
 protected:
  ImageUpload() : FileUpload(with_previews()) {}
};

TEST_F(ImageUpload, HasAPreview) {
  const FileAnswer answer =
      upload(world.add_session(), form_file("cat.jpg", "image/jpeg", test::small_png(900, 9)));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.at("/type"), "image");
  EXPECT_EQ(answer.at("/mime_type"), "image/png") << "by its content";
  const FileAnswer preview = world.get(answer.at("/preview_url"));
  EXPECT_EQ(preview.status, 200);
  EXPECT_EQ(preview.content_type, "image/webp");
  EXPECT_EQ(preview.body.substr(8, 4), "WEBP");
  EXPECT_THAT(preview.header("Content-Disposition"), StartsWith("inline; "));
  EXPECT_EQ(world.files_on_disk(), 2U);
}

TEST_F(ImageUpload, ThatWouldExplodeIsRefused) {
  const auto session = world.add_session();
  const FileAnswer answer =
      upload(session, form_file("cat.png", "image/png", test::exploding_png()));
  EXPECT_EQ(answer.status, 415);
  EXPECT_EQ(answer.code(), "chatkit.file_upload_type_rejected");
  expect_nothing_kept(session);
}

TEST_F(ImageUpload, ThatIsOnlyABeginningIsRefused) {
  const auto session = world.add_session();
  const FileAnswer answer =
      upload(session, form_file("cat.png", "image/png", test::small_png().substr(0, 20)));
  EXPECT_EQ(answer.code(), "chatkit.file_upload_type_rejected");
  expect_nothing_kept(session);
}
#endif

}  // namespace
}  // namespace chatkit::conversation
