#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace chatkit::conversation {

/// Whether the comma list of `chatkit-capabilities` names `capability`, whatever its case.
bool has_capability(std::string_view list, std::string_view capability);

/// The first language of an `Accept-Language`, such as `de-AT`; empty for none, `*` and what is no
/// language tag.
std::string first_language(std::string_view accept_language);

/// Errors: unsupported_type if a content type is given that is not JSON.
Result<void> check_content_type(std::string_view content_type);

}  // namespace chatkit::conversation
