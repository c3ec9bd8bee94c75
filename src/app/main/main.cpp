#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.hpp"

int main(int count, char** words) {
  ::umask(077);                   // What is written here holds what people said.
  std::signal(SIGPIPE, SIG_IGN);  // A reader that goes away is an error of that write alone.
  const auto environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  chatkit::app::Shell shell{
      std::cin,   std::cout, std::cerr, ::isatty(STDOUT_FILENO) == 1, ::isatty(STDERR_FILENO) == 1,
      environment};
  const std::vector<std::string> arguments(words + 1, words + count);
  return static_cast<int>(chatkit::app::run_program(arguments, shell));
}
