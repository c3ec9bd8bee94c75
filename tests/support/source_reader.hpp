#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "exchange/reply.hpp"

namespace chatkit::test {

/// Reads an event stream as a connection does, on a context that the calling thread drives.
class SourceReader {
 public:
  SourceReader(std::shared_ptr<exchange::EventSource> source, boost::asio::io_context& context)
      : source_(std::move(source)), context_(&context) {
    source_->listen(context_->get_executor(), bell_);
  }

  /// What is ready now.
  std::vector<exchange::Chunk> take() {
    std::vector<exchange::Chunk> chunks;
    source_->take(chunks);
    return chunks;
  }
  /// The same, once there is something or the stream has ended.
  std::vector<exchange::Chunk> next() {
    for (;;) {
      std::vector<exchange::Chunk> chunks = take();
      if (!chunks.empty() || source_->ended()) return chunks;
      context_->restart();
      for (bell_->rung = 0; bell_->rung == 0;) {
        if (context_->run_one() == 0) throw std::runtime_error("nothing more will come");
      }
    }
  }
  /// How often the source has said that there is something, since `next` last waited.
  int rung() const { return bell_->rung; }

 private:
  struct Bell final : exchange::EventReader {
    void on_events() override { ++rung; }
    int rung = 0;
  };

  std::shared_ptr<exchange::EventSource> source_;
  boost::asio::io_context* context_;
  std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
};

}  // namespace chatkit::test
