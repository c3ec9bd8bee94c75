#include "client/redirect_policy.hpp"

#include <vector>

#include "client/redaction.hpp"
#include "client/url.hpp"

namespace chatkit::client {
namespace {

void drop_credentials(Headers& headers) {
  std::vector<std::string> dropped = {"OpenAI-Organization", "OpenAI-Project"};
  for (const auto& [name, value] : headers) {
    if (is_credential_name(name)) dropped.push_back(name);
  }
  for (const std::string& name : dropped) headers.remove(name);
}

void become_get(HttpRequest& request) {
  request.method = "GET";
  request.body.clear();
  request.body_source.reset();
  request.has_body = false;
  for (const char* name : {"Content-Type", "Content-Length", "Idempotency-Key"}) {
    request.headers.remove(name);
  }
}

}  // namespace

bool is_redirect(int status, const Headers& headers) {
  const bool moved =
      status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  return moved && headers.has("location");
}

std::optional<HttpRequest> follow(const HttpRequest& request, int status, const Headers& headers) {
  const std::string location(headers.get("location").value_or(""));
  std::optional<std::string> url = resolve_url(request.url, location);
  if (!url) return std::nullopt;
  HttpRequest next = request;
  if (origin_of(*url) != origin_of(request.url)) drop_credentials(next.headers);
  next.url = *std::move(url);
  const bool to_get = status == 303 || ((status == 301 || status == 302) && next.method == "POST");
  if (to_get && next.method != "HEAD") become_get(next);
  return next;
}

}  // namespace chatkit::client
