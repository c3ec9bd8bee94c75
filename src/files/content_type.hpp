#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What a file is, by its bytes. Names and declarations are hints that the bytes must bear out.
namespace chatkit::files {

/// What is known of a file's content.
struct Evidence {
  /// The file's first bytes, `kHeadBytes` of them where it has so many.
  std::string_view head;
  /// What TextCheck said of all of it.
  bool is_text = false;
};
inline constexpr std::size_t kHeadBytes = 64U << 10U;

/// The type of a content that came as `declared`, which may be empty or `application/octet-stream`
/// where the sender did not know. Empty: the content is not what was declared.
///
/// Raster images and office documents are told apart by themselves; text keeps the textual type
/// that was declared; a type that is not known here is believed, unless the content is recognised
/// as something else.
std::string content_type(const Evidence& evidence, std::string_view declared);

/// png, jpeg, gif or webp: what has a preview and may be shown in a page.
bool is_raster_image(std::string_view type);

/// `Text/CSV; charset=utf-8` → `text/csv`; empty where it is no media type.
std::string normal_type(std::string_view type);
/// True for the types that say nothing: none, and `application/octet-stream`.
bool is_generic(std::string_view type);

/// True where `list` names the type, or its family (`text/*`); SVG is never part of a family.
bool is_allowed(const std::vector<std::string>& list, std::string_view type);
/// Office documents, CSV, JSON, text, PDF and raster images.
std::vector<std::string> usual_types();

}  // namespace chatkit::files
