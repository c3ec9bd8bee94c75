#include "client/curl_slot.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <limits>

#include "client/curl_global.hpp"

namespace chatkit::client {
namespace {

[[noreturn]] void throw_refused(const std::string& what) {
  throw TransportError(TransportError::Kind::refused, what);
}

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(easy, option, value);
  if (code != CURLE_OK) throw_refused(curl_easy_strerror(code));
}

/// libcurl takes 0 for its own default, so no limit is the largest one.
long connect_milliseconds(const Timeout& timeout) {
  constexpr long kLongest = std::numeric_limits<std::int32_t>::max();
  const auto connect = timeout.phases().connect;
  if (!connect) return kLongest;
  return static_cast<long>(std::clamp<std::int64_t>(connect->count(), 1, kLongest));
}

void append(curl_slist*& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list, line.c_str());
  if (longer == nullptr) throw_refused("out of memory");
  list = longer;
}

}  // namespace

CurlSlot::CurlSlot(const CurlTransportOptions& options) {
  init_curl();
  multi_.reset(curl_multi_init());
  easy_.reset(curl_easy_init());
  if (!multi_ || !easy_) throw_refused("libcurl could not be initialised");
  set_fixed(options);
}

CurlSlot::~CurlSlot() = default;

void CurlSlot::set_fixed(const CurlTransportOptions& options) {
  CURL* curl = easy();
  set(curl, CURLOPT_ERRORBUFFER, error_.data());
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_NOPROGRESS, 1L);
  set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  set(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  set(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  set(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  set(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  // libcurl itself, unlike its command, does not look at these two.
  const char* ca_file = options.ca_file ? options.ca_file->c_str() : std::getenv("SSL_CERT_FILE");
  if (ca_file != nullptr && *ca_file != '\0') set(curl, CURLOPT_CAINFO, ca_file);
  const char* ca_folder = std::getenv("SSL_CERT_DIR");
  if (ca_folder != nullptr && *ca_folder != '\0') set(curl, CURLOPT_CAPATH, ca_folder);
  if (options.proxy) set(curl, CURLOPT_PROXY, options.proxy->c_str());
}

std::string_view CurlSlot::origin_part(std::string_view url) noexcept {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  return url.substr(0, url.find_first_of("/?#", scheme + 3));
}

void CurlSlot::prepare(const HttpRequest& request) {
  CURL* curl = easy();
  error_[0] = '\0';
  origin_ = origin_part(request.url);
  set(curl, CURLOPT_URL, request.url.c_str());
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds(request.timeout));
  set_body(request);
  set_headers(request);
}

void CurlSlot::set_body(const HttpRequest& request) {
  CURL* curl = easy();
  const bool post = request.method == "POST";
  if (request.body_source) {
    set(curl, CURLOPT_POST, 1L);
    set(curl, CURLOPT_POSTFIELDS, static_cast<const char*>(nullptr));  // The transfer reads it.
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body_source->size()));
  } else if (request.has_body || post) {
    set(curl, CURLOPT_POST, 1L);
    set(curl, CURLOPT_POSTFIELDS, request.body.data());
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  } else {
    set(curl, CURLOPT_POSTFIELDS, static_cast<const char*>(nullptr));
    set(curl, CURLOPT_HTTPGET, 1L);
  }
  const bool named_by_curl = post || (request.method == "GET" && !request.has_body);
  set(curl, CURLOPT_CUSTOMREQUEST, named_by_curl ? nullptr : request.method.c_str());
  set(curl, CURLOPT_NOBODY, request.method == "HEAD" ? 1L : 0L);
}

void CurlSlot::set_headers(const HttpRequest& request) {
  const bool has_body = request.has_body || request.method == "POST";
  if (list_ && list_has_body_ == has_body && list_headers_ == request.headers) return;
  curl_slist* list = nullptr;
  std::string line;
  try {
    for (const auto& [name, value] : request.headers) {
      line.assign(name).append(value.empty() ? ";" : ": ").append(value);
      append(list, line);
    }
    // A name with a colon alone keeps libcurl from adding a header of its own.
    append(list, "Expect:");
    if (!request.headers.has("Accept")) append(list, "Accept:");
    if (has_body && !request.headers.has("Content-Type")) append(list, "Content-Type:");
  } catch (...) {
    curl_slist_free_all(list);
    throw;
  }
  set(easy(), CURLOPT_HTTPHEADER, list);  // Before the old list goes.
  list_.reset(list);
  list_headers_ = request.headers;
  list_has_body_ = has_body;
}

std::string CurlSlot::reason(CURLcode code) const {
  return error_[0] != '\0' ? std::string(error_.data()) : std::string(curl_easy_strerror(code));
}

}  // namespace chatkit::client
