#include "json/responder_event.hpp"

#include <utility>

#include "base/iso_time.hpp"
#include "json/event_shapes.hpp"
#include "json/protocol.hpp"
#include "json/protocol_read.hpp"
#include "json/strict.hpp"
#include "json/writer.hpp"

namespace chatkit::json {
namespace {

constexpr std::string_view kServiceEvents[] = {"thread.created", "thread.updated",
                                               "stream_options"};
constexpr std::size_t kTitleCharsMax = 256;

/// Copies what came, with what an item lacks and with finished widgets.
class Completer {
 public:
  Completer(std::string& out, const ItemDefaults& defaults, WidgetCheck widgets)
      : out_(out), defaults_(defaults), widgets_(widgets) {}

  void event(Value& value) {
    ObjectWriter object(out_);
    each_field(value, [&](std::string_view name, Value& field) {
      if (value.reading.failed()) return;
      object.key(name);
      if (name == "item" && field.is_object()) return item(field);
      if (name == "update" && field.is_object()) return update(field);
      out_.append(raw_text(field));
    });
    object.close();
  }

  void item(Value& value) {
    ObjectWriter object(out_);
    object.string("thread_id", defaults_.thread_id);
    bool has_id = false;
    bool has_time = false;
    each_field(value, [&](std::string_view name, Value& field) {
      if (name == "thread_id" || value.reading.failed()) return;
      if ((name == "id" || name == "created_at") && field.is_null()) return;
      has_id = has_id || name == "id";
      has_time = has_time || name == "created_at";
      object.key(name);
      if (name == "widget" && field.is_object()) return widget(field, finish_widget);
      out_.append(raw_text(field));
    });
    if (!has_id) object.string("id", defaults_.new_id());
    if (!has_time) object.string("created_at", format_iso(defaults_.created_at));
    object.close();
  }

 private:
  void update(Value& value) {
    ObjectWriter object(out_);
    each_field(value, [&](std::string_view name, Value& field) {
      if (value.reading.failed()) return;
      object.key(name);
      if (name == "widget" && field.is_object()) return widget(field, finish_widget);
      if (name == "component" && field.is_object()) return widget(field, finish_component);
      out_.append(raw_text(field));
    });
    object.close();
  }

  template <class Finish>
  void widget(Value& field, Finish finish) {
    const Result<RawJson> finished = finish(raw_text(field), widgets_);
    if (finished) {
      out_.append(finished->view());
      return;
    }
    Error error = finished.error();
    // Inside a widget's own text the place is counted from the widget.
    if (error.param) error.param = field.param() + "." + *error.param;
    field.fail(std::move(error));
  }

  std::string& out_;
  const ItemDefaults& defaults_;
  WidgetCheck widgets_;
};

void read_domains(Value& value, std::optional<std::vector<std::string>>& out) {
  read(value, out);
  if (!out) return;
  if (out->size() > kImageDomainsMax) value.fail_value("there are too many domains");
  for (const std::string& domain : *out) {
    if (domain.empty() || domain.size() > kImageDomainBytesMax) {
      value.fail_value("a domain is empty or too long");
    }
  }
}

void read_set(Value& value, ThreadSet& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "title") return read_optional_text(field, {.max = kTitleCharsMax}, out.title);
    if (name == "status") return read(field, out.status);
    if (name == "allowed_image_domains") return read_domains(field, out.allowed_image_domains);
    if (name != "metadata") return;
    read(field, out.metadata);
    if (out.metadata && out.metadata->view().size() > kThreadMetadataBytesMax) {
      field.fail_value("it is too large");
    }
  });
}

/// Runs `use(Value&)` over a text that is one object; gives what it found wrong.
template <class Use>
Result<void> walk(std::string_view json, Use use) {
  Document document;
  const auto root = document.open(json);
  if (!root) return root.error();
  Reading reading(Reading::Nul::refuse);
  Value value(*root, reading, {});
  use(value);
  if (reading.failed()) return reading.take_error();
  return {};
}

/// Whether an event is `thread.set`; fails for those that only the service sends.
void look_at_type(Value& value, bool& is_set) {
  const auto type = peek_type(value);
  if (!type) return require(value, "type", false);
  is_set = *type == "thread.set";
  for (const std::string_view service : kServiceEvents) {
    if (*type == service) {
      value.fail(invalid_value("type", "'" + *type + "' is sent by the service alone."));
    }
  }
}

}  // namespace

Result<ResponderEvent> read_responder_event(std::string_view json, const ItemDefaults& defaults,
                                            WidgetCheck widgets) {
  std::string complete;
  bool is_set = false;
  const Result<void> completed = walk(json, [&](Value& value) {
    look_at_type(value, is_set);
    if (!value.reading.failed()) Completer(complete, defaults, widgets).event(value);
  });
  if (!completed) return completed.error();
  const Result<void> fits = walk(complete, [](Value& value) { check(value, kResponderEventRule); });
  if (!fits) return fits.error();
  if (is_set) {
    auto set = read_body<ThreadSet>(complete, Reading::Nul::refuse, read_set);
    if (!set) return set.error();
    return ResponderEvent(*std::move(set));
  }
  auto event = read_event(complete);
  if (!event) return event.error();
  return ResponderEvent(*std::move(event));
}

Result<protocol::ThreadItem> read_responder_item(std::string_view json,
                                                 const ItemDefaults& defaults,
                                                 WidgetCheck widgets) {
  std::string complete;
  const Result<void> completed = walk(json, [&](Value& value) {
    if (!value.is_object()) return value.fail_type("an object");
    Completer(complete, defaults, widgets).item(value);
  });
  if (!completed) return completed.error();
  const Result<void> fits = walk(complete, [](Value& value) { check(value, kItemRule); });
  if (!fits) return fits.error();
  return read_protocol_item(complete);
}

}  // namespace chatkit::json
