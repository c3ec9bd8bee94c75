#include "json/generated_image.hpp"

#include <utility>

#include "json/reading.hpp"
#include "json/writer.hpp"

namespace chatkit::json {

Result<GeneratedImageFields> read_generated_image(const RawJson& image) {
  return read_body<GeneratedImageFields>(
      image.view(), Reading::Nul::accept, [](Value& value, GeneratedImageFields& out) {
        each_field(value, [&](std::string_view name, Value& field) {
          if (name == "id") return read(field, out.id);
          if (name == "url") return read(field, out.url);
        });
        require(value, "url", !out.url.empty());
      });
}

RawJson write_generated_image(const GeneratedImageFields& image) {
  std::string text;
  ObjectWriter object(text);
  object.string("id", image.id).string("url", image.url);
  object.close();
  return RawJson(RawJson::Validated(std::move(text)));
}

}  // namespace chatkit::json
