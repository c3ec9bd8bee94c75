#include "conversation/image_offload.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conversation/attachments.hpp"
#include "conversation/data_url.hpp"
#include "json/generated_image.hpp"
#include "support/sample_images.hpp"
#include "unit/conversation/file_world.hpp"

namespace chatkit::conversation {
namespace {

using ::testing::StartsWith;

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const bool is_padding = i + j > bytes.size();
      out.push_back(is_padding ? '=' : kLetters[bits >> (18U - 6U * j) & 63U]);
    }
  }
  return out;
}

TEST(DataUrl, CarriesBytes) {
  // RFC 4648, section 10.
  const std::vector<std::pair<std::string, std::string>> rows = {{"", ""},
                                                                 {"f", "Zg=="},
                                                                 {"fo", "Zm8="},
                                                                 {"foo", "Zm9v"},
                                                                 {"foob", "Zm9vYg=="},
                                                                 {"fooba", "Zm9vYmE="},
                                                                 {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : rows) {
    const auto read = read_data_url("data:image/png;base64," + text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->bytes, bytes);
    EXPECT_EQ(read->type, "image/png");
  }
}

TEST(DataUrl, WhatIsBrokenIsRefused) {
  for (const char* url : {"data:image/png;base64,Zg=", "data:image/png;base64,Z",
                          "data:image/png;base64,Zh==", "data:image/png;base64,Zm9v\n",
                          "data:image/png;base64,====", "data:image/png,abc",
                          "data:image/png;base64", "http://x/;base64,Zg=="}) {
    EXPECT_FALSE(read_data_url(url)) << url;
  }
}

class ImageOffload : public ::testing::Test {
 protected:
  Result<void> move(protocol::ThreadItem& item) {
    ImageOwner owner;
    owner.session = session;
    owner.thread = thread;
    return world.run(move_images(world.core, std::move(owner), item));
  }
  static protocol::ThreadItem image_item(std::string url) {
    protocol::GeneratedImage generated;
    generated.image = json::write_generated_image({"img_1", std::move(url)});
    protocol::ThreadItem item;
    item.id = "item_1";
    item.thread_id = "cthr_1";
    item.kind = std::move(generated);
    return item;
  }
  static std::string url_of(const protocol::ThreadItem& item) {
    const auto& generated = std::get<protocol::GeneratedImage>(item.kind);
    return json::read_generated_image(*generated.image).value().url;
  }
  static std::string data_url(std::string_view bytes) {
    return "data:image/png;base64," + base64(bytes);
  }

  test::FileWorld world;
  store::Session session = world.add_session();
  ThreadId thread = world.add_thread(session);
  std::string large = test::small_png(200, 100);  // 60,000 bytes, 80,000 in base64.
};

TEST_F(ImageOffload, ALargeImageBecomesAFileOfItsThread) {
  protocol::ThreadItem item = image_item(data_url(large));
  const auto moved = move(item);
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_THAT(url_of(item), StartsWith("chatkit-file:cfile_"));
  std::string stored;
  json::write_item(stored, item);
  EXPECT_LT(stored.size(), 1000U);

  const std::string sent = with_urls(*world.core, stored);
  const auto out = json::read_protocol_item(sent).value();
  EXPECT_THAT(url_of(out), StartsWith("https://chat.example/v1/chatkit/files/cfile_"));
  const test::FileAnswer answer = world.get(url_of(out));
  EXPECT_EQ(answer.body, large);
  EXPECT_EQ(answer.content_type, "image/png");
  EXPECT_THAT(answer.header("Content-Disposition"), StartsWith("inline; "));
}

TEST_F(ImageOffload, ItGoesWithItsThreadAndNotBefore) {
  protocol::ThreadItem item = image_item(data_url(large));
  ASSERT_TRUE(move(item));
  const AttachmentId id(url_of(item).substr(std::string("chatkit-file:").size()));
  const auto row = world.run(world.store->find_attachment(id)).value();
  EXPECT_EQ(row.thread, thread);
  world.clock.advance(std::chrono::hours(48));
  EXPECT_TRUE(world.run(world.store->dead_attachments(world.clock.now(), 10)).value().empty());
  ASSERT_TRUE(world.run(world.store->delete_thread(world.scope_of(session), thread)));
  EXPECT_FALSE(world.run(world.store->find_attachment(id)));
}

TEST_F(ImageOffload, ItDoesNotCountAsOneOfTheUsersFiles) {
  for (int i = 0; i < 3; ++i) {
    protocol::ThreadItem item = image_item(data_url(large));
    ASSERT_TRUE(move(item));
  }
  EXPECT_EQ(world.create(session, "a.txt", 1, "text/plain").status, 200);
}

TEST_F(ImageOffload, ASmallImageAndAnAddressStayAsTheyAre) {
  const std::string prefix = "data:image/png;base64,";
  const std::string at_limit = prefix + std::string((64U << 10U) - prefix.size(), 'A');
  for (const std::string& url : {at_limit, std::string("https://images.example/1.png")}) {
    protocol::ThreadItem item = image_item(url);
    ASSERT_TRUE(move(item));
    EXPECT_EQ(url_of(item), url);
  }
  EXPECT_EQ(world.files_on_disk(), 0U);
}

TEST_F(ImageOffload, OneByteMoreThanTheLimitIsMoved) {
  const std::string prefix = "data:image/png;base64,";
  const std::string bytes = test::small_png(156, 105);
  ASSERT_LT(data_url(bytes).size(), 67'000U);
  ASSERT_GT(data_url(bytes).size(), 64U << 10U);
  protocol::ThreadItem item = image_item(data_url(bytes));
  ASSERT_TRUE(move(item));
  EXPECT_THAT(url_of(item), StartsWith("chatkit-file:"));
}

TEST_F(ImageOffload, WhatIsNoImageIsRefused) {
  const std::string page = "<svg>" + std::string(100'000, ' ') + "</svg>";
  protocol::ThreadItem svg = image_item("data:image/svg+xml;base64," + base64(page));
  EXPECT_FALSE(move(svg));
  protocol::ThreadItem broken = image_item("data:image/png;base64," + std::string(70'001, 'A'));
  EXPECT_EQ(move(broken).error().code, "invalid_value");
  EXPECT_EQ(world.files_on_disk(), 0U);
}

TEST_F(ImageOffload, AReferenceOpensOnlyWhatIsTheThreadsOwn) {
  protocol::ThreadItem mine = image_item(data_url(large));
  ASSERT_TRUE(move(mine));
  protocol::ThreadItem again = image_item(url_of(mine));
  EXPECT_TRUE(move(again));
  const AttachmentId foreign = test::id_in(world.create(session, "a.txt", 1, "text/plain"));
  protocol::ThreadItem stolen = image_item("chatkit-file:" + foreign.str());
  EXPECT_EQ(move(stolen).error().code, "invalid_value");
}

TEST_F(ImageOffload, OtherItemsStayAsTheyAre) {
  protocol::ThreadItem item;
  item.kind = protocol::AssistantMessage();
  EXPECT_TRUE(move(item));
}

}  // namespace
}  // namespace chatkit::conversation
