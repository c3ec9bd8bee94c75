#include "client/client_core.hpp"

#include <optional>

#include "chatkit/errors.hpp"
#include "client/call.hpp"
#include "client/error_mapping.hpp"
#include "json/rest.hpp"

namespace chatkit {
namespace {

using client::Call;
using SteadyTime = std::chrono::steady_clock::time_point;

/// The longest body of a refused stream that is read for its error.
constexpr std::size_t kErrorBodyBytesMax = std::size_t{1} << 20U;

std::chrono::microseconds since(const client::Settings& settings, SteadyTime begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(settings.timing->steady_now() -
                                                               begin);
}

ResponseFacts facts_of(const Call& call, int status, Headers headers, std::string body) {
  ResponseFacts facts;
  facts.status = status;
  if (const auto id = headers.get("x-request-id")) facts.request_id = std::string(*id);
  facts.headers = std::move(headers);
  facts.body = std::move(body);
  facts.method = call.current().method;
  facts.url = call.current().url;
  facts.retries_taken = call.retries_taken();
  return facts;
}

void throw_if_stopped(const Call& call) {
  if (!call.current().stop_token.stop_requested()) return;
  client::throw_abort_error(client::facts_of(call.current(), call.retries_taken()));
}

/// Sends one attempt through `send`; nothing if it failed and is to be repeated after a wait.
template <class Send>
auto attempt(const client::Settings& settings, Call& call, Send send)
    -> std::optional<decltype(send(call.request()))> {
  const HttpRequest& request = call.request();
  throw_if_stopped(call);
  settings.log.request(request);
  const int retries_taken = call.retries_taken();
  try {
    return send(request);
  } catch (const TransportError& error) {
    settings.log.failure(request, error.what());
    if (call.on_failure(error.kind()) == Call::Step::again) return std::nullopt;
    client::throw_transport_error(error, client::facts_of(call.current(), retries_taken));
  }
}

void wait_to_repeat(const client::Settings& settings, const Call& call) {
  if (call.delay() == std::chrono::milliseconds(0)) return;
  settings.log.retry(call.delay(), call.retries_taken());
  settings.timing->sleep(call.delay(), call.current().stop_token);
  throw_if_stopped(call);
}

std::string read_error_body(HttpStream& stream) {
  std::string body;
  try {
    while (body.size() < kErrorBodyBytesMax) {
      const std::string piece = stream.read();
      if (piece.empty()) break;
      body += piece;
    }
  } catch (const TransportError&) {
    // The status is worth more than the rest of its body.
  }
  return body;
}

/// Whether the answer refuses the client secret, and the call goes on with another one.
bool renew_secret(Call& call, const ResponseFacts& facts) {
  if (facts.status != 401) return false;
  const auto said = json::read_rest_error(facts.body);
  const std::string code = said ? said->code.value_or("") : "";
  return (code == "session_expired" || code == "invalid_client_secret") && call.renew_key();
}

}  // namespace

std::shared_ptr<const ResponseFacts> ClientCore::execute(const client::CallSpec& spec,
                                                         const RequestOptions& options) const {
  Call call(settings_, spec, options);
  const SteadyTime begin = settings_.timing->steady_now();
  while (true) {
    const SteadyTime sent = settings_.timing->steady_now();
    auto answer = attempt(settings_, call, [this](const HttpRequest& request) {
      return settings_.transport->send(request);
    });
    if (answer) {
      settings_.log.answer(call.current(), answer->status, answer->headers, since(settings_, sent));
      ResponseFacts facts =
          facts_of(call, answer->status, std::move(answer->headers), std::move(answer->body));
      const Call::Step step = call.on_answer(facts.status, facts.headers);
      if (step != Call::Step::again) {
        facts.elapsed = since(settings_, begin);
        if (step == Call::Step::fail) {
          if (renew_secret(call, facts)) continue;
          client::throw_status_error(facts);
        }
        return std::make_shared<const ResponseFacts>(std::move(facts));
      }
    }
    wait_to_repeat(settings_, call);
  }
}

OpenStream ClientCore::open(const client::CallSpec& spec, const RequestOptions& options) const {
  Call call(settings_, spec, options);
  const SteadyTime begin = settings_.timing->steady_now();
  while (true) {
    const SteadyTime sent = settings_.timing->steady_now();
    auto stream = attempt(settings_, call, [this](const HttpRequest& request) {
      return settings_.transport->open(request);
    });
    if (stream) {
      const int status = (*stream)->status();
      settings_.log.answer(call.current(), status, (*stream)->headers(), since(settings_, sent));
      ResponseFacts facts = facts_of(call, status, (*stream)->headers(), {});
      const Call::Step step = call.on_answer(status, facts.headers);
      facts.elapsed = since(settings_, begin);
      if (step == Call::Step::deliver) return OpenStream{*std::move(stream), std::move(facts)};
      if (step == Call::Step::fail) {
        facts.body = read_error_body(**stream);
        stream->reset();
        if (renew_secret(call, facts)) continue;
        client::throw_status_error(facts);
      }
      stream->reset();  // The connection is free before the wait.
    }
    wait_to_repeat(settings_, call);
  }
}

}  // namespace chatkit
