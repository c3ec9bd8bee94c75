#include <gmock/gmock.h>
#include <simdjson.h>

#include <filesystem>
#include <string>

#include "contract/conversation/protocol_schema.hpp"
#include "json/protocol.hpp"
#include "json/responder_event.hpp"
#include "support/manual_clock.hpp"

// What the responders of the golden conversations send is what a webhook may send: it is taken, and
// comes out as the schema wants it.
namespace chatkit::json {
namespace {

const std::filesystem::path kTraces = "../shared/contract/traces";

std::string with_real_values(std::string json) {
  for (std::size_t at = 0; (at = json.find("\"<time>\"")) != std::string::npos;) {
    json.replace(at, 8, "null");
  }
  return json;
}

class ResponderTraces : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kTraces)) GTEST_SKIP() << kTraces << " is not here";
    schema_.emplace();
    defaults_.thread_id = "thr_1";
    defaults_.created_at = Timestamp(test::ManualClock::kStart);
    defaults_.new_id = [] { return "item_new"; };
  }

  void expect_taken(const std::string& json) {
    const auto read = read_responder_event(json, defaults_, WidgetCheck::whole);
    ASSERT_TRUE(read.has_value()) << read.error().message << "\n" << json;
    if (std::holds_alternative<ThreadSet>(*read)) return;
    std::string out;
    write_event(out, std::get<protocol::Event>(*read));
    EXPECT_EQ(schema_->violation("StreamEvent", out), "") << out;
  }

  std::optional<test::ProtocolSchema> schema_;
  ItemDefaults defaults_;
};

TEST_F(ResponderTraces, AreTaken) {
  simdjson::dom::parser parser;
  int events = 0;
  for (const auto& file : std::filesystem::directory_iterator(kTraces)) {
    SCOPED_TRACE(file.path().filename());
    const simdjson::dom::element trace = parser.load(file.path().string());
    for (const auto step : trace.at_key("steps").get_array()) {
      simdjson::dom::array responder;
      if (step.at_key("responder").get(responder) != simdjson::SUCCESS) continue;
      for (const simdjson::dom::element act : responder) {
        std::string_view type;
        simdjson::dom::element set;
        if (act.at_key("set_thread").get(set) == simdjson::SUCCESS) {
          std::string json = R"({"type":"thread.set",)" + simdjson::minify(set).substr(1);
          expect_taken(json);
        } else if (act.at_key("type").get(type) == simdjson::SUCCESS) {
          expect_taken(with_real_values(simdjson::minify(act)));
          ++events;
        }
      }
    }
  }
  EXPECT_GT(events, 20);
}

}  // namespace
}  // namespace chatkit::json
