#include "json/columns.hpp"

#include "json/reading.hpp"
#include "json/writer.hpp"

namespace chatkit::json {

void write_counts(std::string& out,
                  const std::map<std::string, std::uint64_t, std::less<>>& counts) {
  ObjectWriter object(out);
  for (const auto& [name, count] : counts) object.number(name, static_cast<std::int64_t>(count));
  object.close();
}

Result<std::map<std::string, std::uint64_t, std::less<>>> read_counts(std::string_view json) {
  using Counts = std::map<std::string, std::uint64_t, std::less<>>;
  return read_stored<Counts>(json, [](Value& value, Counts& out) {
    each_field(value, [&](std::string_view name, Value& field) {
      std::int64_t count = 0;
      read(field, count);
      out[std::string(name)] = static_cast<std::uint64_t>(count);
    });
  });
}

void write_texts(std::string& out, const std::vector<std::string>& texts) {
  ArrayWriter array(out);
  for (const std::string& text : texts) {
    array.next();
    append_string(out, text);
  }
  array.close();
}

Result<std::vector<std::string>> read_texts(std::string_view json) {
  using Texts = std::vector<std::string>;
  return read_stored<Texts>(json, [](Value& value, Texts& out) {
    each_element(value, [&](Value& element) { read(element, out.emplace_back()); });
  });
}

}  // namespace chatkit::json
