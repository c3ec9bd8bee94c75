#include "outbound/transfer.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "outbound/curl_loop.hpp"
#include "outbound/request_check.hpp"

namespace chatkit::outbound {
namespace {

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view find_header(const std::vector<Header>& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [name](const Header& header) {
    return same_name(header.name, name);
  });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

/// libcurl takes 0 for a default of its own.
long connect_milliseconds(std::chrono::milliseconds timeout) {
  constexpr std::int64_t kLongest = std::numeric_limits<std::int32_t>::max();
  return static_cast<long>(std::clamp<std::int64_t>(timeout.count(), 1, kLongest));
}

/// Sets options until one is refused.
class Options {
 public:
  explicit Options(CURL* easy) : easy_(easy) {}

  template <class Value>
  Options& set(CURLoption option, Value value) {
    if (code_ == CURLE_OK) code_ = curl_easy_setopt(easy_, option, value);
    return *this;
  }
  CURLcode code() const { return code_; }

 private:
  CURL* easy_;
  CURLcode code_ = CURLE_OK;
};

void set_method(Options& options, const Request& request) {
  if (request.method == "GET" && request.body.empty()) {
    options.set(CURLOPT_HTTPGET, 1L);
    return;
  }
  if (request.method == "HEAD") {
    options.set(CURLOPT_NOBODY, 1L);
    return;
  }
  options.set(CURLOPT_POST, 1L)
      .set(CURLOPT_POSTFIELDS, request.body.data())
      .set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  if (request.method != "POST") options.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

}  // namespace

std::string_view Head::header(std::string_view name) const noexcept {
  return find_header(headers, name);
}

Transfer::Transfer(const boost::asio::any_io_executor& executor, Request request)
    : request_(std::move(request)), alarm_(executor), easy_(curl_easy_init()) {}

Transfer::~Transfer() {
  if (loop_ != nullptr) loop_->drop(*this);
  easy_.reset();  // While all that it points at is still there.
}

Result<void> Transfer::prepare(const TrustFiles& trust) {
  if (!easy_ || !set_headers()) return internal_error("outbound: libcurl has no memory");
  Options options(easy());
  options.set(CURLOPT_ERRORBUFFER, reason_.data())
      .set(CURLOPT_PRIVATE, static_cast<void*>(this))
      .set(CURLOPT_NOSIGNAL, 1L)
      .set(CURLOPT_FOLLOWLOCATION, 0L)
      .set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1))
      .set(CURLOPT_PROTOCOLS_STR, "http,https")
      .set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L)
      .set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L)
      .set(CURLOPT_SSL_VERIFYPEER, 1L)
      .set(CURLOPT_SSL_VERIFYHOST, 2L)
      .set(CURLOPT_TCP_KEEPALIVE, 1L)
      .set(CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds(request_.connect_timeout))
      .set(CURLOPT_HEADERFUNCTION, &on_header)
      .set(CURLOPT_HEADERDATA, static_cast<void*>(this))
      .set(CURLOPT_WRITEFUNCTION, &on_body)
      .set(CURLOPT_WRITEDATA, static_cast<void*>(this))
      .set(CURLOPT_NOPROGRESS, 0L)
      .set(CURLOPT_XFERINFOFUNCTION, &on_progress)
      .set(CURLOPT_XFERINFODATA, static_cast<void*>(this))
      .set(CURLOPT_HTTPHEADER, headers_.get())
      .set(CURLOPT_URL, request_.url.c_str());
  if (!trust.file.empty()) options.set(CURLOPT_CAINFO, trust.file.c_str());
  if (!trust.folder.empty()) options.set(CURLOPT_CAPATH, trust.folder.c_str());
  set_method(options, request_);
  if (options.code() == CURLE_OK) return Result<void>();
  return internal_error(std::string("outbound: libcurl refuses an option: ") +
                        curl_easy_strerror(options.code()));
}

bool Transfer::set_headers() {
  const auto add = [this](const std::string& line) {
    curl_slist* const list = headers_.release();
    curl_slist* const longer = curl_slist_append(list, line.c_str());
    headers_.reset(longer == nullptr ? list : longer);
    return longer != nullptr;
  };
  for (const Header& header : request_.headers) {
    if (!add(header.name + (header.value.empty() ? ";" : ": " + header.value))) return false;
  }
  // A name with a colon alone keeps libcurl from adding a header of its own.
  if (find_header(request_.headers, "content-type").empty() && !add("Content-Type:")) return false;
  return add("Expect:");
}

std::size_t Transfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  const bool taken = static_cast<Transfer*>(self)->take_header({data, size * count});
  return taken ? size * count : 0;  // Anything but the count ends the transfer.
}

bool Transfer::take_header(std::string_view line) {
  if (has_head_) return true;  // Trailers of a chunked body say nothing that we ask for.
  head_bytes_ += line.size();
  is_head_too_long_ = head_bytes_ > kHeadBytesMax;
  if (is_head_too_long_) return false;
  if (line.starts_with("HTTP/")) {  // Also behind an interim answer: what came before is void.
    long status = 0;
    curl_easy_getinfo(easy(), CURLINFO_RESPONSE_CODE, &status);
    head_.status = static_cast<int>(status);
    head_.headers.clear();
    return true;
  }
  if (trim(line).empty()) {
    has_head_ = head_.status >= 200;
    if (has_head_) arrived();
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  is_head_too_long_ = head_.headers.size() == kHeadFieldsMax;
  if (is_head_too_long_) return false;
  Header header;
  header.name = line.substr(0, colon);
  header.value = trim(line.substr(colon + 1));
  head_.headers.push_back(std::move(header));
  return true;
}

std::size_t Transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto* transfer = static_cast<Transfer*>(self);
  const std::size_t bytes = size * count;
  std::string& body = transfer->body_;
  if (!body.empty() && body.size() + bytes > kUnreadBytesMax) {
    transfer->is_paused_ = true;
    return CURL_WRITEFUNC_PAUSE;  // libcurl keeps these bytes, and gives them again.
  }
  body.append(data, bytes);
  transfer->arrived();
  return bytes;
}

void Transfer::arrived() {
  ++arrivals_;
  alarm_.cancel();
}

std::string Transfer::take_body() {
  std::string taken = std::exchange(body_, std::string());
  if (is_paused_ && loop_ != nullptr) {
    is_paused_ = false;
    loop_->resume(*this);
  }
  return taken;
}

// NOLINTNEXTLINE(readability-function-size): the signature is libcurl's.
int Transfer::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t sent) {
  auto* transfer = static_cast<Transfer*>(self);
  if (std::exchange(transfer->sent_bytes_, sent) != sent) transfer->last_sent_ = Clock::now();
  return 0;
}

void Transfer::abandon(std::string_view code, std::string_view why) {
  if (loop_ != nullptr) loop_->drop(*this);
  if (has_ended_) return;
  has_ended_ = true;
  failure_ = error(code, why);
  arrived();
}

void Transfer::finished(CURLcode code) {
  has_ended_ = true;
  if (code != CURLE_OK || !has_head_) failure_ = failure_of(code);
  arrived();
}

Error Transfer::failure_of(CURLcode code) const {
  if (is_head_too_long_) return error(kBroken, "the head of the answer is too long");
  if (code == CURLE_OK) return error(kConnectFailed, "the connection ended before a whole head");
  const std::string_view reason = reason_[0] == '\0' ? curl_easy_strerror(code) : reason_.data();
  const bool not_http = code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY;
  return error(has_head_ || not_http ? kBroken : kConnectFailed, reason);
}

Error Transfer::error(std::string_view code, std::string_view why) const {
  Error made = unavailable(origin_of(request_.url) + ": " + std::string(why));
  made.code = code;
  return made;
}

}  // namespace chatkit::outbound
