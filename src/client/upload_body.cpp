#include "client/upload_body.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <limits>
#include <utility>

#include "base/ids.hpp"
#include "base/random.hpp"
#include "chatkit/errors.hpp"
#include "client/request_builder.hpp"

namespace chatkit::client {
namespace {

std::size_t copy(std::string_view text, std::uint64_t offset, std::span<char> out) {
  const std::string_view rest = text.substr(static_cast<std::size_t>(offset));
  const std::size_t bytes = std::min(rest.size(), out.size());
  std::memcpy(out.data(), rest.data(), bytes);
  return bytes;
}

class TextSource final : public BodySource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::uint64_t size() const override { return text_.size(); }
  std::size_t read(std::uint64_t offset, std::span<char> out) override {
    return copy(text_, offset, out);
  }

 private:
  std::string text_;
};

class FileSource final : public BodySource {
 public:
  explicit FileSource(const std::filesystem::path& path)
      : path_(path.string()), file_(path, std::ios::binary) {
    std::error_code fault;
    if (file_ && std::filesystem::is_regular_file(path, fault)) {
      size_ = std::filesystem::file_size(path, fault);
    } else {
      fault = std::make_error_code(std::errc::no_such_file_or_directory);
    }
    if (fault) throw UsageError("the file `" + path_ + "` cannot be read");
  }
  std::uint64_t size() const override { return size_; }
  std::size_t read(std::uint64_t offset, std::span<char> out) override {
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(offset));
    const std::uint64_t bytes = std::min<std::uint64_t>(out.size(), size_ - offset);
    file_.read(out.data(), static_cast<std::streamsize>(bytes));
    if (!file_) throw UsageError("the file `" + path_ + "` changed while it was sent");
    return static_cast<std::size_t>(bytes);
  }

 private:
  std::string path_;
  std::ifstream file_;
  std::uint64_t size_ = 0;
};

class ReportingSource final : public BodySource {
 public:
  ReportingSource(std::shared_ptr<BodySource> inner, UploadProgress report)
      : inner_(std::move(inner)), report_(std::move(report)) {}
  std::uint64_t size() const override { return inner_->size(); }
  std::size_t read(std::uint64_t offset, std::span<char> out) override {
    const std::size_t bytes = inner_->read(offset, out);
    report_(offset + bytes, size());
    return bytes;
  }

 private:
  std::shared_ptr<BodySource> inner_;
  UploadProgress report_;
};

/// Text before and behind another body.
class FramedSource final : public BodySource {
 public:
  FramedSource(std::string head, std::shared_ptr<BodySource> inner, std::string tail)
      : head_(std::move(head)), inner_(std::move(inner)), tail_(std::move(tail)) {}
  std::uint64_t size() const override { return head_.size() + inner_->size() + tail_.size(); }
  std::size_t read(std::uint64_t offset, std::span<char> out) override {
    if (offset < head_.size()) return copy(head_, offset, out);
    offset -= head_.size();
    if (offset < inner_->size()) return inner_->read(offset, out);
    return copy(tail_, offset - inner_->size(), out);
  }

 private:
  std::string head_;
  std::shared_ptr<BodySource> inner_;
  std::string tail_;
};

/// A file name inside quotes: only what would end the header early is escaped.
std::string form_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '"') {
      out += "%22";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace

UploadFile open_upload(const AttachmentUpload& upload) {
  UploadFile file;
  file.name = upload.name.empty() ? upload.path.filename().string() : upload.name;
  if (file.name.empty()) throw UsageError("the upload has no `name`");
  if (upload.bytes) {
    file.source = std::make_shared<TextSource>(*upload.bytes);
  } else {
    file.source = std::make_shared<FileSource>(upload.path);
  }
  if (upload.on_progress) {
    file.source = std::make_shared<ReportingSource>(std::move(file.source), upload.on_progress);
  }
  file.mime_type = upload.mime_type.empty() ? mime_type_of(file.name) : upload.mime_type;
  check_header_value("Content-Type", file.mime_type);
  return file;
}

std::shared_ptr<BodySource> form_body(const UploadFile& file, std::string_view boundary) {
  std::string head = "--";
  head.append(boundary).append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"");
  head.append(form_name(file.name)).append("\"\r\nContent-Type: ").append(file.mime_type);
  head.append("\r\n\r\n");
  std::string tail = "\r\n--";
  tail.append(boundary).append("--\r\n");
  return std::make_shared<FramedSource>(std::move(head), file.source, std::move(tail));
}

std::string new_boundary() {
  SystemRandom random;
  std::array<std::byte, 16> bytes{};
  random.fill(bytes);
  return "chatkit-" + to_hex(bytes);
}

}  // namespace chatkit::client
