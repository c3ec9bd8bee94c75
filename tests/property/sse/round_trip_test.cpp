#include <gtest/gtest.h>

#include <random>

#include "sse/decoder.hpp"
#include "sse/encoder.hpp"

namespace chatkit::sse {
namespace {

using Random = std::mt19937;

std::size_t pick(Random& random, std::size_t below) {
  return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
}

std::string text_of(Random& random, std::string_view alphabet, std::size_t chars_max) {
  std::string text;
  for (std::size_t left = pick(random, chars_max + 1); left > 0; --left) {
    text.push_back(alphabet[pick(random, alphabet.size())]);
  }
  return text;
}

/// CR cannot travel: the reader sees LF for CR and for CRLF.
std::string with_plain_line_ends(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out.push_back(text[i] == '\r' ? '\n' : text[i]);
  }
  return out;
}

// Any events, with comments between them, come out of a stream that is cut anywhere.
TEST(SseRoundTrip, KeepsEveryEvent) {
  constexpr std::string_view kAnything("ab: \n\r\0\xEF\xBB\xBF{}\"data", 17);
  constexpr std::string_view kOneLine(" :ab\xEF\xBB\xBF#", 8);
  Random random(4242);
  for (int round = 0; round < 2000; ++round) {
    std::string stream;
    std::vector<Event> sent;
    for (std::size_t left = pick(random, 6); left > 0; --left) {
      if (pick(random, 3) == 0) append_comment(stream, text_of(random, kOneLine, 5));
      Event event{.data = text_of(random, kAnything, 20),
                  .id = text_of(random, kOneLine, 4),
                  .type = text_of(random, kOneLine, 4)};
      ASSERT_TRUE(append_event(stream, event));
      event.data = with_plain_line_ends(event.data);
      sent.push_back(std::move(event));
    }
    Decoder decoder;
    std::vector<Event> received;
    for (std::string_view rest = stream; !rest.empty();) {
      const std::size_t size = 1 + pick(random, 9);
      for (auto& event : decoder.feed(rest.substr(0, size)).value()) {
        received.push_back(std::move(event));
      }
      rest.remove_prefix(std::min(size, rest.size()));
    }
    ASSERT_EQ(received, sent) << "round " << round << "\n" << stream;
  }
}

}  // namespace
}  // namespace chatkit::sse
