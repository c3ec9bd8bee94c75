#pragma once

#include <string>
#include <string_view>

namespace chatkit::access {

/// The token of `Bearer <token>`, whatever the case of the word; empty where the header has another
/// form. A view into `authorization`.
std::string_view bearer_token(std::string_view authorization) noexcept;

/// A credential as an error message may repeat it: its ends, where it is long enough for them to
/// say little, and stars between. At most 27 characters, all printable.
std::string masked(std::string_view credential);

}  // namespace chatkit::access
