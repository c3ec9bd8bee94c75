#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace demo {

/// What a user says in one conversation, turn by turn.
struct Conversation {
  std::string topic{};
  std::vector<std::string> turns{};
};

/// Up to `count_max` conversations of a file with one JSON object a line: `turns`, an array of
/// strings, and `category`. Lines without turns are left out.
/// Errors: std::runtime_error if the file cannot be read or holds none.
std::vector<Conversation> read_conversations(const std::string& path, std::size_t count_max);

/// A few of our own, repeated until there are `count`.
std::vector<Conversation> built_in_conversations(std::size_t count);

}  // namespace demo
