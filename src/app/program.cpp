#include <array>
#include <exception>
#include <string_view>

#include "app/commands.hpp"
#include "app/terminal_text.hpp"
#include "chatkit/errors.hpp"

namespace chatkit::app {
namespace {

struct Command {
  std::string_view name;
  ExitCode (*run)(const Arguments&, Shell&);
};

constexpr std::array kCommands = {
    Command{"serve", serve},
    Command{"config check", check_config},
    Command{"sessions create", create_session},
    Command{"sessions get", get_session},
    Command{"sessions cancel", cancel_session},
    Command{"threads list", list_threads},
    Command{"threads get", get_thread},
    Command{"threads update", update_thread},
    Command{"threads delete", delete_thread},
    Command{"items list", list_items},
    Command{"chat", chat},
    Command{"keys create", create_key},
    Command{"keys list", list_keys},
    Command{"keys revoke", revoke_key},
    Command{"backup", backup},
    Command{"export", export_archive},
    Command{"import", import_archive},
    Command{"migrate", migrate},
};

ExitCode report(Shell& shell, ExitCode code, const char* message) {
  shell.out.flush();
  shell.err << "chatkit: " << printable_lines(message) << "\n";
  return code;
}

ExitCode run_command(const Arguments& arguments, Shell& shell) {
  for (const auto& command : kCommands) {
    if (command.name == arguments.command) return command.run(arguments, shell);
  }
  return report(shell, ExitCode::usage, "there is no such command");
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& words, Shell& shell) {
  try {
    const auto parsed = parse_command_line(words, shell);
    if (const auto* code = std::get_if<ExitCode>(&parsed)) return *code;
    const auto code = run_command(std::get<Arguments>(parsed), shell);
    shell.out.flush();
    if (!shell.out) return report(shell, ExitCode::failure, "the output cannot be written");
    return code;
  } catch (const CommandError& error) {
    return report(shell, error.code(), error.what());
  } catch (const APIStatusError& error) {
    return report(shell, exit_code_of_status(error.status()), error.what());
  } catch (const APIConnectionError& error) {
    return report(shell, ExitCode::unreachable, error.what());
  } catch (const UsageError& error) {
    return report(shell, ExitCode::usage, error.what());
  } catch (const std::exception& error) {
    return report(shell, ExitCode::failure, error.what());
  }
}

}  // namespace chatkit::app
