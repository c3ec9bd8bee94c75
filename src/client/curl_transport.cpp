#include "chatkit/curl_transport.hpp"

#include <limits>

#include "client/curl_pool.hpp"
#include "client/curl_transfer.hpp"

namespace chatkit {
namespace {

using client::CurlTransfer;

/// A stream over a transfer; it owns the request that the transfer refers to.
class CurlStream final : public HttpStream {
 public:
  CurlStream(CurlTransport::Pool::Lease lease, HttpRequest request, std::size_t body_bytes_max)
      : request_(std::move(request)), transfer_(std::move(lease), request_, body_bytes_max) {
    transfer_.run(CurlTransfer::Until::headers);
  }

  int status() const override { return transfer_.status(); }
  const Headers& headers() const override { return transfer_.headers(); }

  std::string read() override {
    if (transfer_.body().empty()) transfer_.run(CurlTransfer::Until::body_bytes);
    return std::exchange(transfer_.body(), {});
  }

  void set_read_timeout(std::optional<Timeout::Duration> limit) override {
    Timeout::Phases phases = request_.timeout.phases();
    phases.read = limit;
    request_.timeout = Timeout(phases);
  }

 private:
  HttpRequest request_;
  CurlTransfer transfer_;
};

}  // namespace

CurlTransport::CurlTransport(CurlTransportOptions options)
    : pool_(std::make_shared<Pool>(std::move(options))) {}

CurlTransport::~CurlTransport() = default;

HttpResponse CurlTransport::send(const HttpRequest& request) {
  Pool::Lease lease = pool_->take(request);
  const std::size_t body_bytes_max = lease.options().response_bytes_max;
  CurlTransfer transfer(std::move(lease), request, body_bytes_max);
  transfer.run(CurlTransfer::Until::end);
  return HttpResponse{transfer.status(), std::move(transfer.headers()), std::move(transfer.body())};
}

std::unique_ptr<HttpStream> CurlTransport::open(const HttpRequest& request) {
  Pool::Lease lease = pool_->take(request);
  const std::size_t body_bytes_max = lease.options().response_bytes_max;
  return std::make_unique<CurlStream>(std::move(lease), request, body_bytes_max);
}

}  // namespace chatkit
