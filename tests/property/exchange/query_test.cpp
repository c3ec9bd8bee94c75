#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "exchange/request.hpp"

namespace chatkit::exchange {
namespace {

std::string random_text(std::mt19937& random) {
  std::string text(random() % 12, ' ');
  for (char& c : text) c = static_cast<char>(1 + random() % 255);
  return text;
}

/// Escapes what must be, and a random part of what need not.
std::string encode(const std::string& text, std::mt19937& random) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
    if (is_plain && random() % 4 != 0) {
      out.push_back(c);
    } else if (c == ' ' && random() % 2 == 0) {
      out.push_back('+');
    } else {
      char escape[4];
      std::snprintf(escape, sizeof escape, random() % 2 == 0 ? "%%%02x" : "%%%02X", byte);
      out += escape;
    }
  }
  return out;
}

TEST(QueryProperty, WhatWasEncodedIsReadBack) {
  std::mt19937 random(11);
  for (int round = 0; round < 5000; ++round) {
    std::vector<std::pair<std::string, std::string>> expected;
    std::string query;
    for (std::size_t i = 0; i < random() % 6; ++i) {
      expected.emplace_back(random_text(random), random_text(random));
      if (!query.empty()) query.push_back('&');
      query += encode(expected.back().first, random) + "=" + encode(expected.back().second, random);
    }
    std::vector<std::pair<std::string, std::string>> read;
    const auto parsed = parse_query(query);
    ASSERT_TRUE(parsed.has_value()) << query;
    for (const QueryParameter& one : *parsed) read.emplace_back(one.name, one.value);
    ASSERT_EQ(read, expected) << query;
  }
}

}  // namespace
}  // namespace chatkit::exchange
