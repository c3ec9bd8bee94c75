#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/archive_sender.hpp"
#include "app/commands.hpp"
#include "app/connection.hpp"
#include "app/import_reader.hpp"
#include "app/terminal_text.hpp"
#include "json/writer.hpp"

namespace chatkit::app {
namespace {

std::string query_of(const JsonFields& next) {
  std::string query;
  for (const auto* name : {"stage", "project", "thread", "after"}) {
    query += (query.empty() ? "?" : "&") + std::string(name) + "=" +
             percent_encode(next.text(name).value_or(""));
  }
  return query;
}

struct ExportTotals {
  std::int64_t sessions = 0;
  std::int64_t threads = 0;
  std::int64_t items = 0;
};

/// Counts a stretch's lines by the beginning that the writer gives them.
void count_lines(std::string_view lines, ExportTotals& totals) {
  const auto begins = [](std::string_view line, std::string_view object) {
    return line.starts_with(std::string("{\"object\":\"chatkit.archive.").append(object) + "\"");
  };
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    totals.sessions += begins(line, "session") ? 1 : 0;
    totals.threads += begins(line, "thread") ? 1 : 0;
    totals.items += begins(line, "item") ? 1 : 0;
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
  }
}

ExportTotals export_to(std::ostream& out, const AdminClient& admin) {
  ExportTotals totals;
  std::string query;
  while (true) {
    const auto text = admin.get("/admin/export" + query);
    const auto last = text.rfind('\n', text.size() < 2 ? 0 : text.size() - 2);
    const auto begin = last == std::string::npos ? 0 : last + 1;
    const auto next = JsonFields::read(std::string_view(text).substr(begin));
    if (!next || next->text("object") != "chatkit.archive.next") {
      throw CommandError(ExitCode::failure, "the service's export makes no sense");
    }
    const auto lines = std::string_view(text).substr(0, begin);
    out << lines;
    if (!out) throw CommandError(ExitCode::failure, "the export cannot be written");
    count_lines(lines, totals);
    if (next->boolean("ended").value_or(true)) return totals;
    query = query_of(*next);
  }
}

void print_import(Shell& shell, const Arguments& arguments, const ImportTotals& totals,
                  std::int64_t problems) {
  if (arguments.json) {
    std::string json;
    json::ObjectWriter object(json);
    object.number("sessions", totals.sessions).number("threads", totals.threads);
    object.number("items", totals.items).number("items_new", totals.items_new);
    object.number("problems", problems);
    object.close();
    shell.out << json << "\n";
    return;
  }
  shell.out << "read " << totals.sessions << " sessions, " << totals.threads << " threads, "
            << totals.items << " items; " << totals.items_new << " items are new here\n";
}

}  // namespace

ExitCode backup(const Arguments& arguments, Shell& shell) {
  const auto connection = Connection::to_data(arguments, shell, Connection::Missing::refuse);
  const auto file = std::filesystem::absolute(arguments.file).lexically_normal().string();
  std::string body;
  json::ObjectWriter object(body);
  object.string("file", file);
  object.close();
  const auto answer = connection.admin().post("/admin/backup", std::move(body));
  if (arguments.json) {
    shell.out << answer << "\n";
  } else {
    shell.out << "copied the store to " << file << "\n";
  }
  return ExitCode::ok;
}

ExitCode export_archive(const Arguments& arguments, Shell& shell) {
  const auto connection = Connection::to_data(arguments, shell, Connection::Missing::refuse);
  if (arguments.file.empty() || arguments.file == "-") {
    export_to(shell.out, connection.admin());
    return ExitCode::ok;
  }
  // Whole or not at all, and for its owner alone: it holds what people said.
  const std::filesystem::path fresh = arguments.file + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  std::error_code failure;
  std::filesystem::permissions(fresh, std::filesystem::perms(0600), failure);
  if (!out || failure) {
    throw CommandError(ExitCode::failure, arguments.file + " cannot be written");
  }
  const auto totals = export_to(out, connection.admin());
  out.close();
  if (out) std::filesystem::rename(fresh, arguments.file, failure);
  if (!out || failure) {
    throw CommandError(ExitCode::failure, arguments.file + " cannot be written");
  }
  shell.out << "wrote " << totals.sessions << " sessions, " << totals.threads << " threads, "
            << totals.items << " items to " << arguments.file << "\n";
  return ExitCode::ok;
}

ExitCode import_archive(const Arguments& arguments, Shell& shell) {
  std::ifstream file;
  const bool from_input = arguments.file == "-";
  if (!from_input) {
    file.open(arguments.file, std::ios::binary);
    if (!file) throw CommandError(ExitCode::not_found, arguments.file + " cannot be read");
  }
  const auto connection = Connection::to_data(arguments, shell, Connection::Missing::make);
  ArchiveSender sender(connection.admin());
  ImportReader reader(from_input ? shell.in : file, arguments.workflow);
  std::int64_t problems = 0;
  while (auto next = reader.next()) {
    if (*next) {
      sender.add(**next);
      continue;
    }
    ++problems;
    shell.err << "chatkit: " << printable_line(arguments.file) << ":" << reader.line() << ": "
              << printable_line(next->error().message) << "\n";
  }
  sender.flush();
  print_import(shell, arguments, sender.totals(), problems);
  return problems == 0 ? ExitCode::ok : ExitCode::failure;
}

}  // namespace chatkit::app
