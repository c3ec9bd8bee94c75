#include "durability/store/faulty_disk.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <new>

namespace chatkit::test {

/// An open file: SQLite's part first, the real file behind it.
struct FaultyDisk::File {
  sqlite3_file base;
  FaultyDisk* disk;
  std::shared_ptr<Image>* image;
  sqlite3_file* real;
};

/// The methods that SQLite calls; those that change nothing are the real file's.
struct FileMethods {
  using File = FaultyDisk::File;

  static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return of(file).real; }

  static int close(sqlite3_file* file) {
    delete of(file).image;
    return real(file)->pMethods->xClose(real(file));
  }
  static int read(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), to, count, offset);
  }
  static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    File& self = of(file);
    if (!self.disk->powered()) return SQLITE_IOERR_WRITE;
    const std::lock_guard lock(self.disk->mutex_);
    sqlite3_int64 size = 0;
    real(file)->pMethods->xFileSize(real(file), &size);
    if (self.disk->full_ && offset + count > size) return SQLITE_FULL;
    const auto* begin = static_cast<const char*>(bytes);
    FaultyDisk::Change change;
    change.offset = offset;
    change.bytes.assign(begin, begin + count);
    (*self.image)->pending.push_back(std::move(change));
    return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    File& self = of(file);
    if (!self.disk->powered()) return SQLITE_IOERR_TRUNCATE;
    const std::lock_guard lock(self.disk->mutex_);
    FaultyDisk::Change change;
    change.truncates = true;
    change.offset = size;
    (*self.image)->pending.push_back(std::move(change));
    return real(file)->pMethods->xTruncate(real(file), size);
  }
  static int sync(sqlite3_file* file, int) {
    File& self = of(file);
    if (!self.disk->powered()) return SQLITE_IOERR_FSYNC;
    const std::lock_guard lock(self.disk->mutex_);
    FaultyDisk::Image& image = **self.image;
    for (const auto& change : image.pending) FaultyDisk::apply(image.synced, change);
    image.pending.clear();
    return SQLITE_OK;
  }
  static int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
  }
  static int lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
  }
  static int check_reserved(sqlite3_file* file, int* result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
  }
  static int control(sqlite3_file* file, int operation, void* argument) {
    // What would write behind this disk's back is refused.
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) {
      return SQLITE_OK;
    }
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
  }
  static int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
  }
  static int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file)) &
           (SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN);
  }
  static int map_shared(sqlite3_file* file, int region, int size, int extend,
                        void volatile** result) {
    return real(file)->pMethods->xShmMap(real(file), region, size, extend, result);
  }
  static int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
  }
  static void shared_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
  static int unmap_shared(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
  }
  static int fetch(sqlite3_file* file, sqlite3_int64 offset, int count, void** result) {
    return real(file)->pMethods->xFetch(real(file), offset, count, result);
  }
  static int unfetch(sqlite3_file* file, sqlite3_int64 offset, void* page) {
    return real(file)->pMethods->xUnfetch(real(file), offset, page);
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out);
  static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory);
};

namespace {

constexpr sqlite3_io_methods kMethods = {
    3,
    FileMethods::close,
    FileMethods::read,
    FileMethods::write,
    FileMethods::truncate,
    FileMethods::sync,
    FileMethods::file_size,
    FileMethods::lock,
    FileMethods::unlock,
    FileMethods::check_reserved,
    FileMethods::control,
    FileMethods::sector_size,
    FileMethods::characteristics,
    FileMethods::map_shared,
    FileMethods::lock_shared,
    FileMethods::shared_barrier,
    FileMethods::unmap_shared,
    FileMethods::fetch,
    FileMethods::unfetch,
};

}  // namespace

int FileMethods::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
  auto* disk = static_cast<FaultyDisk*>(vfs->pAppData);
  File& self = of(file);
  self.base.pMethods = nullptr;
  self.disk = disk;
  self.real = reinterpret_cast<sqlite3_file*>(&self + 1);
  const int opened = disk->real_->xOpen(disk->real_, name, self.real, flags, out);
  if (opened != SQLITE_OK) return opened;
  const std::lock_guard lock(disk->mutex_);
  auto& image = disk->images_[name == nullptr ? "" : name];
  if (!image || image->deleted) image = std::make_shared<FaultyDisk::Image>();
  self.image = new std::shared_ptr<FaultyDisk::Image>(image);
  self.base.pMethods = &kMethods;
  return SQLITE_OK;
}

int FileMethods::remove(sqlite3_vfs* vfs, const char* name, int sync_directory) {
  auto* disk = static_cast<FaultyDisk*>(vfs->pAppData);
  if (!disk->powered()) return SQLITE_IOERR_DELETE;
  const std::lock_guard lock(disk->mutex_);
  const auto found = disk->images_.find(name);
  if (found != disk->images_.end()) found->second->deleted = true;
  return disk->real_->xDelete(disk->real_, name, sync_directory);
}

FaultyDisk::FaultyDisk(std::string name) : name_(std::move(name)) {
  real_ = sqlite3_vfs_find(nullptr);
  vfs_ = *real_;
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.xOpen = FileMethods::open;
  vfs_.xDelete = FileMethods::remove;
  sqlite3_vfs_register(&vfs_, 0);
}

FaultyDisk::~FaultyDisk() { sqlite3_vfs_unregister(&vfs_); }

void FaultyDisk::apply(std::vector<char>& content, const Change& change) {
  const auto offset = static_cast<std::size_t>(change.offset);
  if (change.truncates) {
    content.resize(std::min(content.size(), offset));
    return;
  }
  content.resize(std::max(content.size(), offset + change.bytes.size()));
  std::copy(change.bytes.begin(), change.bytes.end(),
            content.begin() + static_cast<std::ptrdiff_t>(offset));
}

namespace {

constexpr std::size_t kSectorBytes = 512;

/// What reached the platter of a write that was under way: some of its sectors.
std::vector<FaultyDisk::Change> torn(const FaultyDisk::Change& change, std::mt19937& random) {
  std::vector<FaultyDisk::Change> parts;
  for (std::size_t begin = 0; begin < change.bytes.size(); begin += kSectorBytes) {
    if (random() % 2 == 0) continue;
    const std::size_t end = std::min(begin + kSectorBytes, change.bytes.size());
    FaultyDisk::Change part;
    part.offset = change.offset + static_cast<std::int64_t>(begin);
    part.bytes.assign(change.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                      change.bytes.begin() + static_cast<std::ptrdiff_t>(end));
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace

void FaultyDisk::write_what_is_left(const std::filesystem::path& directory, std::mt19937& random) {
  const std::lock_guard lock(mutex_);
  // Some cuts lose everything that was not synced, some almost nothing, most something.
  const auto kept_of_ten = random() % 11;
  for (const auto& [name, image] : images_) {
    if (name.empty() || image->deleted) continue;
    std::vector<char> content = image->synced;
    for (const Change& change : image->pending) {
      if (random() % 10 >= kept_of_ten) continue;
      if (change.truncates || random() % 2 == 0) {
        apply(content, change);
      } else {
        for (const Change& part : torn(change, random)) apply(content, part);
      }
    }
    std::ofstream out(directory / std::filesystem::path(name).filename(), std::ios::binary);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
  }
}

}  // namespace chatkit::test
