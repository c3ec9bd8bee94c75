#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <utility>

#include "files/core.hpp"
#include "files/errors.hpp"

namespace chatkit::files {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;

/// An open file, read from its beginning to the size that it had then.
struct Outgoing {
  CorePtr core;
  std::shared_ptr<void> place;
  Descriptor file;
  std::uint64_t size = 0;
  std::uint64_t at = 0;
};
using OutgoingPtr = std::shared_ptr<Outgoing>;

Result<OutgoingPtr> open_file(const CorePtr& core, const std::string& name) {
  auto outgoing = std::make_shared<Outgoing>();
  Result<Descriptor> file = core->folder.open_file(name);
  if (!file) return std::move(file).error();
  struct stat facts{};
  if (::fstat(file->number(), &facts) != 0) return disk_error("look at a file");
  outgoing->core = core;
  outgoing->file = *std::move(file);
  outgoing->size = static_cast<std::uint64_t>(facts.st_size);
  return outgoing;
}

Result<std::string> read_piece(Outgoing& outgoing, std::size_t most) {
  std::string bytes(std::min<std::uint64_t>(most, outgoing.size - outgoing.at), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = ::pread(outgoing.file.number(), bytes.data() + filled,
                                bytes.size() - filled, static_cast<off_t>(outgoing.at + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return disk_error("read a file");
    if (got == 0) return unavailable("files: a file got shorter");
    filled += static_cast<std::size_t>(got);
  }
  outgoing.at += filled;
  return bytes;
}

awaitable<Result<std::string>> read_next(OutgoingPtr outgoing) {
  std::function<Result<std::string>()> work = [outgoing] {
    return read_piece(*outgoing, kPieceBytes);
  };
  co_return co_await outgoing->core->pool->run(std::move(work));
}

class DownloadHandle final : public Download {
 public:
  explicit DownloadHandle(OutgoingPtr outgoing) : outgoing_(std::move(outgoing)) {}

  std::uint64_t bytes_total() const override { return outgoing_->size; }
  awaitable<Result<std::string>> read_some() override { return read_next(outgoing_); }

 private:
  OutgoingPtr outgoing_;
};

}  // namespace

awaitable<Result<std::shared_ptr<Download>>> open_download(CorePtr core, std::string name) {
  auto place = core->downloads.take();
  if (!place) co_return unavailable("files: too many downloads at once");
  std::function<Result<OutgoingPtr>()> work = [core, name] { return open_file(core, name); };
  Result<OutgoingPtr> outgoing = co_await core->pool->run(std::move(work));
  if (!outgoing) co_return std::move(outgoing).error();
  (*outgoing)->place = std::move(place);
  std::shared_ptr<Download> download = std::make_shared<DownloadHandle>(*std::move(outgoing));
  co_return download;
}

awaitable<Result<std::string>> read_whole(CorePtr core, std::string name, std::size_t bytes_max) {
  std::function<Result<std::string>()> work = [core, name, bytes_max]() -> Result<std::string> {
    const Result<OutgoingPtr> outgoing = open_file(core, name);
    if (!outgoing) return outgoing.error();
    if ((*outgoing)->size > bytes_max) return file_too_large(bytes_max);
    return read_piece(**outgoing, bytes_max);
  };
  co_return co_await core->pool->run(std::move(work));
}

}  // namespace chatkit::files
