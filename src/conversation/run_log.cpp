#include "conversation/run_log.hpp"

#include <boost/asio/execution/context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <map>
#include <string>
#include <utility>

#include "sse/encoder.hpp"

namespace chatkit::conversation {

namespace asio = boost::asio;
using exchange::Chunk;

namespace {

Chunk make_end_comment() {
  std::string text;
  sse::append_comment(text, "end");
  return std::make_shared<const std::string>(std::move(text));
}

}  // namespace

void RunLog::append(Chunk chunk) {
  Readers waiting;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    bytes_ += chunk->size();
    chunks_.push_back(std::move(chunk));
    waiting.swap(waiting_);
  }
  wake_all(std::move(waiting));
}

void RunLog::close() {
  Readers waiting;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    waiting.swap(waiting_);
  }
  wake_all(std::move(waiting));
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

void RunLog::wake_all(Readers waiting) {
  // Posted even where a reader shares the turn's executor: it then runs when the turn suspends, and
  // finds everything that the turn has written until then.
  using Group = std::vector<std::shared_ptr<LogReader>>;
  if (waiting.size() == 1) {
    auto reader = waiting.front().lock();
    if (!reader) return;
    auto executor = reader->alarm_.get_executor();
    asio::post(executor, [reader = std::move(reader)] { reader->wake(); });
    return;
  }
  std::map<const asio::execution_context*, Group> groups;
  for (const std::weak_ptr<LogReader>& weak : waiting) {
    auto reader = weak.lock();
    if (!reader) continue;
    const auto& context = asio::query(reader->alarm_.get_executor(), asio::execution::context);
    groups[&context].push_back(std::move(reader));
  }
  for (auto& [context, readers] : groups) {
    auto executor = readers.front()->alarm_.get_executor();
    asio::post(executor, [group = std::move(readers)] {
      for (const auto& reader : group) reader->wake();
    });
  }
}

std::shared_ptr<LogReader> LogReader::open(std::shared_ptr<RunLog> log,
                                           asio::any_io_executor executor, ReaderOptions options) {
  return std::make_shared<LogReader>(std::move(log), std::move(executor), std::move(options));
}

LogReader::LogReader(std::shared_ptr<RunLog> log, asio::any_io_executor executor,
                     ReaderOptions options)
    : log_(std::move(log)), alarm_(executor), options_(std::move(options)) {
  const std::lock_guard lock(log_->mutex_);
  ++log_->readers_;
}

LogReader::~LogReader() {
  const std::lock_guard lock(log_->mutex_);
  --log_->readers_;
}

asio::awaitable<std::vector<Chunk>> LogReader::next() { return read_next(shared_from_this()); }

asio::awaitable<std::vector<Chunk>> LogReader::read_next(std::shared_ptr<LogReader> self) {
  std::vector<Chunk> ready = self->take(true);
  if (!ready.empty() || self->ended_) co_return ready;
  self->alarm_.expires_at(asio::steady_timer::time_point::max());
  boost::system::error_code ignored;
  co_await self->alarm_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  ready = self->take(false);
  co_return ready;
}

std::vector<Chunk> LogReader::take(bool wait) {
  static const Chunk end_comment = make_end_comment();
  std::vector<Chunk> ready;
  const std::lock_guard lock(log_->mutex_);
  waiting_ = false;
  if (ended_) return ready;
  const std::vector<Chunk>& chunks = log_->chunks_;
  if (options_.position < chunks.size()) {
    ready.assign(chunks.begin() + static_cast<std::ptrdiff_t>(options_.position), chunks.end());
    options_.position = chunks.size();
  }
  if (log_->closed_) {
    ended_ = true;
    if (options_.end_comment) ready.push_back(end_comment);
  } else if (ready.empty() && wait) {
    waiting_ = true;
    log_->waiting_.push_back(weak_from_this());
  }
  return ready;
}

void LogReader::wake() {
  {
    const std::lock_guard lock(log_->mutex_);
    // Not suspended: it has been woken already, and has taken what there is.
    if (!waiting_) return;
    waiting_ = false;
  }
  alarm_.cancel();
}

void LogReader::abandon() {
  if (ended_) return;
  {
    const std::lock_guard lock(log_->mutex_);
    waiting_ = false;
    ended_ = true;
  }
  alarm_.cancel();
  const std::function<void()> abandoned = std::exchange(options_.abandoned, nullptr);
  if (abandoned) abandoned();
}

}  // namespace chatkit::conversation
