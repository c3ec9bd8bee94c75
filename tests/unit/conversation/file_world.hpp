#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/access.hpp"
#include "conversation/ops.hpp"
#include "exchange/route.hpp"
#include "files/files.hpp"
#include "store/store.hpp"
#include "support/counting_random.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_body.hpp"
#include "support/run.hpp"
#include "unit/app/temporary_folder.hpp"

namespace chatkit::test {

/// What a session says about files.
struct UploadSettings {
  bool enabled = true;
  std::int64_t megabytes = 1;
  std::int64_t files = 3;
  std::string user = "user_1";
};

/// An answer with its body read to the end.
struct FileAnswer {
  int status = 0;
  std::string content_type;
  std::string body;
  std::vector<exchange::ReplyHeader> headers;

  std::string header(std::string_view name) const;
  /// The string at a JSON pointer; empty if there is none.
  std::string at(std::string_view pointer) const;
  std::string code() const { return at("/error/code"); }
};

/// Names and values of a request's headers.
using FileHeaders = std::vector<std::pair<std::string, std::string>>;

/// The file routes and ops on a real store and a real disk. One thread, and one of
/// Files.
class FileWorld {
 public:
  explicit FileWorld(files::FilesOptions options = files::FilesOptions());
  ~FileWorld();

  store::Session add_session(UploadSettings settings = UploadSettings());
  conversation::Call call_of(const store::Session& session) const;
  store::Scope scope_of(const store::Session& session) const;
  /// A thread of the session's user.
  ThreadId add_thread(const store::Session& session);

  /// A request to a path that may have a query; `url` may be a whole address of `public_url`.
  FileAnswer request(exchange::Method method, std::string_view url, MemoryBody& body,
                     FileHeaders headers = {});
  FileAnswer get(std::string_view url);
  FileAnswer put(std::string_view url, std::string bytes, FileHeaders headers = {});
  /// Uploads a form with these parts, in pieces of 1000 bytes.
  FileAnswer post_form(const store::Session& session, std::string parts, FileHeaders headers = {});
  /// So many of the same form, all under way at once.
  std::vector<FileAnswer> post_forms_at_once(const store::Session& session,
                                             const std::string& parts, int count);

  FileAnswer create(const store::Session& session, std::string name, std::uint64_t size,
                    std::string mime_type);
  FileAnswer remove(const store::Session& session, std::string id);

  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return run_on(context, std::move(work));
  }
  FileAnswer read(exchange::Reply reply);
  std::size_t files_on_disk();

  boost::asio::io_context context;
  ManualClock clock;
  CountingRandom random;
  telemetry::Metrics metrics;
  app::testing::TemporaryFolder folder;
  std::shared_ptr<telemetry::Log> log = telemetry::null_log();
  std::unique_ptr<store::Store> store;
  std::unique_ptr<access::Access> access;
  std::unique_ptr<files::Files> files;
  conversation::CorePtr core;

 private:
  const exchange::Route* find_route(exchange::Request& request) const;

  std::vector<exchange::Route> routes_;
};

/// One part of a form whose boundary is `b`, and the end of the form.
std::string form_file(std::string_view name, std::string_view type, std::string_view content,
                      std::string_view field = "file");
inline constexpr std::string_view kFormEnd = "--b--\r\n";

/// The id of what an answer is about.
AttachmentId id_in(const FileAnswer& answer);

}  // namespace chatkit::test
