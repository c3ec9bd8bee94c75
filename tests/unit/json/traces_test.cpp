#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "json/minify.hpp"
#include "json/protocol.hpp"
#include "unit/json/sorted_json.hpp"

// Every event and every item of the golden conversations comes out as it went in.
namespace chatkit::json {
namespace {

using json_test::sorted_json;
using json_test::Splitter;

const std::filesystem::path kTraces = "../shared/contract/traces";

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// Drops the field `name`, whose value is a string or a flat object; stored items carry no URLs.
void drop_field(std::string& text, const std::string& name) {
  const std::string key = ",\"" + name + "\":";
  for (auto at = text.find(key); at != std::string::npos; at = text.find(key)) {
    const auto value = Splitter(std::string_view(text).substr(at + key.size())).sorted();
    text.erase(at, key.size() + value.size());
  }
}

/// A trace as minified text with real times in place of placeholders.
std::string load(const std::filesystem::path& path) {
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto minified = minify(text);
  if (!minified) return "{}";
  std::string result = minified->text();
  replace_all(result, "<time>", "2026-11-22T09:30:00Z");
  drop_field(result, "upload_descriptor");
  return result;
}

template <class Read, class Write>
void expect_same(const std::string& text, Read read, Write write) {
  const auto value = read(text);
  ASSERT_TRUE(value) << value.error().message << "\n" << text;
  std::string out;
  write(out, *value);
  EXPECT_EQ(sorted_json(out), sorted_json(text));
}

void expect_same_events(const std::string& array) {
  for (const auto& text : Splitter(array).elements()) {
    expect_same(text, read_event, [](std::string& out, const protocol::Event& event) {
      EXPECT_FALSE(std::holds_alternative<protocol::UnknownEvent>(event));
      write_event(out, event);
    });
  }
}

void expect_same_items(const std::string& array) {
  for (const auto& text : Splitter(array).elements()) {
    expect_same(text, read_protocol_item, [](std::string& out, const protocol::ThreadItem& item) {
      EXPECT_FALSE(std::holds_alternative<protocol::UnknownItem>(item.kind));
      write_item(out, item);
    });
  }
}

/// A golden request is read, and what is written of it is read as the same op.
void expect_op(const std::string& text) {
  const auto op = read_op(text, {});
  ASSERT_TRUE(op) << text << "\n" << op.error().message;
  std::string once;
  write_op(once, *op);
  const auto again = read_op(once, {});
  ASSERT_TRUE(again) << once << "\n" << again.error().message;
  std::string twice;
  write_op(twice, *again);
  EXPECT_EQ(twice, once);
}

std::vector<std::filesystem::path> traces() {
  std::vector<std::filesystem::path> paths;
  std::error_code fault;
  for (const auto& entry : std::filesystem::directory_iterator(kTraces, fault)) {
    paths.push_back(entry.path());
  }
  return paths;
}

TEST(Traces, KeepEveryEventItemAndThread) {
  const auto paths = traces();
  if (paths.empty()) GTEST_SKIP() << "there are no traces at " << kTraces;
  std::size_t events = 0;
  for (const auto& path : paths) {
    SCOPED_TRACE(path.filename().string());
    const std::string trace = load(path);
    for (const auto& step : Splitter(Splitter(trace).fields().at("steps")).elements()) {
      auto fields = Splitter(step).fields();
      if (fields["error"] == "\"ValidationError\"") {
        EXPECT_FALSE(read_op(fields.at("request"), {}));
      } else {
        expect_op(fields.at("request"));
      }
      if (fields["stream"].starts_with('[')) {
        events += Splitter(fields["stream"]).elements().size();
        expect_same_events(fields["stream"]);
      }
      if (fields["stored_items_after"].starts_with('['))
        expect_same_items(fields["stored_items_after"]);
      const std::string type = Splitter(fields.at("request")).fields().at("type");
      if (type == "\"threads.get_by_id\"" && fields["json"].starts_with('{')) {
        expect_same(
            fields["json"], read_protocol_thread,
            [](std::string& out, const protocol::Thread& thread) { write_thread(out, thread); });
      }
    }
  }
  EXPECT_GT(events, 50U);
}

}  // namespace
}  // namespace chatkit::json
