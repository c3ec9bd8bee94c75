#include "json/chat_completions.hpp"

#include <gmock/gmock.h>

#include "json/minify.hpp"

namespace chatkit::json {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ChatMessage message(std::string role, std::string text) {
  ChatMessage made;
  made.role = std::move(role);
  ChatText part;
  part.text = std::move(text);
  made.parts.emplace_back(std::move(part));
  return made;
}

std::string written(const ChatRequest& request) {
  std::string out;
  write_chat_request(out, request);
  EXPECT_TRUE(minify(out)) << out;
  return out;
}

TEST(ChatRequest, AsksForAStreamWithItsUsage) {
  ChatRequest request;
  request.model = "m";
  request.messages = {message("system", "Be brief."), message("user", "say \"hi\"")};
  request.stream = true;
  request.tokens_max = 100;
  request.temperature = 0.5;
  EXPECT_EQ(written(request),
            R"({"model":"m","messages":[{"role":"system","content":"Be brief."},)"
            R"({"role":"user","content":"say \"hi\""}],"max_tokens":100,"temperature":0.5,)"
            R"("stream":true,"stream_options":{"include_usage":true}})");
}

TEST(ChatRequest, SaysNothingOfWhatIsUnset) {
  ChatRequest request;
  request.model = "m";
  request.messages = {message("user", "hi")};
  EXPECT_EQ(written(request),
            R"({"model":"m","messages":[{"role":"user","content":"hi"}],"stream":false})");
}

TEST(ChatRequest, CarriesImagesBesideText) {
  ChatRequest request;
  request.messages = {message("user", "what is this?")};
  ChatImage image;
  image.url = "data:image/png;base64,AAAA";
  request.messages.front().parts.emplace_back(std::move(image));
  EXPECT_THAT(
      written(request),
      HasSubstr(R"("content":[{"type":"text","text":"what is this?"},)"
                R"({"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}])"));
}

TEST(ChatChunk, GivesTheDeltaOfItsFirstChoice) {
  const ChatAnswer chunk =
      read_chat_chunk(
          R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[)"
          R"({"index":0,"delta":{"role":"assistant","content":"Hel"},"logprobs":null,)"
          R"("finish_reason":null},{"index":1,"delta":{"content":"other"}}],"usage":null})")
          .value();
  EXPECT_EQ(chunk.text, "Hel");
  EXPECT_EQ(chunk.model, "m-1");
  EXPECT_FALSE(chunk.finish_reason);
  EXPECT_FALSE(chunk.usage);
  EXPECT_FALSE(chunk.error);
}

TEST(ChatChunk, GivesTheEndAndTheUsage) {
  EXPECT_EQ(read_chat_chunk(R"({"choices":[{"index":0,"delta":{},"finish_reason":"length"}]})")
                .value()
                .finish_reason,
            "length");
  const ChatAnswer last =
      read_chat_chunk(
          R"({"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":34,"total_tokens":46}})")
          .value();
  EXPECT_EQ(last.usage.value().tokens_in, 12U);
  EXPECT_EQ(last.usage.value().tokens_out, 34U);
}

TEST(ChatChunk, PassesOverWhatNobodyAskedFor) {
  const ChatAnswer chunk =
      read_chat_chunk(R"({"choices":[{"delta":{"content":null,"reasoning_content":"thinking",)"
                      R"("tool_calls":[{"index":0}]},"x":{"y":[1]}}],"timings":{"a":1.5}})")
          .value();
  EXPECT_EQ(chunk.text, "");
}

TEST(ChatChunk, ARefusalIsText) {
  EXPECT_EQ(read_chat_chunk(R"({"choices":[{"delta":{"refusal":"I cannot."}}]})").value().text,
            "I cannot.");
}

TEST(ChatChunk, CarriesNoNul) {
  EXPECT_EQ(read_chat_chunk(R"({"choices":[{"delta":{"content":"a\u0000b"}}]})").value().text,
            "ab");
}

TEST(ChatChunk, TellsAnErrorInPlaceOfAnAnswer) {
  EXPECT_EQ(read_chat_chunk(R"({"error":{"code":500,"message":"no memory"}})").value().error,
            R"({"code":500,"message":"no memory"})");
  EXPECT_EQ(read_chat_chunk(R"({"error":"no memory"})").value().error, R"("no memory")");
  EXPECT_FALSE(read_chat_chunk(R"({"error":null})").value().error);
}

TEST(ChatChunk, RefusesWhatIsNone) {
  for (const std::string_view text :
       {"", "[DONE]", "{", "[]", "1", R"({"choices":{}})", R"({"choices":[1]})",
        R"({"choices":[{"delta":{"content":1}}]})", R"({"choices":[{"delta":"x"}]})",
        R"({"choices":[{"index":"x"}]})", R"({"usage":{"prompt_tokens":"x"}})"}) {
    EXPECT_FALSE(read_chat_chunk(text)) << text;
  }
}

TEST(ChatCompletion, GivesItsMessage) {
  const ChatAnswer answer =
      read_chat_completion(
          R"({"id":"c","model":"m-1","choices":[{"index":0,"message":{"role":"assistant",)"
          R"("content":"A title"},"finish_reason":"stop"}],)"
          R"("usage":{"prompt_tokens":3,"completion_tokens":2}})")
          .value();
  EXPECT_EQ(answer.text, "A title");
  EXPECT_EQ(answer.finish_reason, "stop");
  EXPECT_EQ(answer.usage.value().tokens_out, 2U);
  EXPECT_FALSE(read_chat_completion(R"({"choices":[{"message":{"content":[]}}]})"));
}

TEST(PlainText, IsWhatAStringSays) {
  EXPECT_EQ(plain_text(minify(R"("a \"note\"\n\u00e9")").value()), "a \"note\"\né");
  EXPECT_EQ(plain_text(minify(R"({"a": "b"})").value()), R"({"a":"b"})");
  EXPECT_THAT(plain_text(RawJson()), Not(HasSubstr("\"")));
}

}  // namespace
}  // namespace chatkit::json
