#include "terminal.hpp"

#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace demo {
namespace {

std::string coloured(std::string_view code, std::string_view text) {
  if (!has_colours()) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

bool has_colours() {
  static const bool colours = [] {
    const char* terminal = std::getenv("TERM");
    const char* refused = std::getenv("NO_COLOR");
    if (refused != nullptr && *refused != '\0') return false;
    return isatty(STDOUT_FILENO) == 1 && terminal != nullptr &&
           std::string_view(terminal) != "dumb";
  }();
  return colours;
}

std::string bold(std::string_view text) { return coloured("1", text); }
std::string dim(std::string_view text) { return coloured("2", text); }
std::string green(std::string_view text) { return coloured("32", text); }

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      ++i;  // U+0080 to U+009F: terminals take them as commands, too.
      continue;
    }
    if (byte == '\n' || byte == '\t' || (byte >= 0x20 && byte != 0x7F)) out.push_back(text[i]);
  }
  return out;
}

std::string shorten(std::string_view text, std::size_t characters_max) {
  std::string out;
  std::size_t characters = 0;
  for (char c : plain(text)) {
    if (c == '\n' || c == '\t') c = ' ';
    if (!continues(c) && ++characters > characters_max) {
      out += "…";
      break;
    }
    out.push_back(c);
  }
  return out;
}

void say_step(std::string_view what) { std::cout << "\n" << bold(what) << "\n"; }

}  // namespace demo
