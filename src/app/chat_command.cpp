#include "app/commands.hpp"
#include "app/connection.hpp"
#include "app/stop_signals.hpp"
#include "app/terminal_chat.hpp"

namespace chatkit::app {

ExitCode chat(const Arguments& arguments, Shell& shell) {
  auto connection = Connection::to_service(arguments, shell, Connection::Missing::make);
  auto chosen = arguments;
  if (chosen.user.empty() && shell.environment) {
    chosen.user = shell.environment("USER").value_or("");
  }
  if (chosen.user.empty()) chosen.user = "terminal";
  TerminalChat terminal(connection.client(), chosen, shell);
  const StopSignals signals(StopSignals::Which::interrupt_only,
                            [&terminal](int) { terminal.interrupt(); });
  terminal.run();
  return ExitCode::ok;
}

}  // namespace chatkit::app
