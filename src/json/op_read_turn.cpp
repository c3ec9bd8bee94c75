#include "json/op_fields.hpp"
#include "json/op_params.hpp"

// The ops that start a turn, go on with one or stop it, and the two custom actions.
namespace chatkit::json {
namespace {

void read_status(Value& value, std::string& out) {
  out = "answered";
  if (value.is_null()) return;
  read_text(value, {}, out);
  if (value.reading.failed() || out == "answered" || out == "skipped") return;
  value.fail_value("it is neither 'answered' nor 'skipped'");
}

void read_answer(Value& value, const OpLimits& limits, StructuredAnswer& out) {
  out = {};
  read_fields(value,
              optional("values",
                       [&](Value& field) {
                         out.values.clear();
                         if (field.is_null()) return;
                         each_bounded(field, limits.answer_values_max, [&](Value& element) {
                           read_text(element, {}, out.values.emplace_back());
                         });
                       }),
              optional("skipped", [&](Value& field) { read(field, out.skipped); }));
}

void read_answers(Value& value, const OpLimits& limits, ThreadsAddStructuredInput& out) {
  out.answers.clear();
  if (value.is_null()) return;
  std::size_t count = 0;
  each_field(value, [&](std::string_view name, Value& field) {
    if (++count > limits.answers_max) return;
    check_key(field, limits.question_id_chars_max);
    read_answer(field, limits, out.answers[std::string(name)]);
  });
  check_pairs(value, count, limits.answers_max);
}

std::size_t bytes_of(const std::map<std::string, StructuredAnswer>& answers) {
  std::size_t bytes = 0;
  for (const auto& [question, answer] : answers) {
    bytes += question.size();
    for (const auto& value : answer.values) bytes += value.size();
  }
  return bytes;
}

void read_submission(Value& value, const OpLimits& limits, ThreadsAddStructuredInput& out) {
  out.status = "answered";
  out.answers.clear();
  read_fields(value, optional("status", [&](Value& field) { read_status(field, out.status); }),
              optional("answers", [&](Value& field) { read_answers(field, limits, out); }));
  check_bytes(value, "answers", {.is = bytes_of(out.answers), .max = limits.message_bytes_max});
}

void read_action(Value& value, ActionParams& out) {
  out.action_type.clear();
  out.payload = RawJson();
  read_fields(value, required_text("type", out.action_type),
              optional("payload", [&](Value& field) { read(field, out.payload); }));
}

}  // namespace

void read_params(Value& value, const OpLimits& limits, ThreadsCreate& out) {
  read_fields(value,
              required("input", [&](Value& field) { read_message(field, limits, out.input); }));
}

void read_params(Value& value, const OpLimits& limits, ThreadsAddUserMessage& out) {
  read_fields(value, required_text("thread_id", out.thread_id),
              required("input", [&](Value& field) { read_message(field, limits, out.input); }));
}

void read_params(Value& value, const OpLimits&, ThreadsAddClientToolOutput& out) {
  read_fields(value, required_text("thread_id", out.thread_id),
              optional_text("call_id", out.call_id),
              required("result", [&](Value& field) { read(field, out.result); }));
}

void read_params(Value& value, const OpLimits& limits, ThreadsAddStructuredInput& out) {
  read_fields(value, required_text("thread_id", out.thread_id),
              required_text("item_id", out.item_id),
              required("input", [&](Value& field) { read_submission(field, limits, out); }));
}

void read_params(Value& value, const OpLimits&, ThreadsRetryAfterItem& out) {
  read_fields(value, required_text("thread_id", out.thread_id),
              required_text("item_id", out.item_id));
}

void read_params(Value& value, const OpLimits&, ActionParams& out) {
  read_fields(value, required_text("thread_id", out.thread_id),
              optional_text("item_id", out.item_id),
              required("action", [&](Value& field) { read_action(field, out); }));
}

void read_params(Value& value, const OpLimits&, ThreadsStop& out) {
  read_fields(value, required_text("thread_id", out.thread_id),
              optional_text("run_id", out.run_id));
}

}  // namespace chatkit::json
