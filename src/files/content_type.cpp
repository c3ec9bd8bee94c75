#include "files/content_type.hpp"

#include <algorithm>
#include <array>

#include "files/office.hpp"

namespace chatkit::files {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kOctets = "application/octet-stream";
constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kPlain = "text/plain";
constexpr std::string_view kSvg = "image/svg+xml";
/// The container of the binary office formats; its first bytes do not show which it is.
constexpr std::string_view kCompound = "application/x-ole-storage";
constexpr std::string_view kProgram = "application/x-executable";
constexpr std::size_t kTypeBytesMax = 127;

struct Magic {
  std::string_view bytes;
  std::string_view type;
};

// Source: WHATWG MIME Sniffing, section 6; the formats' own specifications.
constexpr std::array<Magic, 12> kMagics = {{
    {"\x89PNG\r\n\x1A\n"sv, "image/png"},
    {"\xFF\xD8\xFF"sv, "image/jpeg"},
    {"GIF87a"sv, "image/gif"},
    {"GIF89a"sv, "image/gif"},
    {"%PDF-"sv, kPdf},
    {"PK\x03\x04"sv, kZip},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, kCompound},
    {"\x7F"
     "ELF"sv,
     kProgram},
    {"MZ"sv, kProgram},
    {"\xCA\xFE\xBA\xBE"sv, kProgram},
    {"\xCF\xFA\xED\xFE"sv, kProgram},
    {"\xCE\xFA\xED\xFE"sv, kProgram},
}};

/// What the content shows itself to be, text or not; empty: nothing that is known here.
std::string_view by_magic(std::string_view head) {
  if (head.size() >= 12 && head.starts_with("RIFF") && head.substr(8, 4) == "WEBP") {
    return "image/webp";
  }
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes)) return magic.type;
  }
  return {};
}

/// Types that are written as text without saying so by their family.
bool is_textual(std::string_view type) {
  static constexpr std::array<std::string_view, 8> kTextual = {
      "application/json", "application/x-ndjson", "application/jsonl",      "application/xml",
      "application/yaml", "application/x-yaml",   "application/javascript", "application/sql"};
  return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
         std::find(kTextual.begin(), kTextual.end(), type) != kTextual.end();
}

std::string text_type(std::string_view declared) {
  if (is_generic(declared)) return std::string(kPlain);
  if (is_textual(declared)) return std::string(declared);
  // Where Excel is installed, Windows declares every CSV file to be a workbook.
  if (declared == kExcel) return "text/csv";
  return {};
}

std::string archive_type(std::string_view head, std::string_view declared) {
  const bool fits = is_generic(declared) || declared == kZip || is_open_xml(declared) ||
                    is_open_document(declared);
  if (!fits) return {};
  const std::string_view shown = office_type(head);
  if (!shown.empty()) return std::string(shown);
  return std::string(is_open_xml(declared) ? declared : kZip);
}

/// Types that the content would have shown to be true.
bool would_show(std::string_view declared) {
  return is_raster_image(declared) || declared == kPdf || declared == kZip ||
         declared == kCompound || is_open_xml(declared) || is_open_document(declared) ||
         is_binary_office(declared) || is_textual(declared);
}

}  // namespace

std::string content_type(const Evidence& evidence, std::string_view declared) {
  const std::string_view magic = by_magic(evidence.head);
  if (magic == kZip) return archive_type(evidence.head, declared);
  if (is_raster_image(magic)) {
    return std::string(is_generic(declared) || is_raster_image(declared) ? magic : "");
  }
  if (magic == kPdf) return std::string(is_generic(declared) || declared == kPdf ? magic : "");
  if (magic == kCompound && is_binary_office(declared)) return std::string(declared);
  if (evidence.is_text) return text_type(declared);
  if (!magic.empty()) return std::string(is_generic(declared) || declared == magic ? magic : "");
  if (is_generic(declared)) return std::string(kOctets);
  return std::string(would_show(declared) ? "" : declared);
}

bool is_raster_image(std::string_view type) {
  return type == "image/png" || type == "image/jpeg" || type == "image/gif" || type == "image/webp";
}

std::string normal_type(std::string_view type) {
  type = type.substr(0, type.find(';'));
  const std::size_t first = type.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  type = type.substr(first, type.find_last_not_of(" \t") - first + 1);
  std::string out(type);
  std::size_t slashes = 0;
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!is_word && "/.+-_!#$&^"sv.find(c) == std::string_view::npos) return {};
    slashes += c == '/' ? 1U : 0U;
  }
  const bool is_whole = slashes == 1 && out.front() != '/' && out.back() != '/';
  return is_whole && out.size() <= kTypeBytesMax ? out : std::string();
}

bool is_generic(std::string_view type) { return type.empty() || type == kOctets; }

bool is_allowed(const std::vector<std::string>& list, std::string_view type) {
  return std::any_of(list.begin(), list.end(), [type](std::string_view entry) {
    if (entry == type) return true;
    if (!entry.ends_with("/*") || type == kSvg) return false;
    return type.starts_with(entry.substr(0, entry.size() - 1));
  });
}

std::vector<std::string> usual_types() {
  return {
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      "application/vnd.oasis.opendocument.text",
      "application/vnd.oasis.opendocument.spreadsheet",
      "application/vnd.oasis.opendocument.presentation",
      "application/msword",
      "application/vnd.ms-excel",
      "application/vnd.ms-powerpoint",
      "text/csv",
      "text/tab-separated-values",
      "application/json",
      "application/x-ndjson",
      "text/plain",
      "text/markdown",
      "application/pdf",
      "image/png",
      "image/jpeg",
      "image/gif",
      "image/webp",
  };
}

}  // namespace chatkit::files
