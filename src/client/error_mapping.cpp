#include "client/error_mapping.hpp"

#include "client/redaction.hpp"
#include "json/minify.hpp"
#include "json/rest.hpp"

namespace chatkit::client {
namespace {

constexpr std::size_t kMessageBytesMax = 500;

std::shared_ptr<const ErrorFacts> share(ErrorFacts facts) {
  return std::make_shared<const ErrorFacts>(std::move(facts));
}

/// The beginning of a body that is no error object, for people to read.
std::string excerpt(const std::string& body) {
  if (body.empty()) return "(no body)";
  if (body.size() <= kMessageBytesMax) return body;
  std::size_t end = kMessageBytesMax;  // Not in the middle of a UTF-8 sequence.
  while (end > 0 && (static_cast<unsigned char>(body[end]) & 0xC0U) == 0x80U) --end;
  return body.substr(0, end) + "…";
}

template <class E>
[[noreturn]] void raise(const std::string& message, ErrorFacts facts) {
  throw E(message, share(std::move(facts)));
}

}  // namespace

ErrorFacts facts_of(const HttpRequest& request, int retries_taken) {
  ErrorFacts facts;
  facts.method = request.method;
  facts.url = redact_url(request.url);
  facts.retries_taken = retries_taken;
  return facts;
}

ErrorFacts facts_of(const ResponseFacts& response) {
  ErrorFacts facts;
  facts.method = response.method;
  facts.url = redact_url(response.url);
  facts.status = response.status;
  facts.headers = response.headers;
  facts.body = response.body;
  facts.request_id = response.request_id;
  facts.retries_taken = response.retries_taken;
  if (auto json = json::minify(response.body)) facts.json = *std::move(json);
  return facts;
}

void throw_status_error(const ResponseFacts& response) {
  ErrorFacts facts = facts_of(response);
  std::string message = std::to_string(response.status) + " ";
  const auto said = json::read_rest_error(response.body);
  if (said) {
    facts.code = said->code;
    facts.param = said->param;
    facts.type = said->type;
  }
  message += said && said->message ? *said->message : excerpt(response.body);
  switch (response.status) {
    case 400:
      raise<BadRequestError>(message, std::move(facts));
    case 401:
      raise<AuthenticationError>(message, std::move(facts));
    case 403:
      raise<PermissionDeniedError>(message, std::move(facts));
    case 404:
      raise<NotFoundError>(message, std::move(facts));
    case 409:
      raise<ConflictError>(message, std::move(facts));
    case 422:
      raise<UnprocessableEntityError>(message, std::move(facts));
    case 429:
      raise<RateLimitError>(message, std::move(facts));
    default:
      if (response.status >= 500) raise<InternalServerError>(message, std::move(facts));
      raise<APIStatusError>(message, std::move(facts));
  }
}

void throw_transport_error(const TransportError& error, ErrorFacts facts) {
  switch (error.kind()) {
    case TransportError::Kind::timeout:
      raise<APITimeoutError>(std::string("the request timed out: ") + error.what(),
                             std::move(facts));
    case TransportError::Kind::aborted:
      throw_abort_error(std::move(facts));
    default:
      throw_connection_error(error.what(), std::move(facts));
  }
}

void throw_connection_error(const std::string& message, ErrorFacts facts) {
  raise<APIConnectionError>("the connection failed: " + message, std::move(facts));
}

void throw_abort_error(ErrorFacts facts) {
  raise<APIUserAbortError>("the request was stopped by the program", std::move(facts));
}

void throw_validation_error(const ResponseFacts& response, const std::string& why) {
  raise<APIResponseValidationError>("the answer does not fit: " + why, facts_of(response));
}

}  // namespace chatkit::client
