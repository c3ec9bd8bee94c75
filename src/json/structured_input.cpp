#include "json/structured_input.hpp"

#include <string>
#include <utility>
#include <vector>

#include "json/reading.hpp"
#include "json/strict.hpp"
#include "json/writer.hpp"

namespace chatkit::json {
namespace {

constexpr std::size_t kQuestionsMax = 50;
constexpr std::size_t kOptionsMax = 100;

struct Question {
  std::string type = "freeform";  // freeform or multiple_choice
  std::string id;
  std::string text;
  std::optional<std::string> description;
  std::vector<std::string> options;
  bool multiple = false;
  std::optional<StructuredAnswer> answer;

  bool is_choice() const { return type == "multiple_choice"; }
};
struct Questions {
  std::vector<Question> all;
};

void read_option(Value& value, std::string& out) {
  bool found = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name != "value") return;
    found = true;
    read_text(field, {}, out);
  });
  if (value.is_object()) require(value, "value", found);
}

void read_answer(Value& value, StructuredAnswer& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "values") return read(field, out.values);
    if (name == "skipped") return read(field, out.skipped);
  });
}

void read_question(Value& value, Question& out) {
  bool has_id = false;
  bool has_text = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") {
      read_text(field, {}, out.type);
      if (field.reading.failed() || out.is_choice() || out.type == "freeform") return;
      return field.fail_value("it is neither 'freeform' nor 'multiple_choice'");
    }
    if (name == "id") {
      has_id = true;
      return read_text(field, {.min = 1}, out.id);
    }
    if (name == "question") {
      has_text = true;
      return read_text(field, {}, out.text);
    }
    if (name == "description") return read(field, out.description);
    if (name == "multiple") return read(field, out.multiple);
    if (name == "answer" && !field.is_null()) return read_answer(field, out.answer.emplace());
    if (name == "options") {
      return each_element(field,
                          [&](Value& option) { read_option(option, out.options.emplace_back()); });
    }
  });
  if (!value.is_object()) return;
  require(value, "id", has_id);
  require(value, "question", has_text);
  if (out.options.size() > kOptionsMax) value.fail_value("it has too many options");
}

Result<Questions> read_questions(const RawJson& inputs) {
  std::string body = R"({"inputs":)";
  body += inputs.view();
  body.push_back('}');
  return read_body<Questions>(body, Reading::Nul::refuse, [](Value& root, Questions& out) {
    each_field(root, [&](std::string_view, Value& field) {
      each_element(field, [&](Value& element) { read_question(element, out.all.emplace_back()); });
      if (out.all.size() > kQuestionsMax) field.fail_value("there are too many questions");
    });
  });
}

void write_answer(std::string& out, const StructuredAnswer& answer) {
  ObjectWriter object(out);
  object.key("values");
  ArrayWriter values(out);
  for (const std::string& value : answer.values) {
    values.next();
    append_string(out, value);
  }
  values.close();
  object.boolean("skipped", answer.skipped);
  object.close();
}

void write_question(std::string& out, const Question& question) {
  ObjectWriter object(out);
  object.string("id", question.id).string("question", question.text);
  if (question.answer) {
    object.key("answer");
    write_answer(out, *question.answer);
  }
  object.string("type", question.type);
  if (question.is_choice()) {
    object.key("options");
    ArrayWriter options(out);
    for (const std::string& option : question.options) {
      options.next();
      ObjectWriter(out).string("value", option).close();
    }
    options.close();
    object.boolean("multiple", question.multiple);
  } else if (question.description) {
    object.string("description", *question.description);
  }
  object.close();
}

RawJson write_questions(const Questions& questions) {
  std::string out;
  ArrayWriter array(out);
  for (const Question& question : questions.all) {
    array.next();
    write_question(out, question);
  }
  array.close();
  return RawJson(RawJson::Validated(std::move(out)));
}

StructuredAnswer answer_to(const Question& question, const ThreadsAddStructuredInput& submission) {
  StructuredAnswer skipped;
  skipped.skipped = true;
  if (submission.status == "skipped") return skipped;
  const auto given = submission.answers.find(question.id);
  if (given == submission.answers.end() || given->second.skipped) return skipped;
  StructuredAnswer answer = given->second;
  if (question.is_choice() && !question.multiple && answer.values.size() > 1) {
    answer.values.resize(1);
  }
  return answer;
}

}  // namespace

Result<RawJson> complete_inputs(const RawJson& inputs) {
  const Result<Questions> questions = read_questions(inputs);
  if (!questions) return questions.error();
  return write_questions(*questions);
}

Result<RawJson> answer_inputs(const RawJson& inputs, const ThreadsAddStructuredInput& submission) {
  Result<Questions> questions = read_questions(inputs);
  if (!questions) return questions.error();
  for (Question& question : questions->all) question.answer = answer_to(question, submission);
  return write_questions(*questions);
}

}  // namespace chatkit::json
