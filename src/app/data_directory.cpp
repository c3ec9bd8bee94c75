#include "app/data_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "app/private_file.hpp"
#include "base/ids.hpp"

namespace chatkit::app {
namespace {

constexpr std::size_t kSigningKeyBytes = 32;

Error folder_error(const std::filesystem::path& folder, const std::string& what) {
  return operator_error(ErrorKind::unavailable,
                        "the data directory " + folder.string() + " " + what);
}

Result<void> make_folder(const std::filesystem::path& folder) {
  std::error_code failure;
  if (const auto parent = folder.parent_path(); !parent.empty()) {
    std::filesystem::create_directories(parent, failure);
  }
  if (!failure && ::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    failure = std::error_code(errno, std::generic_category());
  }
  if (failure) {
    return folder_error(
        folder, "cannot be made: " + failure.message() + "; choose another with --data DIR");
  }
  return {};
}

Result<void> check_folder(const std::filesystem::path& folder, DataDirectory::Missing missing) {
  std::error_code ignored;
  if (!std::filesystem::exists(folder, ignored)) {
    if (missing == DataDirectory::Missing::make) return make_folder(folder);
    return operator_error(ErrorKind::not_found, "there is no data directory " + folder.string() +
                                                    "; name one with --data DIR, or a server "
                                                    "with --url URL");
  }
  if (!std::filesystem::is_directory(folder, ignored)) {
    return folder_error(folder, "is not a directory; choose another with --data DIR");
  }
  return {};
}

std::string read_holder(int lock) {
  std::array<char, 256> text{};
  const auto size = ::pread(lock, text.data(), text.size(), 0);
  std::string holder(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!holder.empty() && holder.back() == '\n') holder.pop_back();
  return holder.empty() ? "another process" : holder;
}

Result<int> take_lock(const std::filesystem::path& folder, std::string_view holder) {
  const auto file = folder / "lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) {
    return folder_error(folder, std::string("is not writable: ") + std::strerror(errno) +
                                    "; give it to this user, or choose another with --data DIR");
  }
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const auto problem = errno;
    const auto other = read_holder(lock);
    ::close(lock);
    if (problem == EWOULDBLOCK) {
      return operator_error(ErrorKind::conflict,
                            "the data directory " + folder.string() + " is in use by " + other +
                                "; stop that, or choose another with --data DIR");
    }
    return folder_error(folder, std::string("cannot be locked: ") + std::strerror(problem));
  }
  const auto text = std::string(holder) + " (process " + std::to_string(::getpid()) + ")\n";
  if (::ftruncate(lock, 0) != 0 ||
      ::pwrite(lock, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    const auto problem = errno;
    ::close(lock);
    return folder_error(folder, std::string("is not writable: ") + std::strerror(problem));
  }
  return lock;
}

/// The bytes of 64 hex digits; empty if the line is anything else.
std::string key_bytes(const std::string& line) {
  if (line.size() != 2 * kSigningKeyBytes) return "";
  std::string bytes;
  for (std::size_t i = 0; i < line.size(); i += 2) {
    const auto digits = line.substr(i, 2);
    if (digits.find_first_not_of("0123456789abcdef") != std::string::npos) return "";
    bytes.push_back(static_cast<char>(std::stoi(digits, nullptr, 16)));
  }
  return bytes;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (end > begin) lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

}  // namespace

Result<DataDirectory> DataDirectory::open(std::filesystem::path folder, Missing missing,
                                          std::string_view holder) {
  auto checked = check_folder(folder, missing);
  if (!checked) return checked.error();
  auto lock = take_lock(folder, holder);
  if (!lock) return lock.error();
  DataDirectory data(std::move(folder), *lock);
  // One that a server left when it was killed would lead others astray.
  std::error_code ignored;
  std::filesystem::remove(data.server_file(), ignored);
  return data;
}

DataDirectory::~DataDirectory() {
  if (lock_ >= 0) ::close(lock_);  // The lock goes with the descriptor; the file stays.
}

Result<access::SigningKeys> DataDirectory::signing_keys(Random& random) const {
  const auto file = folder_ / "signing-keys";
  auto text = read_private_file(file);
  if (!text && text.error().kind != ErrorKind::not_found) return text.error();
  if (!text) {
    std::array<std::byte, kSigningKeyBytes> bytes{};
    random.fill(bytes);
    text = to_hex(bytes) + "\n";
    auto written = write_private_file(file, *text);
    if (!written) return written.error();
  }
  const auto lines = lines_of(*text);
  access::SigningKeys keys;
  if (!lines.empty()) keys.current = Secret(key_bytes(lines[0]));
  if (lines.size() > 1) keys.previous = Secret(key_bytes(lines[1]));
  if (lines.empty() || lines.size() > 2 || keys.current.empty() ||
      (lines.size() == 2 && keys.previous.empty())) {
    return operator_error(ErrorKind::invalid_request,
                          file.string() +
                              " must hold one or two lines of 64 hex digits; restore "
                              "it, or remove it to make a new one (sessions that are "
                              "open now then end)");
  }
  return keys;
}

}  // namespace chatkit::app
