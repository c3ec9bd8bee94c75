#include "responder/model/model_responder.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "responder/assistant_stream.hpp"
#include "responder/model/chunk_reader.hpp"
#include "responder/model/failure.hpp"
#include "responder/model/prompt.hpp"
#include "responder/model/title.hpp"

namespace chatkit::responder {
namespace {

using outbound::Outbound;
using OutboundPtr = std::shared_ptr<Outbound>;
using ExchangePtr = std::shared_ptr<outbound::Exchange>;

constexpr std::size_t kTitleBytesMax = 64U << 10U;
constexpr std::int64_t kTitleTokensMax = 64;
/// A title that comes later than this is of no use any more.
constexpr std::chrono::milliseconds kTitleWaitMax{15'000};

outbound::Request http_request(const ModelSettings& settings, const json::ChatRequest& asked) {
  outbound::Request request;
  request.url = settings.url;
  request.connect_timeout = settings.connect_timeout;
  request.idle_timeout = settings.idle_timeout;
  const auto add = [&request](std::string name, std::string value) {
    outbound::Header header;
    header.name = std::move(name);
    header.value = std::move(value);
    request.headers.push_back(std::move(header));
  };
  add("Content-Type", "application/json");
  add("Accept", asked.stream ? "text/event-stream" : "application/json");
  if (!settings.key.empty()) add("Authorization", "Bearer " + settings.key.expose());
  json::write_chat_request(request.body, asked);
  return request;
}

bool is_event_stream(const outbound::Head& head) {
  static constexpr std::string_view kType = "text/event-stream";
  const std::string_view type = head.header("content-type").substr(0, kType.size());
  return head.status == 200 &&
         std::equal(type.begin(), type.end(), kType.begin(), kType.end(),
                    [](char given, char wanted) { return (given | 0x20) == (wanted | 0x20); });
}

/// The beginning of a body that tells why there is no answer.
awaitable<std::string> beginning_of_body(ExchangePtr exchange) {
  std::string body;
  while (body.size() < kErrorBodyBytesMax) {
    Result<std::string> bytes = co_await exchange->read();
    if (!bytes || bytes->empty()) break;
    body += *bytes;
  }
  co_return body;
}

awaitable<Result<ExchangePtr>> open_stream(OutboundPtr outbound, outbound::Request request) {
  Result<ExchangePtr> exchange = co_await outbound->send(std::move(request));
  if (!exchange) co_return connection_failure(exchange.error(), false);
  Result<outbound::Head> head = co_await (*exchange)->head();
  if (!head) co_return connection_failure(head.error(), false);
  if (is_event_stream(*head)) co_return *exchange;
  const std::string body = co_await beginning_of_body(*exchange);
  co_return status_failure(*head, body);
}

/// From the stream to the user, up to the stream's end.
awaitable<Result<void>> relay(ExchangePtr exchange, ChunkReader& reader, AssistantStream& out) {
  while (!reader.is_done()) {
    Result<std::string> bytes = co_await exchange->read();
    if (!bytes && !reader.is_complete()) co_return connection_failure(bytes.error(), true);
    if (!bytes || bytes->empty()) break;
    Result<std::vector<std::string>> texts = reader.feed(*bytes);
    if (!texts) co_return texts.error();
    for (std::string& text : *texts) {
      Result<void> sent = co_await out.say(std::move(text));
      if (!sent) co_return sent;
    }
  }
  if (reader.is_complete()) co_return Result<void>();
  co_return connection_failure(unavailable("the stream ended before the answer did"), true);
}

void note_usage(Turn& turn, const ChunkReader& reader, const std::string& model) {
  if (!reader.usage()) return;
  Usage usage;
  usage.model = reader.model().value_or(model);
  usage.tokens_in = reader.usage()->tokens_in;
  usage.tokens_out = reader.usage()->tokens_out;
  turn.note_usage(std::move(usage));
}

/// What one answer needs, for all its tries.
struct Asked {
  TurnPtr turn;
  OutboundPtr outbound;
  std::string model;
  outbound::Request request;
};
using AskedPtr = std::shared_ptr<const Asked>;

/// One try. The exchange goes last: by then its answer has ended, and its connection is kept.
awaitable<Result<void>> answer_once(AskedPtr asked, AssistantStream& out) {
  Result<ExchangePtr> exchange = co_await open_stream(asked->outbound, asked->request);
  if (!exchange) co_return exchange.error();
  ChunkReader reader;
  Result<void> done = co_await relay(*exchange, reader, out);
  note_usage(*asked->turn, reader, asked->model);
  if (!done) co_return done;
  if (!out.has_begun()) co_return failure(kNothing, "the stream held no text");
  done = co_await out.finish();
  co_return done;
}

Error logged(Error error, const Secret& key) {
  error.log_text = for_log(error.log_text, key);
  return error;
}

std::optional<std::string> wished_model(const protocol::ThreadItem* input) {
  const auto* message =
      input == nullptr ? nullptr : std::get_if<protocol::UserMessage>(&input->kind);
  return message == nullptr ? std::nullopt : message->inference_options.model;
}

awaitable<Result<void>> answer(TurnPtr turn, OutboundPtr outbound) {
  Result<ModelSettings> read = model_settings(turn->session());
  if (!read) co_return read.error();
  const auto settings = std::make_shared<const ModelSettings>(*std::move(read));
  Result<std::vector<json::ChatMessage>> prompt = co_await make_prompt(turn, settings);
  if (!prompt) co_return prompt.error();

  json::ChatRequest request;
  request.model = chosen_model(*settings, wished_model(turn->input()));
  request.messages = *std::move(prompt);
  request.stream = true;
  request.tokens_max = settings->output_tokens_max;
  request.temperature = settings->temperature;
  const auto asked = std::make_shared<Asked>();
  asked->turn = turn;
  asked->outbound = std::move(outbound);
  asked->model = request.model;
  asked->request = http_request(*settings, request);

  AssistantStream out(turn);
  for (int tries = 1;; ++tries) {
    Result<void> done = co_await answer_once(asked, out);
    if (done) co_return done;
    const auto pause = pause_before_retry(done.error(), tries);
    if (out.has_begun() || !pause) co_return logged(done.error(), settings->key);
    done = co_await turn->sleep(*pause);
    if (!done) co_return done;
  }
}

Result<std::optional<std::string>> title_in(const outbound::Response& response) {
  if (response.head.status != 200) return status_failure(response.head, response.body);
  const Result<json::ChatAnswer> answer = json::read_chat_completion(response.body);
  if (!answer) return failure(kUnreadable, "a title cannot be read: " + answer.error().message);
  return clean_title(answer->text);
}

awaitable<Result<std::optional<std::string>>> make_title(OutboundPtr outbound, QuestionPtr question,
                                                         protocol::ThreadItem input) {
  Result<ModelSettings> settings = model_settings(question->session);
  if (!settings) co_return settings.error();
  json::ChatRequest asked;
  asked.model = settings->model;
  asked.messages = title_prompt(input);
  asked.tokens_max = kTitleTokensMax;
  if (!settings->makes_title || asked.messages.empty()) co_return std::optional<std::string>();
  settings->idle_timeout = std::min(settings->idle_timeout, kTitleWaitMax);

  outbound::Request request = http_request(*settings, asked);
  Result<outbound::Response> response =
      co_await outbound->fetch(std::move(request), kTitleBytesMax);
  if (!response) co_return logged(connection_failure(response.error(), false), settings->key);
  Result<std::optional<std::string>> title = title_in(*response);
  if (!title) co_return logged(title.error(), settings->key);
  co_return title;
}

class ModelResponder final : public Responder {
 public:
  explicit ModelResponder(OutboundPtr outbound) : outbound_(std::move(outbound)) {}

  awaitable<Result<void>> respond(TurnPtr turn) override {
    return answer(std::move(turn), outbound_);
  }
  awaitable<Result<std::optional<std::string>>> title(QuestionPtr question,
                                                      protocol::ThreadItem input) override {
    return make_title(outbound_, std::move(question), std::move(input));
  }
  bool makes_titles() const override { return true; }

 private:
  OutboundPtr outbound_;
};

}  // namespace

std::unique_ptr<Responder> make_model_responder(std::shared_ptr<outbound::Outbound> outbound) {
  return std::make_unique<ModelResponder>(std::move(outbound));
}

}  // namespace chatkit::responder
