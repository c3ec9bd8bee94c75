#pragma once

#include <string_view>
#include <vector>

#include "chatkit/server/source.hpp"
#include "chatkit/widgets/icon_name.hpp"
#include "chatkit/widgets/json_object.hpp"
#include "chatkit/widgets/words.hpp"

// Steps on the way to an answer. Source: conversation.schema.json, CustomTask, SearchTask,
// ThoughtTask, FileTask, ImageTask.
namespace chatkit::server {

inline constexpr std::string_view kTaskStatuses[] = {"none", "loading", "complete"};

/// A task of any kind.
class Task : public widgets::JsonObject {
 protected:
  explicit Task(std::string_view type) { set("type", type).set("status_indicator", "none"); }
};

template <class Self>
class TitledTask : public Task {
 public:
  Self& title(std::string_view text) { return with("title", text); }
  Self& status(widgets::Word<kTaskStatuses> status) {
    return with("status_indicator", status.text());
  }

 protected:
  using Task::Task;
  Self& with(std::string_view name, const widgets::JsonValue& value) {
    set(name, value);
    return static_cast<Self&>(*this);
  }
};

class CustomTask : public TitledTask<CustomTask> {
 public:
  CustomTask() : TitledTask("custom") {}
  explicit CustomTask(std::string_view title) : CustomTask() { set("title", title); }
  CustomTask& content(std::string_view markdown) { return with("content", markdown); }
  CustomTask& icon(widgets::IconName icon) { return with("icon", icon.text()); }
};

class ThoughtTask : public TitledTask<ThoughtTask> {
 public:
  explicit ThoughtTask(std::string_view content) : TitledTask("thought") {
    set("content", content);
  }
};

class SearchTask : public TitledTask<SearchTask> {
 public:
  SearchTask() : TitledTask("web_search") {
    set("queries", std::vector<widgets::JsonValue>());
    set("sources", std::vector<widgets::JsonValue>());
  }
  /// What the title tells of the search.
  SearchTask& title_query(std::string_view text) { return with("title_query", text); }
  SearchTask& query(std::string_view text) {
    append("queries", text);
    return *this;
  }
  SearchTask& source(const UrlSource& source) {
    append("sources", source);
    return *this;
  }
};

class FileTask : public TitledTask<FileTask> {
 public:
  FileTask() : TitledTask("file") { set("sources", std::vector<widgets::JsonValue>()); }
  FileTask& source(const FileSource& source) {
    append("sources", source);
    return *this;
  }
};

class ImageTask : public TitledTask<ImageTask> {
 public:
  ImageTask() : TitledTask("image") {}
};

}  // namespace chatkit::server
