#pragma once

#include <string_view>

#include "chatkit/widgets/icon_name.hpp"
#include "chatkit/widgets/json_object.hpp"

// What an answer rests on. Source: conversation.schema.json, URLSource, FileSource, EntitySource.
namespace chatkit::server {

/// A source of any kind.
class Source : public widgets::JsonObject {
 protected:
  Source(std::string_view type, std::string_view title) { set("type", type).set("title", title); }
};

template <class Self>
class DescribedSource : public Source {
 public:
  Self& description(std::string_view text) { return with("description", text); }
  /// Sources of one group are shown together.
  Self& group(std::string_view name) { return with("group", name); }
  Self& timestamp(std::string_view text) { return with("timestamp", text); }

 protected:
  using Source::Source;
  Self& with(std::string_view name, const widgets::JsonValue& value) {
    set(name, value);
    return static_cast<Self&>(*this);
  }
};

class UrlSource : public DescribedSource<UrlSource> {
 public:
  UrlSource(std::string_view title, std::string_view url) : DescribedSource("url", title) {
    set("url", url);
  }
  /// Who says so, such as the name of the site.
  UrlSource& attribution(std::string_view name) { return with("attribution", name); }
};

class FileSource : public DescribedSource<FileSource> {
 public:
  FileSource(std::string_view title, std::string_view filename) : DescribedSource("file", title) {
    set("filename", filename);
  }
};

/// A thing that the page around the chat knows by its id.
class EntitySource : public DescribedSource<EntitySource> {
 public:
  EntitySource(std::string_view title, std::string_view id) : DescribedSource("entity", title) {
    set("id", id).set("interactive", false).set("data", widgets::JsonObject());
  }
  EntitySource& icon(widgets::IconName icon) { return with("icon", icon.text()); }
  EntitySource& label(std::string_view text) { return with("label", text); }
  EntitySource& inline_label(std::string_view text) { return with("inline_label", text); }
  /// Users may point at it and press it.
  EntitySource& interactive(bool on = true) { return with("interactive", on); }
  /// What the page gets with it.
  EntitySource& data(const widgets::JsonObject& data) { return with("data", data); }
  /// The page is asked for a preview when a user points at it.
  EntitySource& lazy_preview() { return with("preview", "lazy"); }
};

}  // namespace chatkit::server
