#include "responder/webhook/answer_stream.hpp"

#include <utility>
#include <variant>

#include "json/responder_event.hpp"
#include "responder/responder.hpp"
#include "responder/webhook/media_type.hpp"
#include "sse/decoder.hpp"

namespace chatkit::responder {
namespace {

ThreadSettings settings_of(json::ThreadSet set) {
  ThreadSettings settings;
  settings.title = std::move(set.title);
  settings.status = std::move(set.status);
  settings.metadata = std::move(set.metadata);
  settings.allowed_image_domains = std::move(set.allowed_image_domains);
  return settings;
}

/// Hands the events of one answer over to its turn.
class Follower {
 public:
  Follower(std::shared_ptr<Turn> turn, json::WidgetCheck widgets)
      : turn_(std::move(turn)), widgets_(widgets) {
    defaults_.thread_id = turn_->thread().id;
    defaults_.new_id = [turn = turn_.get()] { return turn->new_item_id(); };
  }

  awaitable<Result<void>> take(std::vector<sse::Event> events) {
    for (const sse::Event& event : events) {
      const Result<void> done = co_await take_one(event.data);
      if (!done) co_return done;
    }
    co_return Result<void>();
  }

  /// What the turn ends with, for a failure or none.
  Result<void> end(Result<void> ended) const {
    if (!told_) return ended;
    return already_told(ended ? "webhook: it ended with an error event" : ended.error().log_text);
  }

 private:
  awaitable<Result<void>> take_one(const std::string& data) {
    defaults_.created_at = turn_->now();
    Result<json::ResponderEvent> read = json::read_responder_event(data, defaults_, widgets_);
    if (!read) co_return webhook_failure("an event does not fit: " + read.error().message);
    if (auto* set = std::get_if<json::ThreadSet>(&*read)) {
      told_ = false;
      ThreadSettings settings = settings_of(std::move(*set));
      const Result<void> done = co_await turn_->set_thread(std::move(settings));
      co_return done;
    }
    protocol::Event event = std::get<protocol::Event>(*std::move(read));
    told_ = std::holds_alternative<protocol::StreamError>(event);
    const Result<void> done = co_await turn_->emit(std::move(event));
    co_return done;
  }

  std::shared_ptr<Turn> turn_;
  json::WidgetCheck widgets_;
  json::ItemDefaults defaults_;
  bool told_ = false;
};

awaitable<Result<void>> follow(const WebhookAnswer& answer, Follower& follower) {
  sse::Decoder decoder(kWebhookEventBytesMax);
  bool ended = false;
  while (!ended) {
    Result<std::string> chunk = co_await answer.exchange->read();
    if (!chunk) co_return webhook_failure(chunk.error());
    ended = chunk->empty();
    // An answer's last event counts without the empty line behind it too; if the answer was cut
    // there, it does not fit.
    if (ended) *chunk = "\n\n";
    Result<std::vector<sse::Event>> events = decoder.feed(*chunk);
    if (!events) {
      co_return webhook_failure("an event is larger than " + std::to_string(kWebhookEventBytesMax) +
                                " bytes");
    }
    const Result<void> done = co_await follower.take(*std::move(events));
    if (!done) co_return done;
  }
  co_return Result<void>();
}

}  // namespace

awaitable<Result<void>> follow_answer(WebhookAnswer answer, std::shared_ptr<Turn> turn,
                                      json::WidgetCheck widgets) {
  const int status = answer.head.status;
  if (status < 200 || status >= 300) {
    co_return webhook_failure("it answered " + std::to_string(status));
  }
  if (!is_media_type(answer.head.header("Content-Type"), "text/event-stream")) {
    co_return webhook_failure("its answer is no text/event-stream");
  }
  Follower follower(std::move(turn), widgets);
  Result<void> ended = co_await follow(answer, follower);
  co_return follower.end(std::move(ended));
}

}  // namespace chatkit::responder
