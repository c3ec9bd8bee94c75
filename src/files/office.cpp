#include "files/office.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace chatkit::files {
namespace {

constexpr std::string_view kDocx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view kXlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view kPptx =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";
constexpr std::array<std::string_view, 3> kOpenDocument = {
    "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation"};
constexpr std::array<std::string_view, 3> kBinary = {"application/msword", kExcel,
                                                     "application/vnd.ms-powerpoint"};

// A member's header. Source: APPNOTE 6.3.10, section 4.3.7.
constexpr std::string_view kMember("PK\x03\x04", 4);
constexpr std::size_t kNameSizeAt = 26;
constexpr std::size_t kExtraSizeAt = 28;
constexpr std::size_t kNameAt = 30;

std::size_t two_bytes(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) |
         static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + 1])) << 8U;
}

/// The name of the member whose header begins `bytes`; empty where it is cut off.
std::string_view member_name(std::string_view bytes) {
  if (bytes.size() < kNameAt) return {};
  const std::size_t size = two_bytes(bytes, kNameSizeAt);
  return bytes.size() < kNameAt + size ? std::string_view() : bytes.substr(kNameAt, size);
}

/// OpenDocument says its type in a first member that is stored as it is.
std::string_view open_document_type(std::string_view head) {
  if (member_name(head) != "mimetype") return {};
  const std::size_t at = kNameAt + two_bytes(head, kNameSizeAt) + two_bytes(head, kExtraSizeAt);
  if (at > head.size()) return {};
  const std::string_view content = head.substr(at);
  for (const std::string_view type : kOpenDocument) {
    if (!content.starts_with(type)) continue;
    // The longer types, such as templates, begin with the same words.
    if (!content.substr(type.size()).starts_with('-')) return type;
  }
  return {};
}

}  // namespace

std::string_view office_type(std::string_view head) {
  const std::string_view open_document = open_document_type(head);
  if (!open_document.empty()) return open_document;
  bool is_package = false;
  for (std::size_t at = 0; at != std::string_view::npos; at = head.find(kMember, at + 1)) {
    const std::string_view name = member_name(head.substr(at));
    if (name == "[Content_Types].xml") is_package = true;
    if (name.starts_with("word/")) return kDocx;
    if (name.starts_with("xl/")) return kXlsx;
    if (name.starts_with("ppt/")) return kPptx;
  }
  return is_package ? std::string_view() : kZip;
}

bool is_open_xml(std::string_view type) { return type == kDocx || type == kXlsx || type == kPptx; }
bool is_open_document(std::string_view type) {
  return std::find(kOpenDocument.begin(), kOpenDocument.end(), type) != kOpenDocument.end();
}
bool is_binary_office(std::string_view type) {
  return std::find(kBinary.begin(), kBinary.end(), type) != kBinary.end();
}

}  // namespace chatkit::files
