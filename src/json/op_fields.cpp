#include "json/op_fields.hpp"

namespace chatkit::json {

void check_count(Value& array, std::size_t count, CountRange range) {
  if (count < range.min) {
    array.fail_value("at least " + std::to_string(range.min) +
                     " elements are expected, but there are " + std::to_string(count));
  } else if (count > range.max) {
    array.fail_value("at most " + std::to_string(range.max) +
                     " elements are expected, but there are " + std::to_string(count));
  }
}

void read_texts(Value& value, CountRange range, std::vector<std::string>& out) {
  out.clear();
  each_bounded(value, range.max,
               [&](Value& element) { read_text(element, {.min = 1}, out.emplace_back()); });
  check_count(value, out.size(), range);
}

void check_bytes(Value& object, std::string_view name, ByteCount bytes) {
  if (bytes.is <= bytes.max) return;
  const std::string path = Place{&object.place, name, std::nullopt}.param();
  object.fail(invalid_request(
      "string_above_max_length", path,
      "Invalid '" + path + "': there is too much text. At most " + std::to_string(bytes.max) +
          " bytes are expected, but there are " + std::to_string(bytes.is) + "."));
}

void read_object(Value& value, RawJson& out) {
  out = empty_object();
  if (value.is_null()) return;
  if (!value.is_object()) return value.fail_type("an object");
  read(value, out);
}

RawJson empty_object() { return RawJson(RawJson::Validated("{}")); }

}  // namespace chatkit::json
