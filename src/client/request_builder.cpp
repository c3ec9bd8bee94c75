#include "client/request_builder.hpp"

#include "chatkit/errors.hpp"
#include "client/body_merge.hpp"
#include "client/identity.hpp"
#include "client/settings.hpp"

namespace chatkit::client {
namespace {

constexpr std::size_t kIdempotencyKeyCharsMax = 255;

bool is_token(std::string_view name) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (!letter && !digit && kOthers.find(c) == std::string_view::npos) return false;
  }
  return !name.empty();
}

QueryParams merge_query(const Settings& settings, const CallSpec& spec,
                        const RequestOptions& options) {
  QueryParams merged = options.extra_query;
  merged.insert(spec.query.begin(), spec.query.end());
  merged.insert(settings.default_query.begin(), settings.default_query.end());
  return merged;
}

std::string idempotency_key(const RequestOptions& options) {
  if (options.idempotency_key) {
    if (options.idempotency_key->size() > kIdempotencyKeyCharsMax) {
      throw UsageError("`idempotency_key` is longer than 255 characters");
    }
    check_header_value("Idempotency-Key", *options.idempotency_key);
    return *options.idempotency_key;
  }
  SystemRandom random;
  return new_idempotency_key(random);
}

/// What tells another service whose account this is.
void drop_account(Headers& headers) {
  for (const char* name : {"OpenAI-Beta", "OpenAI-Organization", "OpenAI-Project"}) {
    headers.remove(name);
  }
}

void add_body(HttpRequest& request, const CallSpec& spec, const RequestOptions& options) {
  request.body_source = spec.body_source;
  if (!request.body_source) request.body = merge_body(spec.body, options.extra_body);
  request.has_body = request.body_source || !request.body.empty();
  if (spec.method == "POST") request.headers.set("Idempotency-Key", idempotency_key(options));
  if (spec.method == "POST" || request.has_body) {
    request.headers.set("Content-Type", spec.content_type);
  }
}

}  // namespace

void check_header_value(std::string_view name, std::string_view value) {
  if (value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos) return;
  throw UsageError("the value of the header `" + std::string(name) + "` holds a line end or NUL");
}

void check_overrides(const HeaderOverrides& overrides) {
  for (const auto& [name, value] : overrides) {
    if (!is_token(name)) throw UsageError("`" + name + "` is not the name of a header");
    if (value) check_header_value(name, *value);
  }
}

void apply_overrides(Headers& headers, const HeaderOverrides& overrides) {
  for (const auto& [name, value] : overrides) {
    if (value) {
      headers.set(name, *value);
    } else {
      headers.remove(name);
    }
  }
}

HttpRequest build_request(const Settings& settings, const CallSpec& spec,
                          const RequestOptions& options) {
  check_overrides(options.extra_headers);
  HttpRequest request;
  request.method = spec.method;
  request.url = spec.url.empty()
                    ? join_url(settings.base_url, spec.path, merge_query(settings, spec, options))
                    : spec.url;
  request.timeout = options.timeout.value_or(settings.timeout);
  request.stop_token = options.stop_token;
  request.headers.reserve(settings.identity.size() + 8);  // Room for what belongs to an attempt.
  request.headers = settings.identity;
  if (spec.streaming) request.headers.set("Accept", "text/event-stream");
  if (!spec.url.empty()) drop_account(request.headers);
  if (spec.method != "GET") add_body(request, spec, options);
  apply_overrides(request.headers, spec.headers);
  return request;
}

}  // namespace chatkit::client
