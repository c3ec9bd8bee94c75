#include "client/run_source.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "chatkit/errors.hpp"
#include "client/error_mapping.hpp"
#include "client/retry_policy.hpp"
#include "client/url.hpp"
#include "json/protocol.hpp"

namespace chatkit::client {
namespace {

/// The service writes a comment every 15 s: after three that did not come the connection is dead.
constexpr std::chrono::seconds kSilenceMax{45};

/// The number of an event of the run `run_id`, whose ids are `<run>:<number>`.
std::optional<std::uint64_t> number_of(std::string_view id, std::string_view run_id) {
  if (!id.starts_with(run_id) || id.size() <= run_id.size() || id[run_id.size()] != ':') {
    return std::nullopt;
  }
  const std::string_view digits = id.substr(run_id.size() + 1);
  const char* const end = digits.data() + digits.size();
  std::uint64_t number = 0;
  const auto [stop, fault] = std::from_chars(digits.data(), end, number);
  if (fault != std::errc() || stop != end) return std::nullopt;
  return number;
}

bool is_transient(TransportError::Kind kind) {
  return kind == TransportError::Kind::connection || kind == TransportError::Kind::timeout;
}

}  // namespace

RunSource::RunSource(std::shared_ptr<const ClientCore> core, OpenStream open,
                     RequestOptions request, const ConversationOptions& options)
    : core_(std::move(core)), request_(std::move(request)), options_(options) {
  if (const auto run = open.facts.headers.get("chatkit-run")) run_id_ = std::string(*run);
  request_id_ = open.facts.request_id;
  adopt(std::move(open));
}

std::optional<protocol::Event> RunSource::next() {
  while (reader_) {
    const auto event = read();
    if (event && is_new(*event)) return decode(*event);
  }
  return std::nullopt;
}

std::optional<sse::Event> RunSource::read() {
  std::exception_ptr cause;
  try {
    if (auto event = reader_->next()) return event;
    if (!can_resume() || reader_->has_ended()) {
      reader_.reset();
      return std::nullopt;
    }
  } catch (const TransportError& error) {
    reader_.reset();
    if (!can_resume() || !is_transient(error.kind())) {
      throw_transport_error(error, facts_of(facts_));
    }
    try {
      throw_transport_error(error, facts_of(facts_));
    } catch (const APIError&) {
      cause = std::current_exception();
    }
  } catch (...) {
    reader_.reset();
    throw;
  }
  reader_.reset();
  resume(std::move(cause));
  return std::nullopt;
}

/// A service that begins earlier than it was asked to must not show an event twice.
bool RunSource::is_new(const sse::Event& event) {
  const auto number = run_id_ ? number_of(event.id, *run_id_) : std::nullopt;
  if (number && last_number_ && *number <= *last_number_) return false;
  if (number) last_number_ = number;
  if (!event.id.empty()) last_event_id_ = event.id;
  failures_ = 0;
  return true;
}

protocol::Event RunSource::decode(const sse::Event& event) {
  Result<protocol::Event> value = json::read_event(event.data);
  if (value) return *std::move(value);
  reader_.reset();
  facts_.body = event.data;
  throw_validation_error(facts_, value.error().message);
}

/// At once after an event has come: a connection that was good is most often good again.
std::chrono::milliseconds RunSource::delay_before_reopening() const {
  if (failures_ == 0) return std::chrono::milliseconds(0);
  return backoff_delay(failures_ - 1, core_->settings().timing->random_unit());
}

void RunSource::resume(std::exception_ptr cause) {
  std::optional<std::chrono::milliseconds> asked;
  while (true) {
    if (failures_ >= options_.resume_attempts_max) fail(std::move(cause));
    const Settings& settings = core_->settings();
    const auto wait = asked ? *asked : delay_before_reopening();
    ++failures_;
    settings.log.retry(wait, failures_);
    settings.timing->sleep(wait, request_.stop_token);
    if (request_.stop_token.stop_requested()) throw_abort_error(facts_of(facts_));
    asked.reset();
    if (reopen(cause, asked)) return;
  }
}

bool RunSource::reopen(std::exception_ptr& cause, std::optional<std::chrono::milliseconds>& wait) {
  CallSpec spec;
  spec.path = "/chatkit/conversation/" + path_segment("run_id", *run_id_) + "/events";
  spec.streaming = true;
  spec.headers["chatkit-capabilities"] = kCapabilities;
  if (!last_event_id_.empty()) spec.headers["Last-Event-ID"] = last_event_id_;
  RequestOptions request = request_;
  request.max_retries = 0;  // The attempts are counted here, over all connections.
  Timeout::Phases phases = request.timeout.value_or(core_->settings().timeout).phases();
  phases.read = silence_limit();
  request.timeout = Timeout(phases);
  try {
    OpenStream open = core_->open(spec, request);
    if (open.facts.status != 204) adopt(std::move(open));
    return true;
  } catch (const APIStatusError& error) {
    if (error.status() == 404 || error.status() == 410) throw RunLogExpiredError(error);
    if (!is_retryable(error.status(), error.headers())) throw;
    wait = requested_delay(error.headers(), core_->settings().timing->now());
    if (wait && *wait > kRetryAfterMax) throw;
    cause = std::current_exception();
  } catch (const APIConnectionError&) {
    cause = std::current_exception();
  }
  return false;
}

void RunSource::adopt(OpenStream open) {
  facts_ = open.facts;
  reader_ = std::make_unique<EventReader>(std::move(open));
  if (can_resume()) reader_->set_read_timeout(silence_limit());
}

std::optional<Timeout::Duration> RunSource::silence_limit() const {
  const auto limit = request_.timeout.value_or(core_->settings().timeout).phases().read;
  return std::min<Timeout::Duration>(limit.value_or(kSilenceMax), kSilenceMax);
}

void RunSource::fail(std::exception_ptr cause) {
  if (cause) std::rethrow_exception(std::move(cause));
  throw_connection_error("the stream ended again and again before its end", facts_of(facts_));
}

}  // namespace chatkit::client
