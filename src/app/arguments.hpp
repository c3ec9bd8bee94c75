#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/shell.hpp"

namespace chatkit::app {

/// What the command line said. `command` is the words of the command, such as `threads list`;
/// the other members are those that some command takes.
struct Arguments {
  std::string command;
  /// Flags of settings, by setting name.
  std::map<std::string, std::vector<std::string>, std::less<>> settings;
  std::string config_file;
  std::string url;
  bool json = false;

  std::string id;
  std::string user;
  std::string workflow;
  std::optional<std::string> version;
  std::vector<std::string> state_variables;
  std::vector<std::string> metadata;
  std::optional<std::int64_t> expires_after;
  std::optional<std::int64_t> requests_per_minute;

  std::optional<std::int64_t> limit;
  bool all = false;
  std::string order;
  std::optional<std::string> after;
  std::optional<std::string> before;
  std::optional<std::string> by_user;

  std::optional<std::string> title;
  std::optional<std::string> status;
  std::optional<std::string> reason;

  std::string name;
  std::string file;
  std::string from;
  bool restart = false;
};

/// Reads a command line without the program's name. Help and mistakes are written to the shell;
/// then the program ends with the code that is returned.
std::variant<Arguments, ExitCode> parse_command_line(const std::vector<std::string>& words,
                                                     Shell& shell);

}  // namespace chatkit::app
