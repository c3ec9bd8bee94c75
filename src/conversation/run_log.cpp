#include "conversation/run_log.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
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
  std::vector<std::shared_ptr<LogReader>> readers;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    chunks_.push_back(std::move(chunk));
    readers = waiting_readers();
  }
  wake_all(readers);
}

void RunLog::close() {
  std::vector<std::shared_ptr<LogReader>> readers;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    readers = waiting_readers();
  }
  wake_all(readers);
}

std::size_t RunLog::size() const {
  const std::lock_guard lock(mutex_);
  return chunks_.size();
}

std::vector<std::shared_ptr<LogReader>> RunLog::waiting_readers() {
  std::vector<std::shared_ptr<LogReader>> waiting;
  std::erase_if(readers_, [&waiting](const std::weak_ptr<LogReader>& weak) {
    auto reader = weak.lock();
    if (!reader) return true;
    if (reader->waiting_) {
      reader->waiting_ = false;
      waiting.push_back(std::move(reader));
    }
    return false;
  });
  return waiting;
}

void RunLog::wake_all(const std::vector<std::shared_ptr<LogReader>>& readers) {
  for (const auto& reader : readers) {
    // Posted even where the reader shares the turn's executor: it then runs when the turn suspends,
    // and finds everything that the turn has written until then.
    asio::post(reader->alarm_.get_executor(), [reader] { reader->alarm_.cancel(); });
  }
}

std::shared_ptr<LogReader> LogReader::open(std::shared_ptr<RunLog> log,
                                           asio::any_io_executor executor, ReaderOptions options) {
  auto reader =
      std::make_shared<LogReader>(std::move(log), std::move(executor), std::move(options));
  const std::lock_guard lock(reader->log_->mutex_);
  reader->log_->readers_.push_back(reader);
  return reader;
}

LogReader::LogReader(std::shared_ptr<RunLog> log, asio::any_io_executor executor,
                     ReaderOptions options)
    : log_(std::move(log)), alarm_(std::move(executor)), options_(std::move(options)) {}

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
  } else if (ready.empty()) {
    waiting_ = wait;
  }
  return ready;
}

void LogReader::wake() {
  {
    const std::lock_guard lock(log_->mutex_);
    // Not suspended, or its wake-up is on the way already.
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
