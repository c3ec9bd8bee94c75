#include "responder/webhook/webhook_responder.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "responder/webhook/answer_stream.hpp"
#include "responder/webhook/media_type.hpp"
#include "responder/webhook/request.hpp"

namespace chatkit::responder {
namespace {

namespace asio = boost::asio;

/// The most that an answer in JSON holds.
constexpr std::size_t kJsonAnswerBytesMax = 2U << 20U;

using Items = std::vector<protocol::ThreadItem>;

awaitable<void> wait_on_timer(std::chrono::milliseconds duration) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, duration);
  co_await timer.async_wait(asio::use_awaitable);
}

awaitable<Result<void>> answer_turn(WebhookContextPtr context, std::shared_ptr<Turn> turn) {
  Result<WebhookSettings> settings = webhook_settings(turn->workflow());
  if (!settings) co_return settings.error();
  Result<Items> items = co_await turn->history(settings->history_items);
  if (!items) co_return items.error();
  Delivery delivery;
  delivery.run_id = turn->run_id();
  delivery.accept = "text/event-stream";
  delivery.body =
      json::write_webhook_request(webhook_request(*turn, *std::move(items)), kWebhookItemsBytesMax);
  const json::WidgetCheck widgets = settings->widgets;
  delivery.settings = *std::move(settings);
  Result<WebhookAnswer> answer = co_await deliver(std::move(context), std::move(delivery));
  if (!answer) co_return answer.error();
  Result<void> done = co_await follow_answer(*std::move(answer), std::move(turn), widgets);
  co_return done;
}

/// What a question was answered with.
struct JsonAnswer {
  int status = 0;
  std::string body;

  bool is_good() const { return status >= 200 && status < 300; }
  /// What a program answers that does not know this type of request.
  bool is_unsupported() const { return status == 404 || status == 405 || status == 501; }
};

awaitable<Result<JsonAnswer>> ask(WebhookContextPtr context, QuestionPtr question,
                                  json::WebhookRequest request) {
  Result<WebhookSettings> settings = webhook_settings(*question->session.workflow);
  if (!settings) co_return settings.error();
  if (question->history) {
    Result<Items> items = co_await question->history(settings->history_items);
    if (!items) co_return items.error();
    request.items = *std::move(items);
  }
  Delivery delivery;
  delivery.run_id = question->run_id;
  delivery.accept = "application/json";
  delivery.body = json::write_webhook_request(request, kWebhookItemsBytesMax);
  delivery.settings = *std::move(settings);
  Result<WebhookAnswer> answered = co_await deliver(std::move(context), std::move(delivery));
  if (!answered) co_return answered.error();
  JsonAnswer answer;
  answer.status = answered->head.status;
  if (!answer.is_good()) co_return answer;
  const bool is_json = is_media_type(answered->head.header("Content-Type"), "application/json");
  Result<std::string> body = co_await read_rest(answered->exchange, kJsonAnswerBytesMax);
  if (!body) co_return body.error();
  // Feedback may be answered with nothing at all.
  if (!body->empty() && !is_json) co_return webhook_failure("its answer is no application/json");
  answer.body = *std::move(body);
  co_return answer;
}

Error bad_status(const JsonAnswer& answer) {
  return webhook_failure("it answered " + std::to_string(answer.status));
}

Error misfit(const Error& error) {
  return webhook_failure("its answer does not fit: " + error.message);
}

using MaybeItem = std::optional<protocol::ThreadItem>;

/// An item that answers an action is its sender, as long as it does not say otherwise.
json::ItemDefaults defaults_of(const Question& question, const MaybeItem& sender, Timestamp now) {
  json::ItemDefaults defaults;
  if (question.thread) defaults.thread_id = question.thread->id;
  defaults.created_at = sender ? sender->created_at : now;
  defaults.new_id = [id = sender ? sender->id : std::string()] { return id; };
  return defaults;
}

awaitable<Result<MaybeItem>> ask_action(WebhookContextPtr context, QuestionPtr question,
                                        Action action) {
  json::WebhookRequest request = webhook_request(*question, "sync_action");
  request.action = webhook_action(action);
  const Timestamp now = context->clock->now();
  Result<JsonAnswer> answer = co_await ask(std::move(context), question, std::move(request));
  if (!answer) co_return answer.error();
  if (answer->is_unsupported()) co_return unsupported("synchronous actions");
  if (!answer->is_good()) co_return bad_status(*answer);
  const bool strict = question->session.workflow->strict_widgets;
  Result<MaybeItem> item =
      json::read_action_answer(answer->body, defaults_of(*question, action.sender, now),
                               strict ? json::WidgetCheck::whole : json::WidgetCheck::outline);
  if (!item) co_return misfit(item.error());
  co_return item;
}

awaitable<Result<std::string>> ask_transcript(WebhookContextPtr context, QuestionPtr question,
                                              Recording recording) {
  json::WebhookRequest request = webhook_request(*question, "transcribe");
  request.audio_base64 = std::move(recording.audio_base64);
  request.mime_type = std::move(recording.mime_type);
  Result<JsonAnswer> answer =
      co_await ask(std::move(context), std::move(question), std::move(request));
  if (!answer) co_return answer.error();
  if (answer->is_unsupported()) co_return unsupported("recordings");
  if (!answer->is_good()) co_return bad_status(*answer);
  Result<std::string> text = json::read_transcript(answer->body);
  if (!text) co_return misfit(text.error());
  co_return text;
}

awaitable<Result<void>> tell_feedback(WebhookContextPtr context, QuestionPtr question,
                                      Feedback feedback) {
  json::WebhookRequest request = webhook_request(*question, "feedback");
  request.item_ids = std::move(feedback.item_ids);
  request.kind = std::move(feedback.kind);
  const Result<JsonAnswer> answer =
      co_await ask(std::move(context), std::move(question), std::move(request));
  if (!answer) co_return answer.error();
  if (!answer->is_good()) co_return bad_status(*answer);
  co_return Result<void>();
}

using MaybeTitle = std::optional<std::string>;

awaitable<Result<MaybeTitle>> ask_title(WebhookContextPtr context, QuestionPtr question,
                                        protocol::ThreadItem input) {
  json::WebhookRequest request = webhook_request(*question, "title");
  request.input = std::move(input);
  const Result<JsonAnswer> answer =
      co_await ask(std::move(context), std::move(question), std::move(request));
  if (!answer) co_return answer.error();
  // A program that makes no titles says so with any refusal.
  if (answer->is_unsupported() || (answer->status >= 400 && answer->status < 500)) {
    co_return MaybeTitle();
  }
  if (!answer->is_good()) co_return bad_status(*answer);
  Result<MaybeTitle> title = json::read_title(answer->body);
  if (!title) co_return misfit(title.error());
  co_return title;
}

class WebhookResponder final : public Responder {
 public:
  explicit WebhookResponder(WebhookContextPtr context) : context_(std::move(context)) {}

  awaitable<Result<void>> respond(std::shared_ptr<Turn> turn) override {
    return answer_turn(context_, std::move(turn));
  }
  awaitable<Result<MaybeItem>> sync_action(QuestionPtr question, Action action) override {
    return ask_action(context_, std::move(question), std::move(action));
  }
  awaitable<Result<std::string>> transcribe(QuestionPtr question, Recording recording) override {
    return ask_transcript(context_, std::move(question), std::move(recording));
  }
  awaitable<Result<void>> feedback(QuestionPtr question, Feedback feedback) override {
    return tell_feedback(context_, std::move(question), std::move(feedback));
  }
  awaitable<Result<MaybeTitle>> title(QuestionPtr question, protocol::ThreadItem input) override {
    return ask_title(context_, std::move(question), std::move(input));
  }
  bool makes_titles() const override { return true; }

 private:
  WebhookContextPtr context_;
};

}  // namespace

Pause timer_pause() { return wait_on_timer; }

std::unique_ptr<Responder> make_webhook_responder(std::shared_ptr<outbound::Outbound> outbound,
                                                  const Clock& clock, Pause pause) {
  auto context = std::make_shared<WebhookContext>();
  context->outbound = std::move(outbound);
  context->clock = &clock;
  context->pause = std::move(pause);
  return std::make_unique<WebhookResponder>(std::move(context));
}

}  // namespace chatkit::responder
