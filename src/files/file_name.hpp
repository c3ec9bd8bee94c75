#pragma once

#include <string>
#include <string_view>

// Names that people gave their files: shown and sent, never a path here.
namespace chatkit::files {

/// A name without folders, control characters, marks that reverse the text, and bytes that are no
/// UTF-8; 255 bytes at most; `file` where nothing is left of it.
std::string clean_name(std::string_view name);

/// The header value that makes a browser show (`inline`) or save a file under its name.
/// Source: RFC 6266, section 4; RFC 8187.
std::string content_disposition(std::string_view disposition, std::string_view name);

}  // namespace chatkit::files
