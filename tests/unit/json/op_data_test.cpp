#include <gtest/gtest.h>

#include "json/protocol.hpp"
#include "unit/json/op_verdict.hpp"

// Feedback, attachments and transcription. Expected codes and params: contract section 2 and the
// shapes of conversation.schema.json.
namespace chatkit::json {
namespace {

using json_test::op;
using json_test::params_of;
using json_test::verdict;

TEST(OpData, ReadsFeedback) {
  const auto feedback = params_of<ItemsFeedback>(
      op("items.feedback", R"({"thread_id":"t","item_ids":["a","b"],"kind":"negative"})"));
  EXPECT_EQ(feedback.thread_id, "t");
  EXPECT_EQ(feedback.item_ids, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(feedback.kind, "negative");
}

TEST(OpData, RefusesFeedbackThatIsNoOpinion) {
  const auto check = [](std::string_view params) { return verdict(op("items.feedback", params)); };
  EXPECT_EQ(check(R"({"thread_id":"t","item_ids":["a"],"kind":"great"})"),
            "invalid_value params.kind");
  EXPECT_EQ(check(R"({"thread_id":"t","item_ids":["a"],"kind":null})"), "invalid_type params.kind");
  EXPECT_EQ(check(R"({"thread_id":"t","item_ids":["a"]})"),
            "missing_required_parameter params.kind");
  EXPECT_EQ(check(R"({"thread_id":"t","kind":"positive"})"),
            "missing_required_parameter params.item_ids");
  EXPECT_EQ(check(R"({"thread_id":"t","item_ids":[],"kind":"positive"})"),
            "invalid_value params.item_ids");
  EXPECT_EQ(check(R"({"thread_id":"t","item_ids":["a",""],"kind":"positive"})"),
            "string_below_min_length params.item_ids[1]");
  EXPECT_EQ(check(R"({"thread_id":"t","item_ids":["a",1],"kind":"positive"})"),
            "invalid_type params.item_ids[1]");
}

TEST(OpData, BoundsTheItemsOfFeedback) {
  OpLimits limits;
  limits.feedback_items_max = 2;
  const auto check = [&](std::string_view ids) {
    return verdict(op("items.feedback", R"({"thread_id":"t","kind":"positive","item_ids":[)" +
                                            std::string(ids) + "]}"),
                   limits);
  };
  EXPECT_EQ(check(R"("a","b")"), "ok");
  EXPECT_EQ(check(R"("a","b","c")"), "invalid_value params.item_ids");
}

TEST(OpData, ReadsAnAttachmentToCome) {
  const auto create = params_of<AttachmentsCreate>(
      op("attachments.create", R"({"name":"cat.png","size":10,"mime_type":"image/png"})"));
  EXPECT_EQ(create.name, "cat.png");
  EXPECT_EQ(create.size, 10U);
  EXPECT_EQ(create.mime_type, "image/png");
}

TEST(OpData, ChecksTheSizeOfAnAttachment) {
  const auto check = [](std::string_view size) {
    return verdict(op("attachments.create",
                      R"({"name":"a","mime_type":"text/plain","size":)" + std::string(size) + "}"));
  };
  EXPECT_EQ(check("0"), "ok");
  EXPECT_EQ(check("-1"), "integer_below_min_value params.size");
  EXPECT_EQ(check("1.5"), "invalid_type params.size");
  EXPECT_EQ(check("\"10\""), "invalid_type params.size");
  EXPECT_EQ(check("null"), "invalid_type params.size");
}

TEST(OpData, BoundsTheNamesOfAnAttachment) {
  const auto check = [](std::size_t name, std::size_t mime_type) {
    return verdict(op("attachments.create", R"({"name":")" + std::string(name, 'n') +
                                                R"(","size":1,"mime_type":")" +
                                                std::string(mime_type, 'm') + "\"}"));
  };
  EXPECT_EQ(check(255, 255), "ok");
  EXPECT_EQ(check(256, 1), "string_above_max_length params.name");
  EXPECT_EQ(check(1, 256), "string_above_max_length params.mime_type");
  EXPECT_EQ(check(0, 1), "string_below_min_length params.name");
  EXPECT_EQ(check(1, 0), "string_below_min_length params.mime_type");
}

TEST(OpData, ReadsTheDeletionOfAnAttachment) {
  EXPECT_EQ(params_of<AttachmentsDelete>(op("attachments.delete", R"({"attachment_id":"f"})"))
                .attachment_id,
            "f");
  EXPECT_EQ(verdict(op("attachments.delete", "{}")),
            "missing_required_parameter params.attachment_id");
}

TEST(OpData, ReadsSpeechToTranscribe) {
  const auto transcribe = params_of<InputTranscribe>(op(
      "input.transcribe", R"({"audio_base64":"AAECAw==","mime_type":"audio/webm;codecs=opus"})"));
  EXPECT_EQ(transcribe.audio_base64, "AAECAw==");
  EXPECT_EQ(transcribe.mime_type, "audio/webm;codecs=opus");
  EXPECT_EQ(verdict(op("input.transcribe", R"({"mime_type":"audio/webm"})")),
            "missing_required_parameter params.audio_base64");
  EXPECT_EQ(verdict(op("input.transcribe", R"({"audio_base64":"AA=="})")),
            "missing_required_parameter params.mime_type");
}

}  // namespace
}  // namespace chatkit::json
