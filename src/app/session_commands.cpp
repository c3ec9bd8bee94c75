#include "app/commands.hpp"
#include "app/connection.hpp"
#include "app/rest_commands.hpp"
#include "app/terminal_text.hpp"
#include "json/rest.hpp"

namespace chatkit::app {
namespace {

void print(Shell& shell, const Arguments& arguments, const ChatSession& session) {
  if (arguments.json) {
    std::string json;
    json::write_rest(json, session);
    shell.out << json << "\n";
    return;
  }
  const auto line = [&shell](const char* name, const std::string& value) {
    if (!value.empty()) shell.out << name << printable_line(value) << "\n";
  };
  line("session        ", session.id);
  line("status         ", session.status.text());
  line("user           ", session.user);
  line("workflow       ", session.workflow.id);
  line("version        ", session.workflow.version.value_or(""));
  line("expires (UTC)  ", show_time(session.expires_at));
  line("limit          ",
       std::to_string(session.rate_limits.max_requests_per_1_minute) + " requests a minute");
  line("client secret  ", session.client_secret);
}

SessionCreateParams create_params(const Arguments& arguments) {
  SessionCreateParams params;
  params.user = arguments.user;
  params.workflow.id = arguments.workflow.empty() ? "demo" : arguments.workflow;
  params.workflow.version = arguments.version;
  params.workflow.state_variables = read_state(arguments.state_variables);
  params.metadata = read_pairs(arguments.metadata, "--metadata");
  if (arguments.expires_after) {
    params.expires_after.emplace();
    params.expires_after->seconds = *arguments.expires_after;
  }
  if (arguments.requests_per_minute) {
    params.rate_limits.emplace();
    params.rate_limits->max_requests_per_1_minute = arguments.requests_per_minute;
  }
  return params;
}

}  // namespace

ExitCode create_session(const Arguments& arguments, Shell& shell) {
  const auto params = create_params(arguments);
  auto connection = Connection::to_service(arguments, shell, Connection::Missing::make);
  print(shell, arguments, connection.client().beta.chatkit.sessions.create(params));
  return ExitCode::ok;
}

ExitCode get_session(const Arguments& arguments, Shell& shell) {
  auto connection = Connection::to_service(arguments, shell);
  print(shell, arguments, connection.client().beta.chatkit.sessions.retrieve(arguments.id));
  return ExitCode::ok;
}

ExitCode cancel_session(const Arguments& arguments, Shell& shell) {
  auto connection = Connection::to_service(arguments, shell);
  print(shell, arguments, connection.client().beta.chatkit.sessions.cancel(arguments.id));
  return ExitCode::ok;
}

}  // namespace chatkit::app
