#pragma once

#include <string_view>

namespace chatkit::responder {

/// Whether a `Content-Type` names this media type, whatever its parameters and its case.
/// Source: RFC 9110, 8.3.1.
bool is_media_type(std::string_view content_type, std::string_view expected) noexcept;

}  // namespace chatkit::responder
