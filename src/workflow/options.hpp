#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

// Which settings a responder takes, by its kind.
namespace chatkit::workflow {

enum class OptionType {
  text,          // one line or several, at most `max` bytes
  url,           // absolute, http or https
  list,          // words, joined by commas; at most `max` of them
  flag,          // true or false
  whole_number,  // min..max
  number,        // min..max
  duration,      // such as 500ms, 5s or 2m; min..max in milliseconds
  secret,        // a credential itself
  environment,   // the variable that holds a credential
  file,          // the file that holds a credential
};

struct Option {
  std::string_view key;
  OptionType type = OptionType::text;
  double min = 0;
  double max = 0;
  bool required = false;
  /// For credentials: the name under which the workflow keeps it.
  std::string_view secret = {};
};

/// A kind of responder and what its map may hold besides `kind`.
struct ResponderKind {
  std::string_view name;
  std::span<const Option> options;
  /// A credential that must be given in one of its ways; empty if none must.
  std::string_view required_secret = {};
};

std::span<const ResponderKind> responder_kinds() noexcept;
/// Null for a kind that nobody knows.
const ResponderKind* find_kind(std::string_view name) noexcept;

/// The text that a workflow keeps for what its file says. Errors: invalid_value, whose message is
/// what the value must be, such as "must be a whole number from 0 to 60000".
Result<std::string> option_text(const Option& option, std::string_view text);
/// The same for a list of words.
Result<std::string> option_list(const Option& option, const std::vector<std::string>& words);

}  // namespace chatkit::workflow
