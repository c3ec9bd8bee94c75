#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Stored text on a terminal: nothing in it may move the cursor, colour or hide other text.
namespace chatkit::app {

/// One line: control characters and line ends become spaces, bidirectional overrides go, invalid
/// UTF-8 becomes U+FFFD.
std::string printable_line(std::string_view text);
/// The same, with line feeds and tabs kept.
std::string printable_lines(std::string_view text);

/// How many columns `text` takes: two for wide characters, none for combining marks.
std::size_t display_width(std::string_view text);

/// `text` cut to `columns`, with an ellipsis where something was cut.
std::string shorten(std::string_view text, std::size_t columns);

/// Rows under a header, columns aligned, two spaces between; cells are made printable.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header);
  void add(std::vector<std::string> row);
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace chatkit::app
