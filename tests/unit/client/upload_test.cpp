#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "client/base64.hpp"
#include "client/upload_body.hpp"
#include "scripted.hpp"

// Files and sound on their way to the service. Sources: contract section 2 "Files", RFC 7578,
// RFC 4648.
namespace chatkit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;
using ::testing::StartsWith;

constexpr const char* kAttachment =
    R"({"id":"cfile_1","name":"a.txt","mime_type":"text/plain","type":"file",)"
    R"("upload_url":null,"preview_url":null})";

/// A file that is gone at the end of the test.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& bytes)
      : path_(std::filesystem::temp_directory_path() /
              ("chatkit_" + client::new_boundary() + name)) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class Upload : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Conversation conversation = scripted.client().conversation("ek");

  protocol::CreatedAttachment waiting(const std::string& method, const std::string& url) {
    protocol::CreatedAttachment attachment;
    attachment.id = "cfile_1";
    attachment.name = "cat.png";
    attachment.mime_type = "image/png";
    attachment.upload_descriptor.emplace();
    attachment.upload_descriptor->method = method;
    attachment.upload_descriptor->url = url;
    attachment.upload_descriptor->headers["X-Signed"] = "yes";
    return attachment;
  }
};

TEST_F(Upload, SendsAFormWithTheFile) {
  scripted.transport->answer(200, kAttachment, {{"x-request-id", "req_1"}});
  const auto attachment = conversation.upload({.bytes = "a\r\nb", .name = "a.txt"});
  EXPECT_EQ(attachment.id, "cfile_1");
  EXPECT_EQ(attachment.request_id(), "req_1");
  EXPECT_FALSE(attachment.upload_descriptor);
  EXPECT_EQ(scripted.last().method, "POST");
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/files");
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek");
  const std::string type = scripted.header("Content-Type").value_or("");
  const std::string prefix = "multipart/form-data; boundary=";
  ASSERT_THAT(type, StartsWith(prefix));
  const std::string boundary = type.substr(prefix.size());
  EXPECT_EQ(scripted.last().body,
            "--" + boundary +
                "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                "Content-Type: text/plain\r\n\r\na\r\nb\r\n--" +
                boundary + "--\r\n");
}

TEST_F(Upload, ReadsTheFileFromDisk) {
  const TemporaryFile file("photo.PNG", std::string(100'000, 'x') + "end");
  scripted.transport->answer(200, kAttachment);
  conversation.upload({.path = file.path()});
  EXPECT_THAT(scripted.last().body, HasSubstr("xxend\r\n--"));
  EXPECT_THAT(scripted.last().body, HasSubstr("photo.PNG\"\r\nContent-Type: image/png\r\n"));
  EXPECT_EQ(scripted.last().body.size(), scripted.last().body_source->size());
}

TEST_F(Upload, EscapesWhatWouldEndTheName) {
  scripted.transport->answer(200, kAttachment);
  conversation.upload({.bytes = "x", .name = "a\"b\r\nc: é.txt"});
  EXPECT_THAT(scripted.last().body, HasSubstr("filename=\"a%22b%0D%0Ac: é.txt\"\r\n"));
}

TEST_F(Upload, ReportsItsProgress) {
  scripted.transport->answer(200, kAttachment);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> reports;
  conversation.upload({.bytes = std::string(15, 'x'),
                       .name = "a",
                       .on_progress = [&](std::uint64_t sent, std::uint64_t total) {
                         reports.emplace_back(sent, total);
                       }});
  EXPECT_THAT(reports, ElementsAre(Pair(7, 15), Pair(14, 15), Pair(15, 15)));
}

TEST_F(Upload, SendsTheWholeFileAgainWhenItIsRepeated) {
  scripted.transport->answer(503, "").answer(200, kAttachment);
  conversation.upload({.bytes = "hello", .name = "a.txt"});
  const auto& sent = scripted.transport->sent;
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_THAT(sent[0].body, HasSubstr("\r\n\r\nhello\r\n"));
  EXPECT_EQ(sent[1].body, sent[0].body);
}

TEST_F(Upload, EndsWithWhatTheProgressThrows) {
  scripted.transport->answer(200, kAttachment);
  EXPECT_THROW(conversation.upload(
                   {.bytes = "x",
                    .name = "a",
                    .on_progress = [](std::uint64_t,
                                      std::uint64_t) { throw std::runtime_error("enough"); }}),
               std::runtime_error);
}

TEST_F(Upload, RefusesWhatItCannotRead) {
  EXPECT_THROW(conversation.upload({.path = "no/such/file"}), UsageError);
  EXPECT_THROW(conversation.upload({.path = std::filesystem::temp_directory_path(), .name = "x"}),
               UsageError);
  EXPECT_THROW(conversation.upload({.bytes = "x"}), UsageError) << "a name is needed";
  EXPECT_TRUE(scripted.transport->sent.empty());
}

TEST_F(Upload, NoticesAFileThatBecomesShorter) {
  const TemporaryFile file("a.txt", std::string(1000, 'x'));
  scripted.transport->answer(200, kAttachment);
  EXPECT_THROW(conversation.upload({.path = file.path(),
                                    .on_progress =
                                        [&](std::uint64_t, std::uint64_t) {
                                          std::filesystem::resize_file(file.path(), 3);
                                        }}),
               UsageError);
}

TEST_F(Upload, AnnouncesAFile) {
  scripted.transport->answer(
      200, R"({"id":"cfile_1","name":"cat.png","mime_type":"image/png","type":"image",)"
           R"("upload_descriptor":{"url":"https://files.test/x?signature=s","method":"PUT",)"
           R"("headers":{"X-A":"b"}}})");
  const auto attachment =
      conversation.create_attachment({.name = "cat.png", .size = 10, .mime_type = "image/png"});
  EXPECT_EQ(scripted.last().body,
            R"({"type":"attachments.create","params":{"name":"cat.png","size":10,)"
            R"("mime_type":"image/png"}})");
  EXPECT_EQ(attachment.type, "image");
  ASSERT_TRUE(attachment.upload_descriptor);
  EXPECT_EQ(attachment.upload_descriptor->url, "https://files.test/x?signature=s");
  EXPECT_EQ(attachment.upload_descriptor->method, "PUT");
  EXPECT_THAT(attachment.upload_descriptor->headers, ElementsAre(Pair("X-A", "b")));
}

TEST_F(Upload, PutsTheBytesWhereTheyAreWanted) {
  scripted.transport->answer(200, "");
  conversation.upload(waiting("PUT", "https://files.test/x?signature=s"), {.bytes = "PNG"});
  EXPECT_EQ(scripted.last().method, "PUT");
  EXPECT_EQ(scripted.last().url, "https://files.test/x?signature=s");
  EXPECT_EQ(scripted.last().body, "PNG");
  EXPECT_EQ(scripted.header("Content-Type"), "image/png");
  EXPECT_EQ(scripted.header("X-Signed"), "yes");
}

TEST_F(Upload, PostsAFormWhereThatIsWanted) {
  scripted.transport->answer(200, "");
  conversation.upload(waiting("POST", "https://files.test/x"), {.bytes = "PNG"});
  EXPECT_EQ(scripted.last().method, "POST");
  EXPECT_THAT(scripted.last().body, HasSubstr("name=\"file\"; filename=\"cat.png\"\r\n"));
  EXPECT_THAT(scripted.last().body, HasSubstr("\r\n\r\nPNG\r\n--"));
}

TEST_F(Upload, GivesTheSecretToNoOtherService) {
  Client client = scripted.client().with_options({.organization = "org_1",
                                                  .default_headers = {{"X-Api-Key", "k"}},
                                                  .default_query = {{"q", "1"}}});
  scripted.transport->answer(200, "");
  client.conversation("ek_secret").upload(waiting("PUT", "https://files.test/x"), {.bytes = "PNG"});
  EXPECT_EQ(scripted.last().url, "https://files.test/x");
  for (const auto& [name, value] : scripted.last().headers) {
    EXPECT_THAT(value, Not(HasSubstr("ek_secret"))) << name;
  }
  EXPECT_EQ(scripted.header("X-Api-Key"), std::nullopt);
  EXPECT_EQ(scripted.header("OpenAI-Organization"), std::nullopt);
}

TEST_F(Upload, ReadsARelativeAddressFromTheBase) {
  scripted.transport->answer(200, "");
  conversation.upload(waiting("PUT", "/v1/chatkit/files/cfile_1"), {.bytes = "PNG"});
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/files/cfile_1");
}

TEST_F(Upload, RefusesATargetThatIsNone) {
  EXPECT_THROW(conversation.upload(waiting("PUT", "file:///etc/passwd"), {.bytes = "x"}),
               UsageError);
  auto bad_header = waiting("PUT", "https://files.test/x");
  bad_header.upload_descriptor->headers["X-A"] = "b\r\nX-C: d";
  EXPECT_THROW(conversation.upload(bad_header, {.bytes = "x"}), UsageError);
  auto complete = waiting("PUT", "https://files.test/x");
  complete.upload_descriptor.reset();
  EXPECT_THROW(conversation.upload(complete, {.bytes = "x"}), UsageError);
  EXPECT_TRUE(scripted.transport->sent.empty());
}

TEST_F(Upload, SendsSpeechAsBase64) {
  scripted.transport->answer(200, R"({"text":"hello"})");
  const auto result = conversation.transcribe(std::string("\0\1\2\3", 4), "audio/webm");
  EXPECT_EQ(result.text, "hello");
  EXPECT_EQ(scripted.last().body,
            R"({"type":"input.transcribe","params":{"audio_base64":"AAECAw==",)"
            R"("mime_type":"audio/webm"}})");
}

TEST(Base64, EncodesTheVectorsOfItsStandard) {
  EXPECT_EQ(client::to_base64(""), "");
  EXPECT_EQ(client::to_base64("f"), "Zg==");
  EXPECT_EQ(client::to_base64("fo"), "Zm8=");
  EXPECT_EQ(client::to_base64("foo"), "Zm9v");
  EXPECT_EQ(client::to_base64("foob"), "Zm9vYg==");
  EXPECT_EQ(client::to_base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(client::to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(client::to_base64("\xFB\xFF\xFE"), "+//+");
}

TEST(MimeType, FollowsTheEndingOfTheName) {
  EXPECT_EQ(mime_type_of("photo.JPG"), "image/jpeg");
  EXPECT_EQ(mime_type_of("a.b.csv"), "text/csv");
  EXPECT_EQ(mime_type_of("README"), "application/octet-stream");
  EXPECT_EQ(mime_type_of("a.unknown"), "application/octet-stream");
}

}  // namespace
}  // namespace chatkit::testing
