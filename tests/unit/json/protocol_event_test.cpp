#include <gtest/gtest.h>

#include "json/minify.hpp"
#include "json/protocol.hpp"

// Events of the conversation stream. Expected texts: contract section 2 and the traces.
namespace chatkit::json {
namespace {

std::string written(const protocol::Event& event) {
  std::string out;
  write_event(out, event);
  return out;
}

/// What comes out when an event is read and written again.
std::string normalised(std::string_view text) {
  const auto event = read_event(text);
  if (!event) return event.error().code + " " + event.error().param.value_or("-");
  return written(*event);
}

TEST(ProtocolEvent, WritesTheSmallEvents) {
  EXPECT_EQ(written(protocol::StreamOptions{}),
            R"({"type":"stream_options","stream_options":{"allow_cancel":true}})");
  EXPECT_EQ(written(protocol::ItemRemoved{"msg_1"}),
            R"({"type":"thread.item.removed","item_id":"msg_1"})");
  EXPECT_EQ(written(protocol::ProgressUpdate{"Searching", "search"}),
            R"({"type":"progress_update","text":"Searching","icon":"search"})");
  EXPECT_EQ(written(protocol::Notice{"info", "**x**", std::nullopt}),
            R"({"type":"notice","level":"info","message":"**x**"})");
  EXPECT_EQ(written(protocol::ClientEffect{"flash", {}}),
            R"({"type":"client_effect","name":"flash","data":{}})");
  EXPECT_EQ(written(protocol::StreamError{"stream.error", std::nullopt, true}),
            R"({"type":"error","code":"stream.error","allow_retry":true})");
}

TEST(ProtocolEvent, ReadsAndWritesTheSame) {
  const std::string texts[] = {
      R"({"type":"thread.item.removed","item_id":"msg_1"})",
      R"({"type":"progress_update","text":"Searching"})",
      R"({"type":"notice","level":"danger","message":"m","title":"t"})",
      R"({"type":"client_effect","name":"n","data":{"a":null}})",
      R"({"type":"error","code":"custom","message":"no","allow_retry":false})",
      R"({"type":"thread.item.updated","item_id":"m","update":)"
      R"({"type":"assistant_message.content_part.text_delta","content_index":2,"delta":"x\n"}})",
      R"({"type":"thread.item.updated","item_id":"m","update":)"
      R"({"type":"assistant_message.content_part.annotation_added","content_index":0,)"
      R"("annotation_index":1,"annotation":{"type":"annotation","source":)"
      R"({"type":"file","title":"T","filename":"f"},"index":3}}})",
      R"({"type":"thread.item.updated","item_id":"w","update":)"
      R"({"type":"widget.streaming_text.value_delta","component_id":"c","delta":"d","done":true}})",
      R"({"type":"quantum","x":[1,null]})"};
  for (const auto& text : texts) EXPECT_EQ(normalised(text), text);
}

TEST(ProtocolEvent, GivesATaskOfAnUpdateItsDefaults) {
  EXPECT_EQ(normalised(R"({"type":"thread.item.updated","item_id":"w","update":)"
                       R"({"type":"workflow.task.added","task_index":0,)"
                       R"("task":{"type":"thought","title":null,"content":"a"}}})"),
            R"({"type":"thread.item.updated","item_id":"w","update":)"
            R"({"type":"workflow.task.added","task_index":0,)"
            R"("task":{"status_indicator":"none","type":"thought","content":"a"}}})");
}

TEST(ProtocolEvent, NamesWhatIsMissing) {
  EXPECT_EQ(normalised("{}"), "missing_required_parameter type");
  EXPECT_EQ(normalised(R"({"type":"thread.item.done"})"), "missing_required_parameter item");
  EXPECT_EQ(normalised(R"({"type":"thread.item.done","item":{"type":"end_of_turn"}})"),
            "missing_required_parameter item.id");
  EXPECT_EQ(normalised(R"({"type":"thread.item.updated","item_id":"x","update":{}})"),
            "missing_required_parameter update.type");
  EXPECT_EQ(normalised(R"({"type":5})"), "invalid_type type");
}

TEST(ProtocolEvent, NeverPutsALineEndIntoItsText) {
  const auto event = read_event("{\"type\":\"x\",\n\"y\":\r\n{ \"z\" : 1 }}");
  ASSERT_TRUE(event);
  EXPECT_EQ(written(*event), R"({"type":"x","y":{"z":1}})");
}

}  // namespace
}  // namespace chatkit::json
