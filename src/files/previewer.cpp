#include "files/previewer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>
#include <thread>

namespace chatkit::files {
namespace {

using std::chrono::steady_clock;
using Outcome = Preview::Outcome;

// The exit codes of chatkit-preview.
constexpr int kMade = 0;
constexpr int kTooManyPixels = 3;
constexpr int kUnreadable = 4;

/// How often a child that has said everything is asked whether it has ended.
constexpr std::chrono::milliseconds kEndInterval{2};

Preview result(Outcome outcome, std::string reason) {
  Preview preview;
  preview.outcome = outcome;
  preview.reason = std::move(reason);
  return preview;
}

std::string words(int error) { return std::generic_category().message(error); }

/// What the child starts with: the image, a pipe, and nothing else of ours.
class SpawnPlan {
 public:
  SpawnPlan(int image, int output) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawn_file_actions_adddup2(&actions_, image, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

/// The running child; killed, where it still runs, and waited for at the end.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ > 0) end();
  }

  /// How it ended; killed by us if it did not by itself until then.
  int wait_until(steady_clock::time_point deadline) {
    int status = 0;
    for (;;) {
      const pid_t ended = ::waitpid(id_, &status, WNOHANG);
      if (ended == id_) {
        id_ = -1;
        return status;
      }
      if ((ended < 0 && errno != EINTR) || steady_clock::now() >= deadline) return end();
      std::this_thread::sleep_for(kEndInterval);
    }
  }
  int end() {
    ::kill(id_, SIGKILL);
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    id_ = -1;
    return status;
  }

 private:
  pid_t id_;
};

/// Reads to the end. Nothing: too much came, or it did not end in time.
std::optional<std::string> read_all(const Descriptor& pipe, std::size_t bytes_max,
                                    steady_clock::time_point deadline) {
  std::string out;
  std::array<char, 16U << 10U> bytes;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return std::nullopt;
    pollfd wanted{pipe.number(), POLLIN, 0};
    const int ready = ::poll(&wanted, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno != EINTR) return std::nullopt;
    if (ready <= 0) continue;
    const ssize_t got = ::read(pipe.number(), bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return out;
    out.append(bytes.data(), static_cast<std::size_t>(got));
    if (out.size() > bytes_max) return std::nullopt;
  }
}

Preview judge(int status, std::string bytes) {
  if (WIFSIGNALED(status)) {
    return result(Outcome::refused, "ended by signal " + std::to_string(WTERMSIG(status)));
  }
  const int code = WEXITSTATUS(status);
  if (code == kMade && !bytes.empty()) {
    Preview preview = result(Outcome::made, "");
    preview.bytes = std::move(bytes);
    return preview;
  }
  if (code == kTooManyPixels) return result(Outcome::refused, "too many pixels");
  if (code == kUnreadable) return result(Outcome::refused, "unreadable");
  return result(Outcome::unavailable, "exit code " + std::to_string(code));
}

}  // namespace

Preview Previewer::make(const Descriptor& image, std::string_view type) const {
  if (program_.empty()) return result(Outcome::unavailable, "chatkit-preview was not found");
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return result(Outcome::unavailable, words(errno));
  const Descriptor output(ends[0]);
  Descriptor input(ends[1]);

  const SpawnPlan plan(image.number(), input.number());
  std::array<std::string, 4> arguments = {program_.string(), std::string(type),
                                          std::to_string(limits_.pixels_max),
                                          std::to_string(limits_.edge_pixels)};
  std::array<char*, 5> pointers{};
  std::transform(arguments.begin(), arguments.end(), pointers.begin(),
                 [](std::string& text) { return text.data(); });
  std::array<char*, 1> no_environment{};
  const auto deadline = steady_clock::now() + limits_.time_max;
  pid_t id = -1;
  const int failure = ::posix_spawn(&id, arguments.front().c_str(), plan.actions(),
                                    plan.attributes(), pointers.data(), no_environment.data());
  if (failure != 0) return result(Outcome::unavailable, words(failure));
  Child child(id);
  input.close();
  auto bytes = read_all(output, limits_.preview_bytes_max, deadline);
  if (!bytes) return result(Outcome::refused, "took too long, or wrote too much");
  const int status = child.wait_until(deadline);
  return judge(status, *std::move(bytes));
}

std::filesystem::path find_preview_program() {
  std::error_code failure;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failure);
  if (failure) return {};
  const std::filesystem::path folder = self.parent_path();
  for (const auto& path : {folder / "chatkit-preview",
                           folder.parent_path() / "libexec" / "chatkit" / "chatkit-preview"}) {
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

}  // namespace chatkit::files
