#include "app/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace chatkit::app {
namespace {

constexpr std::size_t kPrivateFileBytesMax = 64U << 10U;

/// Closes a descriptor at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_;
};

Error system_error(const std::filesystem::path& file, const char* verb) {
  return operator_error(ErrorKind::unavailable,
                        file.string() + " cannot be " + verb + ": " + std::strerror(errno));
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Error operator_error(ErrorKind kind, std::string message) {
  Error error;
  error.kind = kind;
  error.code = "operator";
  error.message = std::move(message);
  return error;
}

Result<void> write_private_file(const std::filesystem::path& file, std::string_view text) {
  const auto fresh = file.string() + ".new." + std::to_string(::getpid());
  {
    const Descriptor out(
        ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!out.open()) return system_error(file, "written");
    // A file left over from a crash may have kept wider permissions.
    if (::fchmod(out.number(), 0600) != 0 || !write_all(out.number(), text) ||
        ::fsync(out.number()) != 0) {
      auto error = system_error(file, "written");
      ::unlink(fresh.c_str());
      return error;
    }
  }
  if (std::rename(fresh.c_str(), file.c_str()) == 0) return {};
  auto error = system_error(file, "written");
  ::unlink(fresh.c_str());
  return error;
}

Result<std::string> read_private_file(const std::filesystem::path& file) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in.open()) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return operator_error(ErrorKind::not_found, file.string() + " does not exist");
    }
    return system_error(file, "read");
  }
  struct stat status{};
  if (::fstat(in.number(), &status) != 0) return system_error(file, "read");
  if ((status.st_mode & 077U) != 0) {
    return operator_error(ErrorKind::permission,
                          file.string() +
                              " holds a credential and others may read it; run: chmod 600 " +
                              file.string());
  }
  std::string text(kPrivateFileBytesMax + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const auto got = ::read(in.number(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(file, "read");
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > kPrivateFileBytesMax) {
    return operator_error(ErrorKind::unavailable, file.string() + " is too large to be ours");
  }
  text.resize(size);
  return text;
}

}  // namespace chatkit::app
