#pragma once

#include <span>
#include <string_view>

namespace chatkit::element {

/// A file of the chat element's build, as it lies in this program.
struct ElementFile {
  std::string_view name;
  std::string_view content_type;
  /// Strong, quotes included.
  std::string_view etag;
  std::string_view plain;
  std::string_view gzip;
};

/// All of them; none where the program was built without the element.
std::span<const ElementFile> embedded_files() noexcept;

}  // namespace chatkit::element
