#pragma once

#include <string>

#include "base/result.hpp"
#include "chatkit/raw_json.hpp"

namespace chatkit::json {

/// The image of a `generated_image` item. Source: conversation.schema.json, GeneratedImage.
struct GeneratedImageFields {
  std::string id;
  std::string url;
};

/// Errors: invalid_type, missing_required_parameter.
Result<GeneratedImageFields> read_generated_image(const RawJson& image);
RawJson write_generated_image(const GeneratedImageFields& image);

}  // namespace chatkit::json
