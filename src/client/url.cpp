#include "client/url.hpp"

#include <curl/curl.h>

#include <memory>

#include "chatkit/errors.hpp"

namespace chatkit::client {
namespace {

struct CloseUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, CloseUrl>;

UrlHandle parse(const std::string& text) {
  UrlHandle url(curl_url());
  if (url && curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) url.reset();
  return url;
}

std::string part(const UrlHandle& url, CURLUPart which, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string result(text);
  curl_free(text);
  return result;
}

bool is_http(const UrlHandle& url) {
  const std::string scheme = part(url, CURLUPART_SCHEME);
  return scheme == "http" || scheme == "https";
}

constexpr bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

void append_percent_encoded(std::string& out, std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const char c : text) {
    if (is_unreserved(c)) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 15U]);
  }
}

std::string path_segment(std::string_view what, std::string_view id) {
  if (id.empty()) throw UsageError("`" + std::string(what) + "` is empty; an id is needed");
  if (id == "." || id == "..") {
    throw UsageError("`" + std::string(what) + "` is `" + std::string(id) +
                     "`, which would change the path of the request");
  }
  std::string segment;
  segment.reserve(id.size());
  append_percent_encoded(segment, id);
  return segment;
}

BaseUrl parse_base_url(std::string_view text) {
  const std::string whole(text);
  const UrlHandle url = parse(whole);
  if (!url || !is_http(url) || part(url, CURLUPART_HOST).empty()) {
    throw UsageError("the base URL is not an absolute http or https URL");
  }
  BaseUrl base;
  const auto hash = whole.find('#');
  const std::string before = whole.substr(0, hash);
  const auto question = before.find('?');
  base.root = before.substr(0, question);
  if (question != std::string::npos) base.query = before.substr(question + 1);
  while (base.root.ends_with('/')) base.root.pop_back();
  return base;
}

std::string join_url(const BaseUrl& base, std::string_view path, const QueryParams& query) {
  std::string url;
  url.reserve(base.root.size() + path.size() + 64);
  url.append(base.root).append(path);
  char separator = '?';
  if (!base.query.empty()) {
    url.append("?").append(base.query);
    separator = '&';
  }
  for (const auto& [name, value] : query) {
    url.push_back(separator);
    append_percent_encoded(url, name);
    url.push_back('=');
    append_percent_encoded(url, value);
    separator = '&';
  }
  return url;
}

std::optional<std::string> resolve_url(const std::string& base, const std::string& location) {
  const UrlHandle url = parse(base);
  if (!url) return std::nullopt;
  if (curl_url_set(url.get(), CURLUPART_URL, location.c_str(), CURLU_URLENCODE) != CURLUE_OK) {
    return std::nullopt;
  }
  if (!is_http(url)) return std::nullopt;
  for (const CURLUPart unwanted : {CURLUPART_FRAGMENT, CURLUPART_USER, CURLUPART_PASSWORD}) {
    curl_url_set(url.get(), unwanted, nullptr, 0);
  }
  return part(url, CURLUPART_URL);
}

std::string origin_of(const std::string& text) {
  const UrlHandle url = parse(text);
  if (!url) return {};
  std::string host = part(url, CURLUPART_HOST);
  for (char& c : host) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return part(url, CURLUPART_SCHEME) + "://" + host + ":" +
         part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

}  // namespace chatkit::client
