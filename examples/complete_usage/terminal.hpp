#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace demo {

/// Whether standard output is a terminal that shows colours; NO_COLOR is obeyed.
bool has_colours();

std::string bold(std::string_view text);
std::string dim(std::string_view text);
std::string green(std::string_view text);

/// Stored text as a terminal may show it: control characters are stripped, line ends kept.
std::string plain(std::string_view text);

/// The beginning of `text` on one line, at most `characters_max` long, plain.
std::string shorten(std::string_view text, std::size_t characters_max);

/// A headline of the demo's next step.
void say_step(std::string_view what);

}  // namespace demo
