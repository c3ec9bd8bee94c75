#include "client/curl_transfer.hpp"

#include <algorithm>
#include <cstdio>
#include <functional>

namespace chatkit::client {
namespace {

constexpr std::size_t kHeadersMax = 256;  // libcurl bounds a line itself.
constexpr std::chrono::milliseconds kPollMax{60'000};

TransportError::Kind kind_of(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return TransportError::Kind::timeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return TransportError::Kind::refused;
    default:
      return TransportError::Kind::connection;
  }
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace

CurlTransfer::CurlTransfer(CurlTransport::Pool::Lease lease, const HttpRequest& request,
                           std::size_t body_bytes_max)
    : lease_(std::move(lease)),
      request_(request),
      body_bytes_max_(body_bytes_max),
      body_bytes_(request.body_source ? request.body_source->size() : request.body.size()) {
  CurlSlot& slot = lease_.slot();
  slot.prepare(request);
  curl_easy_setopt(slot.easy(), CURLOPT_HEADERFUNCTION, &on_header);
  curl_easy_setopt(slot.easy(), CURLOPT_HEADERDATA, this);
  curl_easy_setopt(slot.easy(), CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(slot.easy(), CURLOPT_WRITEDATA, this);
  curl_easy_setopt(slot.easy(), CURLOPT_READFUNCTION, &on_read);
  curl_easy_setopt(slot.easy(), CURLOPT_READDATA, this);
  curl_easy_setopt(slot.easy(), CURLOPT_SEEKFUNCTION, &on_seek);
  curl_easy_setopt(slot.easy(), CURLOPT_SEEKDATA, this);
  headers_.reserve(16);
  if (curl_multi_add_handle(slot.multi(), slot.easy()) != CURLM_OK) {
    throw TransportError(TransportError::Kind::refused, "libcurl did not take the request");
  }
}

CurlTransfer::~CurlTransfer() {
  curl_multi_remove_handle(lease_.slot().multi(), lease_.slot().easy());
}

std::size_t CurlTransfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  static_cast<CurlTransfer*>(self)->take_header(std::string_view(data, size * count));
  return size * count;
}

void CurlTransfer::take_header(std::string_view line) {
  last_activity_ = Clock::now();
  if (line.starts_with("HTTP/")) {  // Also after an interim answer: what came before is void.
    long status = 0;
    curl_easy_getinfo(lease_.slot().easy(), CURLINFO_RESPONSE_CODE, &status);
    status_ = static_cast<int>(status);
    headers_.clear();
    return;
  }
  if (trim(line).empty()) {
    has_headers_ = status_ >= 200;
    return;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || has_headers_ || headers_.size() >= kHeadersMax) return;
  headers_.add(line.substr(0, colon), trim(line.substr(colon + 1)));
}

std::size_t CurlTransfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  const std::size_t bytes = size * count;
  transfer->last_activity_ = Clock::now();
  if (bytes > transfer->body_bytes_max_ - transfer->body_.size()) {
    transfer->is_too_large_ = true;
    return 0;  // Anything but the count ends the transfer.
  }
  transfer->body_.append(data, bytes);
  return bytes;
}

std::size_t CurlTransfer::on_read(char* out, std::size_t size, std::size_t count, void* self) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  if (transfer->source_offset_ >= transfer->body_bytes_) return 0;
  try {
    const std::size_t bytes =
        transfer->request_.body_source->read(transfer->source_offset_, {out, size * count});
    transfer->source_offset_ += bytes;
    return bytes;
  } catch (...) {  // Not through libcurl, which is C: the transfer's end throws it.
    transfer->source_failure_ = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
}

/// libcurl goes back to the beginning where a kept connection turns out to be closed.
int CurlTransfer::on_seek(void* self, curl_off_t offset, int origin) {
  if (origin != SEEK_SET || offset < 0) return CURL_SEEKFUNC_FAIL;
  static_cast<CurlTransfer*>(self)->source_offset_ = static_cast<std::uint64_t>(offset);
  return CURL_SEEKFUNC_OK;
}

// What came before a failure counts: it is delivered, and the failure is the next step's.
bool CurlTransfer::has_arrived(Until until) const {
  if (until == Until::headers) return has_headers_;
  return until == Until::body_bytes && !body_.empty();
}

void CurlTransfer::run(Until until) {
  CURLM* multi = lease_.slot().multi();
  // From another thread, a request to stop ends the wait below.
  const auto wake = [multi] { curl_multi_wakeup(multi); };
  std::optional<std::stop_callback<std::function<void()>>> on_stop;
  if (request_.stop_token.stop_possible()) on_stop.emplace(request_.stop_token, wake);
  last_activity_ = Clock::now();
  while (true) {
    int running = 0;
    const CURLMcode code = curl_multi_perform(multi, &running);
    if (code != CURLM_OK) {
      throw TransportError(TransportError::Kind::connection, curl_multi_strerror(code));
    }
    if (running == 0) check_result();
    if (has_arrived(until)) return;
    if (failure_) throw TransportError(*failure_);
    if (has_ended_) return;
    if (request_.stop_token.stop_requested()) {
      throw TransportError(TransportError::Kind::aborted, "stopped by the program");
    }
    wait();
  }
}

void CurlTransfer::check_result() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(lease_.slot().multi(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    has_ended_ = true;
    if (source_failure_) std::rethrow_exception(source_failure_);
    const CURLcode code = message->data.result;
    if (is_too_large_) {
      failure_.emplace(TransportError::Kind::refused,
                       "the answer is longer than " + std::to_string(body_bytes_max_) + " bytes");
    } else if (code != CURLE_OK) {
      failure_.emplace(kind_of(code), lease_.slot().reason(code));
    } else if (!has_headers_) {
      // libcurl takes a connection that ends within the header for the header's end.
      failure_.emplace(TransportError::Kind::connection,
                       "the connection ended within the header of the answer");
    }
  }
}

std::optional<Timeout::Duration> CurlTransfer::silence_limit() {
  CURL* easy = lease_.slot().easy();
  curl_off_t ready_to_send = 0;
  curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready_to_send);
  if (ready_to_send == 0) {
    last_activity_ = Clock::now();  // Still connecting.
    return std::nullopt;
  }
  is_writing_ = false;
  if (body_bytes_ > 0) {
    curl_off_t counted = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &counted);
    const auto sent = static_cast<std::uint64_t>(std::max<curl_off_t>(counted, 0));
    if (sent != bytes_sent_) last_activity_ = Clock::now();
    bytes_sent_ = sent;
    is_writing_ = sent < body_bytes_;
  }
  return is_writing_ ? request_.timeout.phases().write : request_.timeout.phases().read;
}

void CurlTransfer::wait() {
  std::chrono::milliseconds longest = kPollMax;
  if (const auto limit = silence_limit()) {
    const auto silent = Clock::now() - last_activity_;
    if (silent >= *limit) {
      throw TransportError(TransportError::Kind::timeout,
                           is_writing_ ? "the request could not be sent in time"
                                       : "the service was silent for too long");
    }
    longest = std::min(longest, std::chrono::ceil<std::chrono::milliseconds>(*limit - silent));
  }
  curl_multi_poll(lease_.slot().multi(), nullptr, 0, static_cast<int>(longest.count()), nullptr);
}

}  // namespace chatkit::client
