#include "outbound/request_check.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace chatkit::outbound {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

bool has_part(const Url& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return false;
  curl_free(text);
  return true;
}

bool has_web_scheme(const Url& url) {
  char* text = nullptr;
  if (curl_url_get(url.get(), CURLUPART_SCHEME, &text, 0) != CURLUE_OK) return false;
  const std::string_view scheme(text);
  const bool known = scheme == "http" || scheme == "https";
  curl_free(text);
  return known;
}

bool is_plain_web_address(const std::string& text) {
  if (text.find('\0') != std::string::npos) return false;
  const Url url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return false;
  return has_web_scheme(url) && has_part(url, CURLUPART_HOST) && !has_part(url, CURLUPART_USER) &&
         !has_part(url, CURLUPART_PASSWORD);
}

/// Source: RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

Error refused(std::string_view code, std::string message) {
  Error error = invalid_value("", std::move(message));
  error.code = code;
  return error;
}

}  // namespace

Result<void> check_request(const Request& request) {
  if (!is_plain_web_address(request.url)) {
    return refused(kBadUrl, "The address must be http or https, without a user name in it.");
  }
  if (!is_token(request.method)) return refused(kBadHeader, "The method cannot be sent.");
  for (const Header& header : request.headers) {
    if (!is_token(header.name) || !is_field_value(header.value)) {
      return refused(kBadHeader, "A header cannot be sent: control characters, or no name.");
    }
  }
  return Result<void>();
}

std::string origin_of(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) return {};
  return url.substr(0, url.find_first_of("/?#", scheme + 3));
}

}  // namespace chatkit::outbound
