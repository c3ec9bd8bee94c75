#include "files/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include "base/ids.hpp"

namespace chatkit::files {
namespace {

constexpr std::string_view kIncoming = "incoming";
constexpr mode_t kFolderMode = 0700;
constexpr mode_t kFileMode = 0600;
/// A name is `<id>.<digits>`; the last two digits are its shard.
constexpr std::size_t kDigits = 16;
constexpr std::size_t kIdCharsMax = 128;

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kIdCharsMax &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '_' || c == '-';
         });
}

std::string_view shard_of(std::string_view name) { return name.substr(name.size() - 2); }

/// What was renamed into a folder is there after a power cut only once the folder is synced.
Result<void> sync_folder(const std::filesystem::path& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || ::fsync(folder.number()) != 0) return disk_error("sync a folder");
  return {};
}

Result<void> make_folder(const std::filesystem::path& path) {
  if (::mkdir(path.c_str(), kFolderMode) == 0) return sync_folder(path.parent_path());
  return errno == EEXIST ? Result<void>() : disk_error("make a folder");
}

}  // namespace

Error disk_error(std::string_view what) {
  return unavailable("files: cannot " + std::string(what) + ": " +
                     std::generic_category().message(errno));
}

IncomingFile& IncomingFile::operator=(IncomingFile&& other) noexcept {
  if (this == &other) return *this;
  discard();
  descriptor_ = std::move(other.descriptor_);
  path_ = std::exchange(other.path_, {});
  return *this;
}

Result<void> IncomingFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_error("write a file");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> IncomingFile::sync() {
  if (::fsync(descriptor_.number()) != 0) return disk_error("sync a file");
  return {};
}

Result<Descriptor> IncomingFile::reopen() const {
  Descriptor file(::open(path_.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file.is_open()) return disk_error("read a file back");
  return file;
}

void IncomingFile::discard() noexcept {
  descriptor_.close();
  if (path_.empty()) return;
  ::unlink(path_.c_str());
  path_.clear();
}

Result<Folder> Folder::open(std::filesystem::path path, Random& random) {
  std::error_code failure;
  std::filesystem::create_directories(path, failure);
  Folder folder(std::move(path), random);
  for (const auto& one : {folder.path_, folder.path_ / kIncoming}) {
    const Result<void> made = make_folder(one);
    if (!made) return made.error();
    if (::chmod(one.c_str(), kFolderMode) != 0) return disk_error("close a folder to others");
  }
  // What an earlier process left half-way belongs to nobody.
  for (const auto& entry : std::filesystem::directory_iterator(folder.path_ / kIncoming, failure)) {
    std::error_code ignored;
    std::filesystem::remove(entry.path(), ignored);
  }
  if (failure) return unavailable("files: cannot list a folder: " + failure.message());
  return folder;
}

std::string Folder::random_digits(std::size_t bytes) {
  std::vector<std::byte> random(bytes);
  random_->fill(random);
  return to_hex(random);
}

std::filesystem::path Folder::path_of(std::string_view name) const {
  return shard_path(shard_of(name)) / name;
}

std::string_view Folder::id_of(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view digits = name.substr(dot + 1);
  const bool is_ours = is_id(name.substr(0, dot)) && digits.size() == kDigits && is_hex(digits);
  return is_ours ? name.substr(0, dot) : std::string_view();
}

Result<IncomingFile> Folder::begin() {
  std::filesystem::path path = path_ / kIncoming / random_digits(24);
  Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode));
  if (!file.is_open()) return disk_error("make a file");
  return IncomingFile(std::move(file), std::move(path));
}

Result<std::string> Folder::keep(IncomingFile file, std::string_view id) {
  if (!is_id(id)) return internal_error("an attachment id that is no file name");
  std::string name(id);
  name.append(".").append(random_digits(kDigits / 2));
  const std::filesystem::path shard = shard_path(shard_of(name));
  const Result<void> made = make_folder(shard);
  if (!made) return made.error();
  const Result<void> synced = file.sync();
  if (!synced) return synced.error();
  if (::rename(file.path_.c_str(), path_of(name).c_str()) != 0) return disk_error("keep a file");
  file.path_.clear();
  const Result<void> durable = sync_folder(shard);
  if (!durable) return durable.error();
  return name;
}

Result<void> Folder::remove(std::string_view name) {
  if (id_of(name).empty()) return {};
  if (::unlink(path_of(name).c_str()) == 0 || errno == ENOENT) return {};
  return disk_error("remove a file");
}

Result<Descriptor> Folder::open_file(std::string_view name) const {
  if (id_of(name).empty()) return not_found("file", name);
  Descriptor file(::open(path_of(name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (file.is_open()) return file;
  if (errno == ENOENT) return not_found("file", name);
  return disk_error("open a file");
}

Result<std::vector<std::string>> Folder::names_before(
    unsigned shard, std::chrono::system_clock::time_point before) const {
  const auto byte = static_cast<std::byte>(shard % kShards);
  const std::filesystem::path path = shard_path(to_hex(std::span(&byte, 1)));
  const auto limit = std::chrono::system_clock::to_time_t(before);
  std::vector<std::string> names;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), &::closedir);
  if (folder == nullptr) {
    if (errno == ENOENT) return names;
    return disk_error("list a folder");
  }
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view name(entry->d_name);
    struct stat facts{};
    if (id_of(name).empty()) continue;
    if (::fstatat(::dirfd(folder.get()), entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (facts.st_mtime < limit) names.emplace_back(name);
  }
  return names;
}

}  // namespace chatkit::files
