#include "responder/model/chunk_reader.hpp"

#include <gmock/gmock.h>

#include "responder/model/failure.hpp"

namespace chatkit::responder {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string chunk(std::string_view delta) {
  return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + std::string(delta) +
         "\"}}]}\n\n";
}

TEST(ChunkReader, GivesTextsAsTheyCome) {
  ChunkReader reader;
  EXPECT_THAT(reader.feed(chunk("Hel") + chunk("lo")).value(), ElementsAre("Hel", "lo"));
  EXPECT_FALSE(reader.is_complete());
  EXPECT_THAT(reader.feed(": a comment\n\ndata: [DONE]\n\n").value(), IsEmpty());
  EXPECT_TRUE(reader.is_done());
  EXPECT_TRUE(reader.is_complete());
}

TEST(ChunkReader, CarriesAChunkAcrossCuts) {
  const std::string whole = chunk("Hello") + "data: [DONE]\n\n";
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    ChunkReader reader;
    std::vector<std::string> texts = reader.feed(whole.substr(0, cut)).value();
    for (std::string& text : reader.feed(whole.substr(cut)).value()) {
      texts.push_back(std::move(text));
    }
    EXPECT_THAT(texts, ElementsAre("Hello")) << cut;
    EXPECT_TRUE(reader.is_done()) << cut;
  }
}

TEST(ChunkReader, AFinishReasonCompletesWithoutEnding) {
  ChunkReader reader;
  ASSERT_TRUE(reader.feed("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"));
  EXPECT_TRUE(reader.is_complete());
  EXPECT_FALSE(reader.is_done());
  ASSERT_TRUE(
      reader.feed("data: {\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,"
                  "\"completion_tokens\":6}}\n\n"));
  EXPECT_EQ(reader.usage().value().tokens_in, 5U);
  EXPECT_EQ(reader.usage().value().tokens_out, 6U);
  EXPECT_EQ(reader.model(), "m-1");
}

TEST(ChunkReader, HearsNothingBehindTheEnd) {
  ChunkReader reader;
  EXPECT_THAT(reader.feed("data: [DONE]\n\n" + chunk("more") + "data: {\n\n").value(), IsEmpty());
}

TEST(ChunkReader, RefusesWhatIsNoChunk) {
  for (const std::string_view data : {"{", "nonsense", "[]", "{\"choices\":1}"}) {
    ChunkReader reader;
    const auto texts = reader.feed("data: " + std::string(data) + "\n\n");
    ASSERT_FALSE(texts) << data;
    EXPECT_EQ(texts.error().code, "custom");
    EXPECT_EQ(texts.error().message, kUnreadable);
    EXPECT_FALSE(texts.error().permanent);
  }
}

TEST(ChunkReader, TellsTheLogOfAnErrorInsideTheStream) {
  ChunkReader reader;
  const auto texts = reader.feed("data: {\"error\":{\"message\":\"no memory\"}}\n\n");
  EXPECT_EQ(texts.error().message, kCut);
  EXPECT_THAT(texts.error().log_text, HasSubstr("no memory"));
}

TEST(ChunkReader, BoundsAChunk) {
  ChunkReader reader;
  const std::string huge = chunk(std::string(10U << 20U, 'x'));
  Error error;
  for (std::size_t at = 0; at < huge.size() && error.code.empty(); at += 65536) {
    const auto texts = reader.feed(std::string_view(huge).substr(at, 65536));
    if (!texts) error = texts.error();
    ASSERT_LT(at, ChunkReader::kChunkBytesMax + 65536);
  }
  EXPECT_EQ(error.message, kTooMuch);
}

TEST(ChunkReader, BoundsTheAnswer) {
  ChunkReader reader;
  const std::string big = chunk(std::string(ChunkReader::kAnswerBytesMax / 8, 'x'));
  for (int i = 0; i < 8; ++i) ASSERT_TRUE(reader.feed(big)) << i;
  EXPECT_EQ(reader.feed(chunk("x")).error().message, kTooMuch);
}

}  // namespace
}  // namespace chatkit::responder
