#pragma once

#include <optional>
#include <string>

#include "chatkit/curl_transport.hpp"

namespace chatkit::testing {

inline HttpRequest get(std::string url) {
  HttpRequest request;
  request.url = std::move(url);
  return request;
}

inline HttpRequest post(std::string url, std::string body) {
  HttpRequest request = get(std::move(url));
  request.method = "POST";
  request.body = std::move(body);
  request.has_body = true;
  return request;
}

/// How the call failed, or nothing if it did not.
template <class Call>
std::optional<TransportError::Kind> failure_of(Call call) {
  try {
    call();
    return std::nullopt;
  } catch (const TransportError& error) {
    return error.kind();
  }
}

}  // namespace chatkit::testing
