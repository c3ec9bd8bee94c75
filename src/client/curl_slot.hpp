#pragma once

#include <curl/curl.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "chatkit/curl_transport.hpp"

namespace chatkit::client {

/// One libcurl handle with a connection of its own, used for one transfer after another. The
/// options that never change are set once, the list of headers is kept while it stays the same.
/// One thread at a time.
class CurlSlot {
 public:
  /// Errors: TransportError if libcurl has no memory.
  explicit CurlSlot(const CurlTransportOptions& options);
  ~CurlSlot();
  CurlSlot(const CurlSlot&) = delete;
  CurlSlot& operator=(const CurlSlot&) = delete;

  CURL* easy() const noexcept { return easy_.get(); }
  CURLM* multi() const noexcept { return multi_.get(); }
  /// What libcurl says about the last failure, or the general words for `code`.
  std::string reason(CURLcode code) const;

  /// Sets everything that differs between requests. `request` outlives the transfer.
  /// Errors: TransportError for a URL or header that libcurl refuses.
  void prepare(const HttpRequest& request);

  /// The scheme, host and port of the last request as its URL spells them.
  const std::string& origin() const noexcept { return origin_; }
  static std::string_view origin_part(std::string_view url) noexcept;

 private:
  struct CloseEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct CloseMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  void set_fixed(const CurlTransportOptions& options);
  void set_headers(const HttpRequest& request);
  void set_body(const HttpRequest& request);

  std::unique_ptr<CURLM, CloseMulti> multi_;
  std::unique_ptr<CURL, CloseEasy> easy_;  // Before `multi_` is gone.
  std::unique_ptr<curl_slist, FreeList> list_;
  Headers list_headers_;  // What `list_` was made from.
  bool list_has_body_ = false;
  std::string origin_;
  std::array<char, CURL_ERROR_SIZE> error_{};
};

}  // namespace chatkit::client
