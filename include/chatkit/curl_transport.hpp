#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "chatkit/transport.hpp"

namespace chatkit {

struct CurlTransportOptions {
  /// The most connections at once; further calls wait, as long as their `pool` timeout lets them.
  std::size_t connections_max = 1000;
  /// The most connections kept open for later calls.
  std::size_t idle_connections_max = 100;
  /// The longest answer that is read whole. A longer one is an error.
  std::size_t response_bytes_max = std::size_t{64} << 20U;
  /// A proxy's URL; unset means the environment's (`http_proxy`, `https_proxy`, `all_proxy`,
  /// `no_proxy`), empty means none.
  std::optional<std::string> proxy{};
  /// Certificates to trust; unset means `SSL_CERT_FILE` or the system's. Verification is always on.
  std::optional<std::string> ca_file{};
};

/// HTTP/1.1 over libcurl, with one pool of kept-open connections. Safe from any thread.
class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(CurlTransportOptions options = {});
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  HttpResponse send(const HttpRequest& request) override;
  std::unique_ptr<HttpStream> open(const HttpRequest& request) override;

  class Pool;

 private:
  std::shared_ptr<Pool> pool_;
};

}  // namespace chatkit
