#include "store/sqlite/thread_rows.hpp"

namespace chatkit::store::sqlite {

Thread read_thread(const Statement& row, const ProjectId& project) {
  Thread thread;
  thread.id = ThreadId(row.view(1));
  thread.project = project;
  thread.user = row.view(2);
  thread.workflow_id = row.view(3);
  if (!row.is_null(4)) thread.session = SessionId(row.view(4));
  thread.created_at = row.time(5);
  // Most threads are active, and that is what a status begins as.
  if (const std::string_view status = row.view(6); status != thread.status.type.text()) {
    thread.status.type = ThreadStatusType::from_text(status);
  }
  thread.status.reason = row.optional_text(7);
  thread.title = row.optional_text(8);
  thread.title_source = static_cast<TitleSource>(row.integer(9));
  // The text went through the minifier on its way in.
  if (!row.is_null(10)) thread.metadata = RawJson(RawJson::Validated(row.text(10)));
  if (!row.is_null(11)) thread.allowed_image_domains = split_domains(row.view(11));
  return thread;
}

std::optional<std::string> joined_domains(const std::vector<std::string>& domains) {
  if (domains.empty()) return std::nullopt;
  std::string lines;
  for (const std::string& domain : domains) {
    lines += domain;
    lines += '\n';
  }
  return lines;
}

std::vector<std::string> split_domains(std::string_view lines) {
  std::vector<std::string> domains;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    domains.emplace_back(lines.substr(0, end));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return domains;
}

std::optional<std::string_view> metadata_column(const RawJson& metadata) {
  if (metadata.is_null()) return std::nullopt;
  return metadata.view();
}

}  // namespace chatkit::store::sqlite
