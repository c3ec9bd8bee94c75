#include "contract/conversation/protocol_schema.hpp"

#include <gtest/gtest.h>

// The checker must itself be seen to refuse.
namespace chatkit::test {
namespace {

class Schema : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(ProtocolSchema::file())) GTEST_SKIP() << "no schema is here";
    schema_.emplace();
  }
  std::string event(std::string_view json) { return schema_->violation("StreamEvent", json); }
  std::optional<ProtocolSchema> schema_;
};

TEST_F(Schema, TakesWhatTheTracesHold) {
  EXPECT_EQ(event(R"({"type":"stream_options","stream_options":{"allow_cancel":true}})"), "");
  EXPECT_EQ(event(R"({"type":"client_effect","name":"x","data":{"any":null}})"), "");
}

TEST_F(Schema, RefusesWhatTheProtocolDoesNotSay) {
  EXPECT_NE(event(R"({"stream_options":{"allow_cancel":true}})"), "");
  EXPECT_NE(event(R"({"type":"notice","level":"info"})"), "");
  EXPECT_NE(event(R"({"type":"notice","level":"loud","message":"x"})"), "");
  EXPECT_NE(event(R"({"type":"notice","level":"info","message":"x","title":null})"), "");
  EXPECT_NE(event(R"({"type":"notice","level":"info","message":"x","more":1})"), "");
  EXPECT_NE(event(R"({"type":"nonsense"})"), "");
  EXPECT_NE(schema_->violation("ItemsPage", R"({"data":[{"type":"task"}],"has_more":false})"), "");
}

}  // namespace
}  // namespace chatkit::test
