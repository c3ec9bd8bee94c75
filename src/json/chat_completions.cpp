#include "json/chat_completions.hpp"

#include <algorithm>
#include <utility>

#include "json/reading.hpp"
#include "json/writer.hpp"

namespace chatkit::json {
namespace {

void write_part(std::string& out, const ChatPart& part) {
  ObjectWriter object(out);
  if (const auto* text = std::get_if<ChatText>(&part)) {
    object.string("type", "text").string("text", text->text);
  } else {
    object.string("type", "image_url").key("image_url");
    ObjectWriter image(out);
    image.string("url", std::get<ChatImage>(part).url);
    image.close();
  }
  object.close();
}

void write_content(std::string& out, const std::vector<ChatPart>& parts) {
  if (parts.size() == 1 && std::holds_alternative<ChatText>(parts.front())) {
    append_string(out, std::get<ChatText>(parts.front()).text);
    return;
  }
  ArrayWriter array(out);
  for (const ChatPart& part : parts) {
    array.next();
    write_part(out, part);
  }
  array.close();
}

void write_messages(std::string& out, const std::vector<ChatMessage>& messages) {
  ArrayWriter array(out);
  for (const ChatMessage& message : messages) {
    array.next();
    ObjectWriter object(out);
    object.string("role", message.role).key("content");
    write_content(out, message.parts);
    object.close();
  }
  array.close();
}

void read_count(Value& value, std::uint64_t& out) {
  std::int64_t count = 0;
  read(value, count);
  out = static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0));
}

void read_usage(Value& value, std::optional<ChatUsage>& out) {
  if (value.is_null()) return;
  ChatUsage& usage = out.emplace();
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "prompt_tokens") return read_count(field, usage.tokens_in);
    if (name == "completion_tokens") return read_count(field, usage.tokens_out);
  });
}

/// A `delta` or a `message`: both name their texts alike.
void read_text_of(Value& value, std::string& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name != "content" && name != "refusal") return;
    std::string text;
    read(field, text);
    std::erase(text, '\0');
    out += text;
  });
}

struct Choice {
  std::int64_t index = 0;
  std::string text;
  std::optional<std::string> finish_reason;
};

void read_choice(Value& value, std::string_view text_field, Choice& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "index") return read(field, out.index);
    if (name == "finish_reason") return read(field, out.finish_reason);
    if (name == text_field) return read_text_of(field, out.text);
  });
}

void read_choices(Value& value, std::string_view text_field, ChatAnswer& out) {
  if (value.is_null()) return;
  each_element(value, [&](Value& element) {
    Choice choice;
    read_choice(element, text_field, choice);
    if (choice.index != 0) return;
    out.text += choice.text;
    if (choice.finish_reason) out.finish_reason = std::move(choice.finish_reason);
  });
}

void read_answer(Value& value, std::string_view text_field, ChatAnswer& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "choices") return read_choices(field, text_field, out);
    if (name == "usage") return read_usage(field, out.usage);
    if (name == "model") return read(field, out.model);
    if (name == "error" && !field.is_null()) out.error = std::string(raw_text(field));
  });
}

}  // namespace

void write_chat_request(std::string& out, const ChatRequest& request) {
  ObjectWriter object(out);
  object.string("model", request.model).key("messages");
  write_messages(out, request.messages);
  if (request.tokens_max) object.number("max_tokens", *request.tokens_max);
  if (request.temperature) {
    object.key("temperature");
    append_number(out, *request.temperature);
  }
  object.boolean("stream", request.stream);
  if (request.stream) object.raw("stream_options", R"({"include_usage":true})");
  object.close();
}

Result<ChatAnswer> read_chat_chunk(std::string_view json) {
  return read_body<ChatAnswer>(json, Reading::Nul::accept, [](Value& value, ChatAnswer& out) {
    read_answer(value, "delta", out);
  });
}

Result<ChatAnswer> read_chat_completion(std::string_view json) {
  return read_body<ChatAnswer>(json, Reading::Nul::accept, [](Value& value, ChatAnswer& out) {
    read_answer(value, "message", out);
  });
}

std::string plain_text(const RawJson& value) {
  return value.view().starts_with('"') ? unescape(value.view()) : value.text();
}

}  // namespace chatkit::json
