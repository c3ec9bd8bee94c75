#include "files/files.hpp"

#include <cassert>
#include <functional>
#include <utility>

#include "files/core.hpp"

namespace chatkit::files {
namespace {

/// Addresses given out within so long of each other are the same.
constexpr std::chrono::seconds kSameFor{300};

awaitable<Result<void>> remove_files(CorePtr core, std::vector<std::string> names) {
  std::function<Result<void>()> work = [core, names] {
    Result<void> all;
    for (const std::string& name : names) {
      Result<void> removed = core->folder.remove(name);
      if (!removed) all = std::move(removed);
    }
    return all;
  };
  co_return co_await core->pool->run(std::move(work));
}

awaitable<Result<std::vector<std::string>>> list_old(CorePtr core) {
  const unsigned shard = core->next_shard++;
  const auto before = core->parts.clock->now() - core->options.orphan_age;
  std::function<Result<std::vector<std::string>>()> work = [core, shard, before] {
    return core->folder.names_before(shard, before);
  };
  co_return co_await core->pool->run(std::move(work));
}

class FilesImpl final : public Files {
 public:
  FilesImpl(CorePtr core, Signer signer) : core_(std::move(core)), signer_(std::move(signer)) {}
  ~FilesImpl() override {
    // What is under way is finished while everything that it needs is still there.
    core_->preview_pool.reset();
    core_->pool.reset();
  }

  const FilesOptions& options() const override { return core_->options; }

  awaitable<Result<std::shared_ptr<Upload>>> begin(UploadRules rules) override {
    return begin_upload(core_, std::move(rules));
  }
  awaitable<Result<std::shared_ptr<Download>>> open(std::string name) override {
    return open_download(core_, std::move(name));
  }
  awaitable<Result<std::string>> read(std::string name, std::size_t bytes_max) override {
    return read_whole(core_, std::move(name), bytes_max);
  }
  awaitable<Result<void>> remove(std::vector<std::string> names) override {
    return remove_files(core_, std::move(names));
  }
  awaitable<Result<std::vector<std::string>>> old_names() override { return list_old(core_); }

  std::string upload_url(const AttachmentId& id) const override {
    return address(Purpose::upload, id, core_->options.upload_url_lifetime);
  }
  std::string download_url(const AttachmentId& id) const override {
    return address(Purpose::download, id, core_->options.download_url_lifetime + rounding());
  }
  std::string preview_url(const AttachmentId& id) const override {
    return address(Purpose::preview, id, core_->options.download_url_lifetime + rounding());
  }
  Result<void> check(Purpose purpose, const AttachmentId& id,
                     const Signature& signature) const override {
    return signer_.check(purpose, id.str(), signature);
  }

 private:
  /// What is missing to the next moment at which addresses change.
  std::chrono::seconds rounding() const {
    const auto now = std::chrono::floor<std::chrono::seconds>(core_->parts.clock->now());
    return kSameFor - now.time_since_epoch() % kSameFor;
  }
  std::string address(Purpose purpose, const AttachmentId& id,
                      std::chrono::seconds lifetime) const {
    const Signature signature = signer_.sign(purpose, id.str(), lifetime);
    std::string url = core_->options.public_url;
    url.append("/v1/chatkit/files/").append(id.str());
    url.append(purpose == Purpose::preview ? "/preview" : "/content");
    url.append("?expires=").append(signature.expires);
    return url.append("&signature=").append(signature.code);
  }

  CorePtr core_;
  Signer signer_;
};

}  // namespace

std::shared_ptr<void> Places::take() {
  std::size_t taken = taken_->load();
  while (taken < most_) {
    if (!taken_->compare_exchange_weak(taken, taken + 1)) continue;
    return std::shared_ptr<void>(taken_.get(), [count = taken_](void*) { --*count; });
  }
  return nullptr;
}

std::shared_ptr<void> UploadIds::take(const AttachmentId& id) {
  const std::lock_guard lock(taken_->mutex);
  if (!taken_->ids.insert(id).second) return nullptr;
  return std::shared_ptr<void>(taken_.get(), [all = taken_, id](void*) {
    const std::lock_guard unlocked(all->mutex);
    all->ids.erase(id);
  });
}

Result<std::unique_ptr<Files>> Files::open(FilesOptions options, FilesParts parts) {
  assert(!options.signing_key.empty());
  Result<Folder> folder = Folder::open(options.directory, *parts.random);
  if (!folder) return std::move(folder).error();
  Signer signer(options.signing_key, options.previous_signing_key, *parts.clock);
  auto core = std::make_shared<Core>(std::move(options), parts, *std::move(folder));
  std::unique_ptr<Files> files = std::make_unique<FilesImpl>(std::move(core), std::move(signer));
  return files;
}

AttachmentId attachment_of(std::string_view name) { return AttachmentId(Folder::id_of(name)); }

}  // namespace chatkit::files
