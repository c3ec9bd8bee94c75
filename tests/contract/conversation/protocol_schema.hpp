#pragma once

#include <simdjson.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace chatkit::test {

/// The conversation protocol's JSON Schema, or another one of the contract, read more strictly than
/// it is written: `type` is required wherever it is a constant, nulls and unknown keys are refused
/// outside opaque values.
class ProtocolSchema {
 public:
  static const std::filesystem::path& file();
  ProtocolSchema();
  explicit ProtocolSchema(const std::filesystem::path& schema);

  /// Empty if `json` is one of `root` (Thread, StreamEvent, …); otherwise what is wrong, and where.
  std::string violation(std::string_view root, std::string_view json) const;
  /// The same for one of the schema's definitions.
  std::string definition_violation(std::string_view definition, std::string_view json) const;

 private:
  using Element = simdjson::dom::element;
  std::string check_text(Element schema, std::string_view json, std::string_view place) const;
  std::string check(Element schema, Element value, const std::string& place) const;
  std::string check_any(simdjson::dom::array options, Element value,
                        const std::string& place) const;
  std::string check_object(Element schema, simdjson::dom::object value,
                           const std::string& place) const;
  std::string check_key(Element schema, std::string_view key, Element value,
                        const std::string& place) const;

  mutable simdjson::dom::parser parser_;
  Element root_;
};

}  // namespace chatkit::test
