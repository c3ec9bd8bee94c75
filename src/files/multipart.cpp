#include "files/multipart.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/header_text.hpp"

namespace chatkit::files {
namespace {

constexpr std::size_t kBoundaryCharsMax = 70;  // RFC 2046, section 5.1.1.
constexpr std::size_t kPreambleBytesMax = 4U << 10U;
constexpr std::size_t kHeaderBytesMax = 8U << 10U;
constexpr std::size_t kPaddingBytesMax = 256;
constexpr std::size_t kPartsMax = 16;
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeaderEnd = "\r\n\r\n";

Error malformed(std::string_view why) {
  return invalid_request("invalid_multipart", "",
                         "The body is not valid multipart/form-data: " + std::string(why) + ".");
}

/// A quoted string from the front of `text`, which gets shorter; nothing where it does not end.
/// Browsers write a quote as %22 and a backslash as it is; others escape both.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string out;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return out;
    }
    const bool escapes =
        text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    if (escapes) ++i;
    out.push_back(text[i]);
  }
  return std::nullopt;
}

std::string take_token(std::string_view& text) {
  const std::size_t end = std::min(text.find(';'), text.size());
  std::string out(trimmed(text.substr(0, end)));
  text.remove_prefix(end);
  return out;
}

/// RFC 7578, section 4.2 asks readers to undo what browsers did to quotes and line ends.
std::string unescaped_name(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, char>, 3> kEscapes = {
      {{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}}};
  std::string out;
  while (!name.empty()) {
    char c = name.front();
    std::size_t size = 1;
    for (const auto& [text, byte] : kEscapes) {
      if (!name.starts_with(text)) continue;
      c = byte;
      size = text.size();
    }
    out.push_back(c);
    name.remove_prefix(size);
  }
  return out;
}

Result<void> read_disposition(std::string_view value, PartHead& head) {
  if (!same_word(trimmed(value.substr(0, value.find(';'))), "form-data")) {
    return malformed("a part is no form-data");
  }
  auto name = header_parameter(value, "name");
  if (!name) return malformed("a part has no name");
  head.name = *std::move(name);
  if (const auto file_name = header_parameter(value, "filename")) {
    head.file_name = unescaped_name(*file_name);
  }
  return {};
}

/// The fields of a part, without the empty line that ends them.
Result<PartHead> read_part_head(std::string_view text) {
  PartHead head;
  bool has_disposition = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kLineEnd), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + kLineEnd.size(), text.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("a part's header has a broken line");
    if (line.find('\0') != std::string_view::npos) return malformed("a part's header has a NUL");
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (same_word(name, "content-type")) head.content_type = value;
    if (!same_word(name, "content-disposition")) continue;
    if (std::exchange(has_disposition, true)) return malformed("a part says twice what it is");
    const Result<void> read = read_disposition(value, head);
    if (!read) return read.error();
  }
  if (!has_disposition) return malformed("a part does not say what it is");
  return head;
}

bool is_boundary(std::string_view text) {
  return !text.empty() && text.size() <= kBoundaryCharsMax && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace

std::optional<std::string> header_parameter(std::string_view value, std::string_view name) {
  value.remove_prefix(std::min(value.find(';'), value.size()));
  while (!value.empty()) {
    value.remove_prefix(1);
    const std::size_t end = std::min(value.find_first_of(";="), value.size());
    const std::string_view found = trimmed(value.substr(0, end));
    value.remove_prefix(end);
    if (value.empty() || value.front() == ';') continue;
    value.remove_prefix(1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    std::optional<std::string> content;
    if (value.starts_with('"')) {
      content = take_quoted(value);
      if (!content) return std::nullopt;
      value.remove_prefix(std::min(value.find(';'), value.size()));
    } else {
      content = take_token(value);
    }
    if (same_word(found, name)) return content;
  }
  return std::nullopt;
}

Result<Multipart> Multipart::for_content_type(std::string_view content_type) {
  if (!same_word(trimmed(content_type.substr(0, content_type.find(';'))), "multipart/form-data")) {
    Error error;
    error.kind = ErrorKind::unsupported_type;
    error.code = "unsupported_media_type";
    error.message = "The body must be a form: send 'Content-Type: multipart/form-data'.";
    return error;
  }
  const auto boundary = header_parameter(content_type, "boundary");
  if (!boundary || !is_boundary(*boundary)) return malformed("it names no boundary");
  return Multipart(*boundary);
}

void Multipart::add(std::string_view bytes) {
  if (state_ == State::ended) return;
  bytes_.erase(0, at_);
  at_ = 0;
  bytes_ += bytes;
}

Result<std::optional<Multipart::Event>> Multipart::next() {
  if (state_ == State::preamble) {
    const Result<bool> found = skip_preamble();
    if (!found) return found.error();
  }
  if (state_ == State::boundary_end) {
    auto event = read_boundary_end();
    if (!event || *event || state_ == State::boundary_end) return event;
  }
  if (state_ == State::header) return read_header();
  if (state_ == State::data) {
    Event event = read_data();
    if (event.kind == Kind::data && event.data.empty()) return std::optional<Event>();
    return std::optional<Event>(std::move(event));
  }
  return std::optional<Event>();
}

Result<bool> Multipart::skip_preamble() {
  const std::size_t found = rest().find(delimiter_);
  // What may be the boundary's beginning stays.
  const std::size_t kept = std::min(delimiter_.size() - 1, rest().size());
  const std::size_t step = found == std::string_view::npos ? rest().size() - kept : found;
  skipped_ += step;
  at_ += step;
  if (skipped_ > kPreambleBytesMax) return malformed("its first boundary is missing");
  if (found == std::string_view::npos) return false;
  at_ += delimiter_.size();
  state_ = State::boundary_end;
  return true;
}

Result<std::optional<Multipart::Event>> Multipart::read_boundary_end() {
  const std::string_view text = rest();
  if (text.size() < 2) return std::optional<Event>();
  Event event;
  if (text.starts_with("--")) {
    state_ = State::ended;
    event.kind = Kind::end;
    return std::optional<Event>(std::move(event));
  }
  const std::size_t padding = std::min(text.find_first_not_of(" \t"), text.size());
  if (padding > kPaddingBytesMax) return malformed("a boundary is followed by too many spaces");
  const std::string_view line_end = text.substr(padding, kLineEnd.size());
  if (!kLineEnd.starts_with(line_end)) return malformed("a boundary is followed by something");
  if (line_end.size() < kLineEnd.size()) return std::optional<Event>();
  if (++parts_ > kPartsMax) return malformed("it has too many parts");
  // The line's end stays, so that a header without a field ends like any other.
  at_ += padding;
  state_ = State::header;
  return std::optional<Event>();
}

Result<std::optional<Multipart::Event>> Multipart::read_header() {
  const std::string_view text = rest();
  const std::size_t end = text.find(kHeaderEnd);
  if (end == std::string_view::npos ? text.size() > kHeaderBytesMax : end > kHeaderBytesMax) {
    return malformed("a part's header is too long");
  }
  if (end == std::string_view::npos) return std::optional<Event>();
  const std::string_view fields = text.substr(0, end);
  auto head = read_part_head(fields.substr(std::min(kLineEnd.size(), fields.size())));
  if (!head) return std::move(head).error();
  // The header's last line end may be the first bytes of the boundary that ends an empty part.
  at_ += end + kLineEnd.size();
  state_ = State::data;
  in_part_ = false;
  Event event;
  event.kind = Kind::part;
  event.head = *std::move(head);
  return std::optional<Event>(std::move(event));
}

Multipart::Event Multipart::read_data() {
  if (!in_part_) {
    const std::string_view text = rest();
    const bool may_be_empty = text.size() < delimiter_.size()
                                  ? std::string_view(delimiter_).starts_with(text)
                                  : text.starts_with(delimiter_);
    // Only an empty part may share its header's line end with the boundary.
    if (!may_be_empty) at_ += kLineEnd.size();
    if (!may_be_empty || text.size() >= delimiter_.size()) in_part_ = true;
  }
  Event event;
  if (!in_part_) return event;
  const std::string_view text = rest();
  const std::size_t found = text.find(delimiter_);
  if (found == 0) {
    at_ += delimiter_.size();
    state_ = State::boundary_end;
    event.kind = Kind::part_end;
    return event;
  }
  std::size_t size = found;
  if (found == std::string_view::npos) {
    size = text.size() - std::min(text.size(), delimiter_.size() - 1);
  }
  event.data = text.substr(0, size);
  at_ += size;
  return event;
}

}  // namespace chatkit::files
