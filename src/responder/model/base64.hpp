#pragma once

#include <string>
#include <string_view>

namespace chatkit::responder {

/// With padding. Source: RFC 4648, section 4.
std::string to_base64(std::string_view bytes);

}  // namespace chatkit::responder
