#include "conversation/run_log.hpp"

#include <algorithm>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <string>
#include <utility>

#include "sse/encoder.hpp"

namespace chatkit::conversation {

namespace asio = boost::asio;
using exchange::Chunk;

namespace {

/// So many readers are served before others of the same thread have their turn.
constexpr std::size_t kReadersAtOnce = 128;

Chunk make_end_comment() {
  std::string text;
  sse::append_comment(text, "end");
  return std::make_shared<const std::string>(std::move(text));
}

const asio::execution_context* context_of(const asio::any_io_executor& executor) {
  return &asio::query(executor, asio::execution::context);
}

}  // namespace

struct RunLog::Audience {
  explicit Audience(asio::any_io_executor its_executor) : executor(std::move(its_executor)) {}

  const asio::any_io_executor executor;
  /// Touched on the executor only.
  boost::intrusive::list<LogReader> readers;
  /// A post is on its way. Guarded by the log's mutex.
  bool is_told = false;
};

RunLog::RunLog() = default;
RunLog::~RunLog() = default;

void RunLog::append(Chunk chunk) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  bytes_ += chunk->size();
  chunks_.push_back(std::move(chunk));
  tell_audiences();
}

void RunLog::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  tell_audiences();
}

std::size_t RunLog::size() const {
  const std::lock_guard lock(mutex_);
  return chunks_.size();
}

bool RunLog::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::size_t RunLog::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::size_t RunLog::readers() const {
  const std::lock_guard lock(mutex_);
  return readers_;
}

RunLog::Audience& RunLog::audience_on(const asio::any_io_executor& executor) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(audiences_.begin(), audiences_.end(), [&](const auto& audience) {
    return context_of(audience->executor) == context_of(executor);
  });
  if (found != audiences_.end()) return **found;
  return *audiences_.emplace_back(std::make_unique<Audience>(executor));
}

void RunLog::tell_audiences() {
  // Posted even where readers share the turn's executor: they then run when the turn suspends, and
  // find everything that the turn has written until then.
  for (const auto& audience : audiences_) {
    if (std::exchange(audience->is_told, true)) continue;
    asio::post(audience->executor,
               [self = shared_from_this(), told = audience.get()] { self->tell(*told); });
  }
}

void RunLog::tell(Audience& audience) {
  {
    const std::lock_guard lock(mutex_);
    audience.is_told = false;
  }
  tell_some(audience, audience.readers.size());
}

void RunLog::tell_some(Audience& audience, std::size_t left) {
  auto& readers = audience.readers;
  for (std::size_t i = std::min(left, kReadersAtOnce); i > 0 && !readers.empty(); --i, --left) {
    LogReader& reader = readers.front();
    // To the end of the list first: a reader may leave it when it is told.
    readers.splice(readers.end(), readers, readers.begin());
    reader.wake();
  }
  if (left == 0 || readers.empty()) return;
  asio::post(audience.executor,
             [self = shared_from_this(), told = &audience, left] { self->tell_some(*told, left); });
}

LogReader::LogReader(std::shared_ptr<RunLog> log, ReaderOptions options)
    : log_(std::move(log)), options_(std::move(options)) {
  const std::lock_guard lock(log_->mutex_);
  ++log_->readers_;
}

LogReader::~LogReader() {
  leave();
  const std::lock_guard lock(log_->mutex_);
  --log_->readers_;
}

void LogReader::listen(asio::any_io_executor executor,
                       std::weak_ptr<exchange::EventReader> reader) {
  reader_ = std::move(reader);
  audience_ = &log_->audience_on(executor);
  audience_->readers.push_back(*this);
}

void LogReader::take(std::vector<Chunk>& chunks) {
  static const Chunk end_comment = make_end_comment();
  if (ended_) return;
  {
    const std::lock_guard lock(log_->mutex_);
    const std::vector<Chunk>& all = log_->chunks_;
    chunks.insert(chunks.end(), all.begin() + static_cast<std::ptrdiff_t>(options_.position),
                  all.end());
    options_.position = all.size();
    ended_ = log_->closed_;
  }
  if (!ended_) return;
  if (options_.end_comment) chunks.push_back(end_comment);
  leave();
}

void LogReader::abandon() {
  if (ended_) return;
  ended_ = true;
  leave();
  const std::function<void()> abandoned = std::exchange(options_.abandoned, nullptr);
  if (abandoned) abandoned();
}

void LogReader::wake() {
  const std::shared_ptr<exchange::EventReader> reader = reader_.lock();
  if (reader) reader->on_events();
}

void LogReader::leave() {
  if (!is_linked()) return;
  audience_->readers.erase(audience_->readers.iterator_to(*this));
}

}  // namespace chatkit::conversation
