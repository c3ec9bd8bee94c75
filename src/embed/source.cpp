#include "embed/source.hpp"

namespace chatkit::server {

protocol::Annotation annotation_of(const Source& source) {
  protocol::Annotation annotation;
  annotation.source = source.json();
  annotation.source_type = source.text("type").value_or("");
  const bool is_file = annotation.source_type == "file";
  annotation.source_target = source.text(is_file ? "filename" : "url").value_or("");
  return annotation;
}

protocol::TaskBody body_of(const Task& task) {
  protocol::TaskBody body;
  body.json = task.json();
  body.type = task.text("type").value_or("");
  body.title = task.text("title");
  body.content = task.text("content");
  return body;
}

}  // namespace chatkit::server
