#pragma once

#include <optional>
#include <string>

#include "json/rest.hpp"
#include "json/writer.hpp"

namespace chatkit::json {

/// Writes a list's page element by element, so that they need not all be held at once.
class PageWriter {
 public:
  /// Begins the page; `out` outlives it.
  explicit PageWriter(std::string& out, std::string_view object = "list");

  /// Anything that `write_rest` takes.
  template <class T>
  void add(const T& element) {
    data_.next();
    write_rest(out_, element);
  }

  using Id = std::optional<std::string>;
  void close(const Id& first_id, const Id& last_id, bool has_more);

 private:
  static std::string& begin(std::string& out, ObjectWriter& page, std::string_view object);

  std::string& out_;
  ObjectWriter page_;
  ArrayWriter data_;
};

}  // namespace chatkit::json
