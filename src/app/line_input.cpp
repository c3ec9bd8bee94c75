#include "app/line_input.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <iostream>
#include <system_error>

namespace chatkit::app {

LineInput::LineInput(std::istream& in)
    : in_(in), is_terminal_(&in == &std::cin && ::isatty(STDIN_FILENO) == 1) {
  if (::pipe2(wake_, O_CLOEXEC | O_NONBLOCK) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe");
  }
}

LineInput::~LineInput() {
  ::close(wake_[0]);
  ::close(wake_[1]);
}

std::optional<std::string> LineInput::next() {
  std::string line;
  if (!wait() || !std::getline(in_, line)) return std::nullopt;
  return line;
}

/// A terminal gives one line a read, so what it has for us is never hidden in a buffer of ours.
bool LineInput::wait() const {
  std::array<pollfd, 2> descriptors{};
  descriptors[0] = {wake_[0], POLLIN, 0};
  descriptors[1] = {STDIN_FILENO, POLLIN, 0};
  while (true) {
    const int ready = ::poll(descriptors.data(), is_terminal_ ? 2 : 1, is_terminal_ ? -1 : 0);
    if (ready < 0 && errno == EINTR) continue;
    return ready < 0 || (descriptors[0].revents & POLLIN) == 0;
  }
}

void LineInput::close() {
  const char byte = 0;
  // A full pipe wakes the reader just as well.
  static_cast<void>(::write(wake_[1], &byte, 1) == 1);
}

}  // namespace chatkit::app
