// Bytes as a request: the header's grammar, the router, the query, the body's chunks. What is
// accepted must be views into the input, and chunks must decode the same however they are cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/request.hpp"
#include "http/chunked.hpp"
#include "http/parse.hpp"
#include "http/peer_address.hpp"
#include "http/router.hpp"

namespace {

using namespace chatkit;

void require(bool holds) {
  if (!holds) std::abort();
}

bool lies_in(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

const http::Router& router() {
  static const http::Router kRouter = [] {
    std::vector<exchange::Route> routes;
    for (const char* pattern : {"/", "/a", "/a/{x}", "/a/{x}/b/{y}", "/a/c/b/d"}) {
      exchange::Route route;
      route.pattern = pattern;
      routes.push_back(std::move(route));
    }
    return http::Router(std::move(routes));
  }();
  return kRouter;
}

void check_route(const http::RequestHead& head) {
  std::vector<std::string> parameters;
  const auto path = router().find(head.path, parameters);
  if (!path || *path == nullptr) return;
  for (const std::string& parameter : parameters) {
    require(!parameter.empty() && parameter != "." && parameter != "..");
    require(parameter.find('\0') == std::string::npos);
  }
}

struct Decoded {
  std::string body;
  std::string left;
  bool done = false;
  bool failed = false;
};

Decoded decode(std::string_view bytes, std::size_t step) {
  http::ChunkedDecoder decoder;
  Decoded result;
  std::string pending;
  while (!bytes.empty() && !decoder.done()) {
    pending += bytes.substr(0, step);
    bytes.remove_prefix(std::min(step, bytes.size()));
    const auto used = decoder.feed(pending, result.body, 1U << 16U);
    if (!used) {
      result.failed = true;
      return result;
    }
    require(*used <= pending.size());
    pending.erase(0, *used);
  }
  result.done = decoder.done();
  result.left = pending + std::string(bytes);
  return result;
}

void check_chunks(std::string_view bytes) {
  if (bytes.size() > 2000) bytes = bytes.substr(0, 2000);
  const Decoded whole = decode(bytes, bytes.size() + 1);
  const Decoded cut = decode(bytes, 1);
  require(whole.failed == cut.failed);
  if (whole.failed) return;
  require(whole.done == cut.done && whole.body == cut.body && whole.left == cut.left);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    check_chunks(input);
    static_cast<void>(exchange::parse_query(input));
    return 0;
  }
  const std::string_view text = input.substr(0, end + 4);
  http::RequestHead head;
  if (const auto parsed = http::parse_head(text, head); parsed) {
    require(lies_in(head.path, text) || head.path == "/");
    require(lies_in(head.query, text) && lies_in(head.method_text, text));
    for (const exchange::HeaderField& field : head.fields) {
      require(lies_in(field.name, text) && lies_in(field.value, text));
      require(field.value.find_first_of("\r\n") == std::string_view::npos);
    }
    require(!head.chunked || head.content_length == 0);
    check_route(head);
    static_cast<void>(exchange::parse_query(head.query));
    static const auto kProxies = http::TrustedProxies::parse({"127.0.0.0/8"}).value();
    const auto peer = boost::asio::ip::address_v4::loopback();
    require(!kProxies.client_of(peer, head.fields).empty());
  }
  check_chunks(input.substr(end + 4));
  return 0;
}
