#include "app/import_reader.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/json_fields.hpp"
#include "app/rest_records.hpp"
#include "json/minify.hpp"
#include "json/rest.hpp"

namespace chatkit::app {
namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_rest_thread(const std::optional<std::string>& object) { return object == "chatkit.thread"; }
/// The second name is the older documentation's.
bool is_rest_item(const std::optional<std::string>& object) {
  return object == "chatkit.thread_item" || object == "chatkit.thread.item";
}

/// Whether a list of objects runs from new to old: by its times or, where they are all the same,
/// by a user's message standing last rather than first.
bool is_descending(const std::vector<JsonFields>& elements) {
  if (elements.size() < 2) return false;
  const auto first = elements.front().number("created_at").value_or(0);
  const auto last = elements.back().number("created_at").value_or(0);
  if (first != last) return first > last;
  return elements.front().text("type") != "chatkit.user_message" &&
         elements.back().text("type") == "chatkit.user_message";
}

}  // namespace

ImportReader::ImportReader(std::istream& in, std::string workflow_id)
    : in_(&in), workflow_id_(std::move(workflow_id)) {}

std::optional<Result<ArchiveRecord>> ImportReader::next() {
  while (ready_.empty()) {
    if (!read_text()) return std::nullopt;
    if (!is_blank(text_)) read_document(text_);
  }
  auto record = std::move(ready_.front());
  ready_.pop_front();
  return record;
}

/// One line; the whole file where its first line is no document by itself.
bool ImportReader::read_text() {
  if (!std::getline(*in_, text_)) return false;
  ++line_;
  if (line_ > 1 || is_blank(text_) || json::minify(text_)) return true;
  auto rest = std::string(std::istreambuf_iterator<char>(*in_), {});
  if (json::minify(text_ + "\n" + rest)) {
    text_ += "\n" + rest;
    return true;
  }
  // No document either: the line is bad, and the others are read one by one.
  ahead_.str(std::move(rest));
  in_ = &ahead_;
  return true;
}

void ImportReader::read_document(std::string_view text) {
  const auto fields = JsonFields::read(text);
  if (!fields) {
    ready_.emplace_back(fields.error());
    return;
  }
  const auto object = fields->text("object");
  if (object == "list") {
    read_list(fields->raw("data").value_or("[]"));
  } else if (is_rest_thread(object)) {
    read_thread(text);
  } else if (is_rest_item(object)) {
    read_item(text);
  } else {
    read_own(text);
  }
}

void ImportReader::read_own(std::string_view json) {
  auto record = read_archive(json);
  if (record) {
    if (const auto* thread = std::get_if<store::Thread>(&*record)) {
      current_thread_ = thread->id.str();
    }
    const auto* item = std::get_if<ArchivedItem>(&*record);
    if (item != nullptr && item->thread.str() != current_thread_) {
      record = invalid_value("thread_id", "an item must follow its thread's line");
    }
  }
  ready_.push_back(std::move(record));
}

void ImportReader::read_list(std::string_view data) {
  auto elements = json_elements(data);
  if (!elements) {
    ready_.emplace_back(elements.error());
    return;
  }
  std::vector<JsonFields> fields;
  for (const auto& element : *elements) {
    auto read = JsonFields::read(element);
    if (!read) {
      ready_.emplace_back(read.error());
      return;
    }
    fields.push_back(*std::move(read));
  }
  if (is_descending(fields)) std::reverse(elements->begin(), elements->end());
  for (const auto& element : *elements) read_document(element);
}

void ImportReader::read_thread(std::string_view json) {
  const auto thread = json::read_thread(json);
  if (!thread) {
    ready_.emplace_back(thread.error());
    return;
  }
  auto record = thread_record(*thread, workflow_id_);
  current_thread_ = thread->id;
  threads_.insert_or_assign(thread->id, record);
  ready_.emplace_back(ArchiveRecord(std::move(record)));
}

void ImportReader::read_item(std::string_view json) {
  const auto item = json::read_item(json);
  if (!item) {
    ready_.emplace_back(item.error());
    return;
  }
  const auto thread = threads_.find(item->thread_id);
  if (thread == threads_.end()) {
    ready_.emplace_back(invalid_value(
        "thread_id", "the item's thread " + item->thread_id + " did not come before"));
    return;
  }
  auto record = item_record(*item);
  if (!record) {
    ready_.emplace_back(
        invalid_value("type", "this version does not know items of the type " + item->wire_type));
    return;
  }
  if (current_thread_ != item->thread_id) {
    current_thread_ = item->thread_id;
    ready_.emplace_back(ArchiveRecord(thread->second));
  }
  ready_.emplace_back(ArchiveRecord(ArchivedItem{ThreadId(item->thread_id), *std::move(record)}));
}

}  // namespace chatkit::app
