#include "json/page_writer.hpp"

#include "json/rest_write.hpp"

namespace chatkit::json {

PageWriter::PageWriter(std::string& out, std::string_view object)
    : out_(out), page_(out), data_(begin(out, page_, object)) {}

std::string& PageWriter::begin(std::string& out, ObjectWriter& page, std::string_view object) {
  page.string("object", object).key("data");
  return out;
}

void PageWriter::close(const Id& first_id, const Id& last_id, bool has_more) {
  data_.close();
  string_or_null(page_, "first_id", first_id);
  string_or_null(page_, "last_id", last_id);
  page_.boolean("has_more", has_more);
  page_.close();
}

}  // namespace chatkit::json
