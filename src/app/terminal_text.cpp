#include "app/terminal_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace chatkit::app {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr std::string_view kReplacementText = "\xEF\xBF\xBD";

struct CodePoint {
  std::uint32_t value = kReplacement;
  std::size_t bytes = 1;
};

struct Form {
  std::size_t bytes;
  std::uint32_t lead_bits;
  std::uint32_t least;  // of that length; what is smaller is overlong
};

Form form_of(unsigned char lead) {
  if (lead < 0x80) return {1, lead, 0};
  if (lead >= 0xC2 && lead < 0xE0) return {2, lead & 0x1FU, 0x80};
  if (lead >= 0xE0 && lead < 0xF0) return {3, lead & 0x0FU, 0x800};
  if (lead >= 0xF0 && lead < 0xF5) return {4, lead & 0x07U, 0x10000};
  return {0, 0, 0};
}

/// The code point at the front of `text`; U+FFFD, one byte, where it is none.
CodePoint first_code_point(std::string_view text) {
  const auto form = form_of(static_cast<unsigned char>(text.front()));
  if (form.bytes == 0 || form.bytes > text.size()) return {};
  auto value = form.lead_bits;
  for (std::size_t i = 1; i < form.bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80) return {};
    value = (value << 6U) | (next & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  if (value < form.least || value > 0x10FFFF || surrogate) return {};
  return {value, form.bytes};
}

using Range = std::pair<std::uint32_t, std::uint32_t>;

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, std::uint32_t value) {
  return std::any_of(ranges.begin(), ranges.end(), [value](const Range& range) {
    return value >= range.first && value <= range.second;
  });
}

constexpr std::array<Range, 2> kControls = {{{0x00, 0x1F}, {0x7F, 0x9F}}};
/// Marks that reorder or hide what stands beside them, and line ends of other kinds.
constexpr std::array<Range, 5> kDeceiving = {
    {{0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE007F}}};
constexpr std::array<Range, 6> kNoWidth = {{{0x0300, 0x036F},
                                            {0x0483, 0x0489},
                                            {0x1AB0, 0x1AFF},
                                            {0x20D0, 0x20FF},
                                            {0xFE00, 0xFE0F},
                                            {0xFE20, 0xFE2F}}};
constexpr std::array<Range, 8> kWide = {{{0x1100, 0x115F},
                                         {0x2E80, 0x303E},
                                         {0x3041, 0xA4CF},
                                         {0xAC00, 0xD7A3},
                                         {0xF900, 0xFAFF},
                                         {0xFE30, 0xFE6F},
                                         {0xFF00, 0xFF60},
                                         {0x1F300, 0x3FFFD}}};

std::size_t width_of(std::uint32_t value) {
  if (within(kNoWidth, value)) return 0;
  return within(kWide, value) ? 2 : 1;
}

std::string make_printable(std::string_view text, bool keep_lines) {
  std::string result;
  while (!text.empty()) {
    const auto point = first_code_point(text);
    const bool kept = keep_lines && (point.value == '\n' || point.value == '\t');
    if (!kept && within(kControls, point.value)) {
      result.push_back(' ');
    } else if (point.value == kReplacement) {
      result += kReplacementText;
    } else if (!within(kDeceiving, point.value)) {
      result += text.substr(0, point.bytes);
    }
    text.remove_prefix(point.bytes);
  }
  return result;
}

}  // namespace

std::string printable_line(std::string_view text) { return make_printable(text, false); }
std::string printable_lines(std::string_view text) { return make_printable(text, true); }

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto point = first_code_point(text);
    width += width_of(point.value);
    text.remove_prefix(point.bytes);
  }
  return width;
}

std::string shorten(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  std::string result;
  std::size_t width = 0;
  while (!text.empty()) {
    const auto point = first_code_point(text);
    width += width_of(point.value);
    if (width + 1 > columns) break;
    result += text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
  }
  return result + "…";
}

TextTable::TextTable(std::vector<std::string> header) { rows_.push_back(std::move(header)); }

void TextTable::add(std::vector<std::string> row) {
  for (auto& cell : row) cell = printable_line(cell);
  rows_.push_back(std::move(row));
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += row[i];
      if (i + 1 < row.size()) text.append(widths[i] - display_width(row[i]) + 2, ' ');
    }
    text.push_back('\n');
  }
  return text;
}

}  // namespace chatkit::app
