#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "json/minify.hpp"
#include "json/protocol.hpp"
#include "json/rest.hpp"
#include "model/dialects.hpp"
#include "property/json/pick.hpp"

// Random values come back as they were.
namespace chatkit::json {
namespace {

std::string text_of(Random& random) {
  static const std::string kPieces[] = {"a", "\"", "\\", "\n", "\x01", "é",
                                        "€", "😀", "/",  " ",  "\x7F", "plain text, longer"};
  std::string out;
  for (std::size_t left = pick(random, 8); left > 0; --left) out += kPieces[pick(random, 12)];
  return out;
}

StateValue state_value(Random& random) {
  switch (pick(random, 4)) {
    case 0:
      return text_of(random);
    case 1:
      return pick(random, 2) == 0;
    case 2:
      return static_cast<std::int64_t>(random()) - (std::int64_t{1} << 31);
    default:
      return std::ldexp(static_cast<double>(random()), static_cast<int>(pick(random, 80)) - 40);
  }
}

TEST(RoundTrip, KeepsStateVariables) {
  Random random(1);
  for (int round = 0; round < 1000; ++round) {
    StateVariables variables;
    for (std::size_t left = pick(random, 6); left > 0; --left) {
      variables[text_of(random)] = state_value(random);
    }
    std::string out;
    write_state_variables(out, variables);
    const auto read = read_state_variables(out);
    ASSERT_TRUE(read) << out;
    ASSERT_EQ(*read, variables) << out;
  }
}

TEST(RoundTrip, KeepsMetadata) {
  Random random(2);
  for (int round = 0; round < 1000; ++round) {
    Metadata metadata;
    for (std::size_t left = pick(random, 6); left > 0; --left) {
      metadata[text_of(random)] = text_of(random);
    }
    std::string out;
    write_metadata(out, metadata);
    ASSERT_EQ(read_metadata(out).value(), metadata) << out;
  }
}

protocol::ThreadItem random_message(Random& random) {
  protocol::ThreadItem item;
  item.id = "i" + text_of(random);
  item.thread_id = text_of(random);
  item.created_at = Timestamp(std::chrono::microseconds(random()));
  if (pick(random, 2) == 0) {
    auto& message = item.kind.emplace<protocol::AssistantMessage>();
    message.content.resize(pick(random, 3));
    for (auto& part : message.content) part.text = text_of(random);
    return item;
  }
  auto& message = item.kind.emplace<protocol::UserMessage>();
  for (std::size_t left = pick(random, 3); left > 0; --left) {
    message.content.emplace_back(protocol::TextContent{text_of(random)});
  }
  if (pick(random, 2) == 0) message.quoted_text = text_of(random);
  if (pick(random, 2) == 0) message.inference_options.model = text_of(random);
  return item;
}

TEST(RoundTrip, KeepsMessagesInBothDialects) {
  Random random(3);
  for (int round = 0; round < 1000; ++round) {
    const auto item = random_message(random);
    std::string conversation;
    write_item(conversation, item);
    const auto read = read_protocol_item(conversation);
    ASSERT_TRUE(read) << conversation;
    ASSERT_EQ(read->created_at, item.created_at);
    std::string again;
    write_item(again, *read);
    ASSERT_EQ(again, conversation);
    const auto stored = read_stored_item(conversation);
    ASSERT_TRUE(stored) << conversation;
    std::string from_stored;
    write_item(from_stored, *stored);
    ASSERT_EQ(from_stored, conversation);

    std::string rest;
    write_rest(rest, *to_rest(item));
    const auto rest_read = read_item(rest);
    ASSERT_TRUE(rest_read) << rest;
    std::string rest_again;
    write_rest(rest_again, *rest_read);
    ASSERT_EQ(rest_again, rest);
    ASSERT_EQ(rest_read->content_text(), to_rest(item)->content_text());
  }
}

}  // namespace
}  // namespace chatkit::json
