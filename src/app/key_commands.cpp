#include "app/commands.hpp"
#include "app/connection.hpp"
#include "app/terminal_text.hpp"
#include "json/writer.hpp"

namespace chatkit::app {
namespace {

/// `2026-11-22T09:30:00.123456Z` as people read it.
std::string short_time(const std::optional<std::string>& iso) {
  auto text = iso.value_or("");
  if (text.size() > 19) text.resize(19);
  if (text.size() > 10) text[10] = ' ';
  return text;
}

JsonFields read_answer(const std::string& json) {
  auto fields = JsonFields::read(json);
  if (!fields) throw CommandError(ExitCode::failure, "the service's answer makes no sense");
  return *std::move(fields);
}

}  // namespace

ExitCode create_key(const Arguments& arguments, Shell& shell) {
  const auto connection = Connection::to_data(arguments, shell, Connection::Missing::make);
  std::string body;
  json::ObjectWriter object(body);
  object.string("name", arguments.name);
  object.close();
  const auto answer = connection.admin().post("/admin/keys", std::move(body));
  if (arguments.json) {
    shell.out << answer << "\n";
    return ExitCode::ok;
  }
  const auto fields = read_answer(answer);
  shell.out << fields.text("key").value_or("") << "\n";
  if (shell.err_is_terminal) {
    shell.err << "This is the only time it is shown. Its id is "
              << printable_line(fields.text("id").value_or("")) << ".\n";
  }
  return ExitCode::ok;
}

ExitCode list_keys(const Arguments& arguments, Shell& shell) {
  const auto connection = Connection::to_data(arguments, shell, Connection::Missing::refuse);
  const auto answer = connection.admin().get("/admin/keys");
  if (arguments.json) {
    shell.out << answer << "\n";
    return ExitCode::ok;
  }
  TextTable table({"KEY", "NAME", "BEGINS", "CREATED (UTC)", "REVOKED (UTC)"});
  const auto keys = json_elements(read_answer(answer).raw("data").value_or("[]"));
  for (const auto& key : keys.value()) {
    const auto fields = read_answer(key);
    table.add({fields.text("id").value_or(""), fields.text("name").value_or(""),
               fields.text("hint").value_or(""), short_time(fields.text("created_at")),
               short_time(fields.text("revoked_at"))});
  }
  shell.out << table.text();
  return ExitCode::ok;
}

ExitCode revoke_key(const Arguments& arguments, Shell& shell) {
  const auto connection = Connection::to_data(arguments, shell, Connection::Missing::refuse);
  const auto answer =
      connection.admin().post("/admin/keys/" + percent_encode(arguments.id) + "/revoke", "");
  if (arguments.json) {
    shell.out << answer << "\n";
  } else {
    shell.out << "revoked " << printable_line(arguments.id) << "\n";
  }
  return ExitCode::ok;
}

}  // namespace chatkit::app
