#include "sse/decoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// Source of the expectations: WHATWG HTML, 9.2.6 "Interpreting an event stream".
namespace chatkit::sse {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Event data(std::string text) { return {.data = std::move(text), .id = {}, .type = {}}; }

std::vector<Event> decode(std::string_view text) {
  Decoder decoder;
  return decoder.feed(text).value();
}

TEST(SseDecoder, CarriesAnEventAcrossChunks) {
  Decoder decoder;
  EXPECT_THAT(decoder.feed("data: {\"a\"").value(), IsEmpty());
  EXPECT_THAT(decoder.feed(":1}\n").value(), IsEmpty());
  EXPECT_THAT(decoder.feed("\n").value(), ElementsAre(data("{\"a\":1}")));
}

TEST(SseDecoder, FindsTheSameEventsWhereverTheStreamIsCut) {
  const std::string stream =
      "\xEF\xBB\xBF: hi\r\nid: 1\revent: x\ndata: a\r\ndata: b\r\r\n\ndata: c\n\ndata:d\r\n\r\n";
  const auto whole = decode(stream);
  EXPECT_THAT(whole,
              ElementsAre(Event{.data = "a\nb", .id = "1", .type = "x"}, data("c"), data("d")));
  for (std::size_t first = 0; first <= stream.size(); ++first) {
    for (std::size_t second = first; second <= stream.size(); ++second) {
      Decoder decoder;
      std::vector<Event> events;
      for (const auto& piece :
           {stream.substr(0, first), stream.substr(first, second - first), stream.substr(second)}) {
        for (auto& event : decoder.feed(piece).value()) events.push_back(std::move(event));
      }
      ASSERT_EQ(events, whole) << first << " " << second;
    }
  }
}

TEST(SseDecoder, TakesEachLineEnd) {
  EXPECT_THAT(decode("data: x\n\n"), ElementsAre(data("x")));
  EXPECT_THAT(decode("data: x\r\r"), ElementsAre(data("x")));
  EXPECT_THAT(decode("data: x\r\n\r\n"), ElementsAre(data("x")));
  EXPECT_THAT(decode("data: x\r\n\n"), ElementsAre(data("x")));
}

TEST(SseDecoder, DropsAnEventThatTheEndCutsOff) {
  EXPECT_THAT(decode("data: x\n"), IsEmpty());
  EXPECT_THAT(decode("data: x"), IsEmpty());
}

TEST(SseDecoder, JoinsDataLinesAndKeepsAllButOneSpace) {
  EXPECT_THAT(decode("data:  two\ndata:\ndata\ndata: \n\n"), ElementsAre(data(" two\n\n\n")));
  EXPECT_THAT(decode("data\n\n"), ElementsAre(data("")));
}

TEST(SseDecoder, MakesNoEventWithoutData) {
  EXPECT_THAT(decode("event: x\n\ndata: y\n\n"), ElementsAre(data("y")));
}

TEST(SseDecoder, IgnoresUnknownFieldsAndTakesColonsInValues) {
  EXPECT_THAT(decode("dat: a\ndata : b\n:c\ndata: d:e\n\n"), ElementsAre(data("d:e")));
}

TEST(SseDecoder, SkipsAByteOrderMarkAtTheStartOnly) {
  EXPECT_THAT(decode("\xEF\xBB\xBF"
                     "data: x\n\n"),
              ElementsAre(data("x")));
  EXPECT_THAT(decode("\n\xEF\xBB\xBF"
                     "data: x\n\n"),
              IsEmpty());
}

TEST(SseDecoder, KeepsTheLastIdFromTheBlankLineOn) {
  Decoder decoder;
  EXPECT_THAT(decoder.feed("id: 1\ndata: x\n").value(), IsEmpty());
  EXPECT_EQ(decoder.last_event_id(), "");
  EXPECT_THAT(decoder.feed("\ndata: y\n\n").value(),
              ElementsAre(Event{.data = "x", .id = "1", .type = {}}, data("y")));
  EXPECT_EQ(decoder.last_event_id(), "1");
  EXPECT_THAT(decoder.feed("id: 2\n\n").value(), IsEmpty());
  EXPECT_EQ(decoder.last_event_id(), "2");
  EXPECT_THAT(decoder.feed("id\ndata: z\n\n").value(), ElementsAre(data("z")));
  EXPECT_EQ(decoder.last_event_id(), "");
}

TEST(SseDecoder, IgnoresAnIdWithNul) {
  Decoder decoder;
  EXPECT_THAT(decoder.feed(std::string_view("id: 1\nid: a\0b\ndata: x\n\n", 23)).value(),
              ElementsAre(Event{.data = "x", .id = "1", .type = {}}));
  EXPECT_EQ(decoder.last_event_id(), "1");
}

TEST(SseDecoder, TakesRetryOfDigitsOnly) {
  Decoder decoder;
  EXPECT_EQ(decoder.retry(), std::nullopt);
  decoder.feed("retry: 1500\n").value();
  EXPECT_EQ(decoder.retry(), std::chrono::milliseconds(1500));
  decoder.feed("retry: 15x\nretry: -1\nretry: +1\nretry:\nretry: 99999999999999999999\n").value();
  EXPECT_EQ(decoder.retry(), std::chrono::milliseconds(1500));
}

TEST(SseDecoder, GivesCommentsOnce) {
  Decoder decoder;
  decoder.feed(": end\n:\n:  x\n\n").value();
  EXPECT_THAT(decoder.take_comments(), ElementsAre("end", "", " x"));
  EXPECT_THAT(decoder.take_comments(), IsEmpty());
}

TEST(SseDecoder, KeepsTheNewestOfVeryManyComments) {
  Decoder decoder;
  for (int i = 0; i < 1000; ++i) decoder.feed(": " + std::to_string(i) + "\n").value();
  const auto comments = decoder.take_comments();
  EXPECT_EQ(comments.size(), 64U);
  EXPECT_EQ(comments.back(), "999");
}

TEST(SseDecoder, TakesALineAtTheLimitAndRefusesOneByteMore) {
  Decoder at(16);
  EXPECT_THAT(at.feed("data: 0123456789\n\n").value(), ElementsAre(data("0123456789")));
  Decoder past(16);
  const auto result = past.feed("data: 0123456789a");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::too_large);
  EXPECT_FALSE(past.feed("\n\ndata: x\n\n")) << "a spent decoder stays spent";
}

TEST(SseDecoder, TakesAnEventAtTheLimitAndRefusesOneByteMore) {
  Decoder at(16);
  EXPECT_THAT(at.feed("data:01234567\ndata:7654321\n\n").value(),
              ElementsAre(data("01234567\n7654321")));
  Decoder past(16);
  EXPECT_FALSE(past.feed("data:01234567\ndata:76543210\n\n"));
}

}  // namespace
}  // namespace chatkit::sse
