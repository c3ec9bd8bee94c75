#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "json/minify.hpp"
#include "json/protocol.hpp"
#include "json/rest.hpp"
#include "model/dialects.hpp"

// A stored body is read without being validated again, and nothing about it is read otherwise.
namespace chatkit::json {
namespace {

/// One body of every kind, with raw values of every shape in them.
std::vector<std::string> bodies() {
  const std::string kinds[] = {
      R"("type":"user_message","content":[{"type":"input_text",)"
      R"("text":"a \"b\" \\ \u00e9 \ud83d\ude00"},)"
      R"({"type":"input_tag","id":"t","text":"x","data":{"n":[1,{"m":null}]},"interactive":true}],)"
      R"("attachments":[{"type":"image","id":"f","name":"n","mime_type":"image/png",)"
      R"("metadata":{"k":[]}}],"quoted_text":"q","inference_options":{"model":"m",)"
      R"("tool_choice":{"id":"c"}})",
      R"("type":"assistant_message","content":[{"type":"output_text","text":"t","annotations":[)"
      R"({"type":"annotation","source":{"type":"url","url":"https://a.example","title":"T"},)"
      R"("index":2},{"type":"annotation","source":{"type":"entity","id":"e","title":"E",)"
      R"("interactive":false,"data":{"deep":null}}}]}])",
      R"("type":"client_tool_call","status":"completed","call_id":"c","name":"f",)"
      R"("arguments":{"x":[-1.5e3,null,"\u0000"]},"output":[true,null])",
      R"("type":"widget","widget":{"type":"Card","children":[{"type":"Text","value":"v"}]},)"
      R"("copy_text":"v")",
      R"("type":"task","task":{"type":"web_search","title":"t","queries":["q"],"sources":[],)"
      R"("status_indicator":"loading"})",
      R"("type":"workflow","workflow":{"type":"reasoning","tasks":[{"type":"thought",)"
      R"("content":"c","status_indicator":"none"}],"summary":{"duration":3},"expanded":false})",
      R"("type":"hidden_context_item","content":{"any":"thing"})",
      R"("type":"sdk_hidden_context","content":"text")",
      R"("type":"end_of_turn")",
      R"("type":"structured_input","status":"pending","inputs":[{"id":"i","type":"text"}])",
      R"("type":"generated_image","image":{"id":"g","url":"u"})",
      R"("type":"from_the_future","value":[1,2])"};
  std::vector<std::string> out;
  for (const std::string& kind : kinds) {
    out.push_back(R"({"id":"i","thread_id":"t","created_at":"2026-11-22T09:30:07.5Z",)" + kind +
                  "}");
  }
  return out;
}

std::string conversation_text(const protocol::ThreadItem& item) {
  std::string out;
  write_item(out, item);
  return out;
}

std::string rest_text(const protocol::ThreadItem& item) {
  std::string out;
  if (const auto shown = to_rest(item)) write_rest(out, *shown);
  return out;
}

TEST(StoredItem, IsReadAsAValidatedOneIs) {
  for (const std::string& body : bodies()) {
    ASSERT_EQ(minify(body)->text(), body) << "a stored body is minified";
    const auto validated = read_protocol_item(body);
    const auto stored = read_stored_item(body);
    ASSERT_TRUE(validated) << validated.error().message << " " << body;
    ASSERT_TRUE(stored) << stored.error().message << " " << body;
    EXPECT_EQ(stored->kind.index(), validated->kind.index());
    EXPECT_EQ(stored->created_at, validated->created_at);
    EXPECT_EQ(conversation_text(*stored), conversation_text(*validated));
    EXPECT_EQ(rest_text(*stored), rest_text(*validated));
  }
}

TEST(StoredItem, IsReadTheSameFromWhatWasWritten) {
  for (const std::string& body : bodies()) {
    const std::string written = conversation_text(*read_protocol_item(body));
    EXPECT_EQ(conversation_text(*read_stored_item(written)), written);
  }
}

TEST(StoredItem, OfAWrongShapeIsRefusedInTheSameWords) {
  for (const char* body :
       {R"({"id":7,"type":"end_of_turn"})", R"({"id":"i"})", R"({"type":"end_of_turn"})",
        R"({"id":"i","type":"widget","widget":[]})", R"({"id":"i","type":"task"})",
        R"({"id":"i","type":"end_of_turn","created_at":"today"})"}) {
    const auto stored = read_stored_item(body);
    ASSERT_FALSE(stored) << body;
    EXPECT_EQ(stored.error().code, read_protocol_item(body).error().code) << body;
    EXPECT_EQ(stored.error().param, read_protocol_item(body).error().param) << body;
  }
}

TEST(StoredItem, ThatIsNoObjectIsAnError) {
  for (const char* body : {"", "[]", "7", "null", "\"text\""}) {
    EXPECT_FALSE(read_stored_item(body)) << body;
  }
}

}  // namespace
}  // namespace chatkit::json
