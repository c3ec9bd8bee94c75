#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "chatkit/extra_fields.hpp"
#include "json/page_writer.hpp"
#include "json/writer.hpp"

// What the writers of the REST dialect share: nulls are written, unknown fields go out as they
// came.
namespace chatkit::json {

inline void string_or_null(ObjectWriter& object, std::string_view name,
                           const std::optional<std::string>& value) {
  if (value) {
    object.string(name, *value);
  } else {
    object.null(name);
  }
}

inline void number_or_null(ObjectWriter& object, std::string_view name,
                           const std::optional<std::int64_t>& value) {
  if (value) {
    object.number(name, *value);
  } else {
    object.null(name);
  }
}

inline void write_extra(ObjectWriter& object, const ExtraFields& extra) {
  for (const auto& [name, value] : extra) object.raw(name, value.view());
}

/// A page of anything that `write_rest` takes.
template <class T>
void write_page(std::string& out, const RestPage<T>& page) {
  PageWriter writer(out, page.object);
  for (const auto& element : page.data) writer.add(element);
  writer.close(page.first_id, page.last_id, page.has_more);
}

}  // namespace chatkit::json
