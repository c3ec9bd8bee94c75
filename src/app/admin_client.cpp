#include "app/admin_client.hpp"

#include <utility>

#include "app/shell.hpp"
#include "chatkit/curl_transport.hpp"
#include "json/rest.hpp"
#include "json/writer.hpp"

namespace chatkit::app {
namespace {

CurlTransportOptions no_proxy() {
  CurlTransportOptions options;
  options.proxy = "";  // It is this machine.
  return options;
}

std::string checked_body(HttpResponse response) {
  if (response.status >= 200 && response.status < 300) return std::move(response.body);
  const auto error = json::read_rest_error(response.body);
  auto message = error && error->message
                     ? *error->message
                     : "the service answered " + std::to_string(response.status);
  throw CommandError(exit_code_of_status(response.status), message);
}

}  // namespace

AdminClient::AdminClient(std::string url, Secret token)
    : url_(std::move(url)),
      token_(std::move(token)),
      transport_(std::make_shared<CurlTransport>(no_proxy())) {}

HttpResponse AdminClient::send(const char* method, const std::string& path,
                               std::string body) const {
  HttpRequest request;
  request.method = method;
  request.url = url_ + path;
  request.headers.add("Authorization", "Bearer " + token_.expose());
  request.has_body = request.method != "GET";
  if (request.has_body) request.headers.add("Content-Type", "application/json");
  request.body = std::move(body);
  try {
    return transport_->send(request);
  } catch (const TransportError& error) {
    throw CommandError(ExitCode::unreachable, url_ + " does not answer: " + error.what());
  }
}

std::string AdminClient::get(const std::string& path) const {
  return checked_body(send("GET", path, ""));
}

std::string AdminClient::post(const std::string& path, std::string body) const {
  return checked_body(send("POST", path, std::move(body)));
}

std::optional<std::string> AdminClient::note(const std::string& name) const {
  auto response = send("GET", "/admin/notes/" + percent_encode(name), "");
  if (response.status == 404) return std::nullopt;
  const auto fields = JsonFields::read(checked_body(std::move(response)));
  return fields ? fields->text("value") : std::nullopt;
}

void AdminClient::set_note(const std::string& name, std::string_view value) const {
  std::string body;
  json::ObjectWriter object(body);
  object.string("value", value);
  object.close();
  checked_body(send("PUT", "/admin/notes/" + percent_encode(name), std::move(body)));
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      result.push_back(c);
    } else {
      result.push_back('%');
      result.push_back(kDigits[byte >> 4U]);
      result.push_back(kDigits[byte & 0xFU]);
    }
  }
  return result;
}

}  // namespace chatkit::app
