#include <iostream>
#include <string>

#include "chatkit/log.hpp"

namespace chatkit {

// The one place of the library that writes to a standard stream, and only because the person who
// runs the program asked for it with OPENAI_LOG.
LogSink standard_error_log() {
  return [](LogLevel, std::string_view line) {
    std::string text = "chatkit: ";
    text.append(line).push_back('\n');
    std::clog.write(text.data(), static_cast<std::streamsize>(text.size())).flush();
  };
}

}  // namespace chatkit
