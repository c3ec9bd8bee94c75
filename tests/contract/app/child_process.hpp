#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace chatkit::app::testing {

/// The program under test: CHATKIT_PROGRAM of the environment, else the one that was built.
inline std::string program() {
  const char* named = std::getenv("CHATKIT_PROGRAM");
  return named != nullptr ? named : CHATKIT_PROGRAM;
}

/// One run of the program, its output in pipes, ended by its own pid at the latest when this dies.
class ChildProcess {
 public:
  explicit ChildProcess(std::vector<std::string> words,
                        const std::vector<std::string>& variables = {}) {
    int out[2];
    int err[2];
    if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) fail("pipe");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
    words.insert(words.begin(), program());
    auto environment = variables;
    environment.emplace_back("PATH=/usr/bin:/bin");
    // What the sanitizers of the test run need reaches the program under test, nothing else does.
    for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
      if (const char* value = std::getenv(name))
        environment.push_back(std::string(name) + "=" + value);
    }
    auto argv = pointers(words);
    auto envp = pointers(environment);
    const int failure =
        ::posix_spawn(&pid_, words[0].c_str(), &actions, nullptr, argv.data(), envp.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    ::close(err[1]);
    out_ = out[0];
    err_ = err[0];
    if (failure != 0) throw std::system_error(failure, std::generic_category(), words[0]);
  }
  ~ChildProcess() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
    ::close(out_);
    ::close(err_);
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }
  void send(int signal) const { ::kill(pid_, signal); }

  /// The next line of standard output; blocks until it is there. Empty at the end.
  std::string out_line() { return line_of(out_); }
  std::string err_line() { return line_of(err_); }
  std::string rest_of_out() { return rest_of(out_); }
  std::string rest_of_err() { return rest_of(err_); }

  /// Waits for the end; the exit code, or minus the signal that ended it.
  int wait() {
    int status = 0;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  static void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
  }

  static std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> result;
    for (auto& word : words) result.push_back(word.data());
    result.push_back(nullptr);
    return result;
  }
  static std::string line_of(int descriptor) {
    std::string line;
    char c = 0;
    while (::read(descriptor, &c, 1) == 1 && c != '\n') line.push_back(c);
    return line;
  }
  static std::string rest_of(int descriptor) {
    std::string text;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(descriptor, buffer, sizeof(buffer))) > 0;) {
      text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
  }

  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
};

}  // namespace chatkit::app::testing
