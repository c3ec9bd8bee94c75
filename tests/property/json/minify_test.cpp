#include "json/minify.hpp"

#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <string>

#include "property/json/pick.hpp"

// The minifier against a recogniser that is slow, written apart from it, and follows the grammar of
// RFC 8259 rule by rule with regular expressions for the tokens.
namespace chatkit::json {
namespace {

/// Recognises by rewriting: tokens become single letters, then the grammar shrinks them until one
/// value is left. Depth is not limited here; the texts below stay shallow.
class Oracle {
 public:
  /// The minified text, or nothing for what is no JSON.
  static std::optional<std::string> minify(const std::string& text) {
    static const std::regex token(
        R"rx(([ \t\r\n]+)|("(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")|)rx"
        R"rx((-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|)rx"
        R"rx((true|false|null)|([\[\]{}:,]))rx");
    std::string shape;
    std::string kept;
    auto at = text.cbegin();
    std::smatch match;
    while (at != text.cend()) {
      if (!std::regex_search(at, text.cend(), match, token,
                             std::regex_constants::match_continuous)) {
        return std::nullopt;
      }
      at = match[0].second;
      if (match[1].matched) continue;
      kept.append(match.str());
      if (match[2].matched) {
        if (!paired(match.str())) return std::nullopt;
        shape.push_back('s');
      } else if (match[5].matched) {
        shape.append(match.str());
      } else {
        // Two scalars in a row must not merge into one, so each stays a letter of its own.
        shape.push_back('v');
      }
    }
    return is_value(shape) ? std::optional(kept) : std::nullopt;
  }

 private:
  /// Whether every surrogate that is written as an escape has its other half behind it.
  static bool paired(const std::string& token) {
    static const std::regex pair(R"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})");
    static const std::regex half(R"(\\u[dD][89a-fA-F][0-9a-fA-F]{2})");
    return !std::regex_search(std::regex_replace(unicode_escapes(token), pair, "x"), half);
  }

  /// The token with everything but its \u escapes as `x`; a backslash may itself be escaped.
  static std::string unicode_escapes(const std::string& token) {
    std::string out;
    for (std::size_t i = 0; i < token.size();) {
      const bool is_escape = token[i] == '\\';
      const bool is_unicode = is_escape && token[i + 1] == 'u';
      const std::size_t size = is_unicode ? 6 : (is_escape ? 2 : 1);
      out += is_unicode ? token.substr(i, size) : "x";
      i += size;
    }
    return out;
  }

  static bool is_value(std::string shape) {
    static const std::regex empty(R"(\[\]|\{\})");
    static const std::regex array(R"(\[[sv](?:,[sv])*\])");
    static const std::regex object(R"(\{s:[sv](?:,s:[sv])*\})");
    while (true) {
      std::string next = std::regex_replace(shape, empty, "v");
      next = std::regex_replace(next, array, "v");
      next = std::regex_replace(next, object, "v");
      if (next == shape) return shape == "v" || shape == "s";
      shape = std::move(next);
    }
  }
};

std::string space(Random& random) {
  static const std::string kSpaces[] = {"", "", "", " ", "\n", "\t", "\r\n", "  "};
  return kSpaces[pick(random, 8)];
}

std::string random_string(Random& random) {
  static const std::string kPieces[] = {
      "a", "é", "😀",        "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00",
      " ", "{", "0123456789"};
  std::string out = "\"";
  for (std::size_t left = pick(random, 5); left > 0; --left) out += kPieces[pick(random, 12)];
  return out + "\"";
}

std::string random_value(Random& random, int depth) {
  static const std::string kScalars[] = {"0",    "-1",    "2.5",  "1e5",  "-0.1E+2",
                                         "true", "false", "null", "1234", "0.0"};
  const std::size_t kind = pick(random, depth > 0 ? 6 : 2);
  if (kind == 0) return kScalars[pick(random, 10)];
  if (kind == 1) return random_string(random);
  const bool object = kind < 4;
  std::string out = object ? "{" : "[";
  out += space(random);
  for (std::size_t left = pick(random, 4); left > 0; --left) {
    if (object) out += random_string(random) + space(random) + ":" + space(random);
    out += random_value(random, depth - 1) + space(random);
    if (left > 1) out += "," + space(random);
  }
  return out + (object ? "}" : "]");
}

/// Damages the text in a way that often leaves it almost JSON.
void damage(std::string& text, Random& random) {
  static constexpr std::string_view kBytes = "\"\\{}[],:0-1.eEut \n\x01xd8";
  const std::size_t at = pick(random, text.size() + 1);
  const char byte = kBytes[pick(random, kBytes.size())];
  switch (pick(random, 3)) {
    case 0:
      text.insert(at, 1, byte);
      return;
    case 1:
      text.erase(at, 1);
      return;
    default:
      if (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80U) text[at] = byte;
  }
}

bool is_ascii_damage_only(const std::string& text) {
  // A damaged UTF-8 sequence is beyond the oracle, which knows bytes; unit tests cover those.
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80U   ? 1
                               : lead < 0xC0U ? 0
                               : lead < 0xE0U ? 2
                               : lead < 0xF0U ? 3
                                              : 4;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t j = 1; j < length; ++j) {
      if ((static_cast<unsigned char>(text[i + j]) & 0xC0U) != 0x80U) return false;
    }
    i += length;
  }
  return true;
}

TEST(MinifyProperty, AgreesWithTheGrammar) {
  Random random(20261122);
  int accepted = 0;
  int refused = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string text = space(random) + random_value(random, 4) + space(random);
    for (std::size_t left = pick(random, 3); left > 0; --left) damage(text, random);
    if (!is_ascii_damage_only(text) || text.size() > 2000) continue;
    const auto expected = Oracle::minify(text);
    const auto result = minify(text);
    ASSERT_EQ(result.has_value(), expected.has_value()) << text;
    if (result) {
      ASSERT_EQ(result->text(), *expected) << text;
      ++accepted;
    } else {
      EXPECT_EQ(result.error().code, "invalid_json");
      ++refused;
    }
  }
  EXPECT_GT(accepted, 1000);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace chatkit::json
