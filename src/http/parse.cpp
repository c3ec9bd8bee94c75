#include "http/parse.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <string>

namespace chatkit::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;
using Length = boost::optional<std::uint64_t>;

Error malformed(std::string_view reason) {
  return invalid_request("invalid_http", "",
                         "The request is not valid HTTP: " + std::string(reason) + ".");
}

std::string_view view(beast::string_view text) noexcept { return {text.data(), text.size()}; }

exchange::Method method_of(beast::http::verb verb) noexcept {
  switch (verb) {
    case beast::http::verb::get:
    case beast::http::verb::head:
      return exchange::Method::get;
    case beast::http::verb::post:
      return exchange::Method::post;
    case beast::http::verb::put:
      return exchange::Method::put;
    case beast::http::verb::delete_:
      return exchange::Method::delete_;
    case beast::http::verb::options:
      return exchange::Method::options;
    default:
      return exchange::Method::other;
  }
}

/// Splits the target; an absolute form loses its scheme and authority (RFC 9112, section 3.2.2).
void set_target(RequestHead& head, std::string_view target) {
  if (!target.empty() && target.front() != '/') {
    const std::size_t authority = target.find("://");
    if (authority != std::string_view::npos) {
      const std::size_t path = target.find_first_of("/?", authority + 3);
      target = path == std::string_view::npos ? std::string_view("/") : target.substr(path);
    }
  }
  target = target.substr(0, target.find('#'));
  const std::size_t question = std::min(target.find('?'), target.size());
  head.path = target.substr(0, question);
  head.query = target.substr(std::min(question + 1, target.size()));
}

/// Beast's parser with callbacks that keep views instead of building a message.
class HeadParser final : public beast::http::basic_parser<true> {
 public:
  explicit HeadParser(RequestHead& head) : head_(head) {}

  int hosts() const noexcept { return hosts_; }
  bool has_transfer_encoding() const noexcept { return has_transfer_encoding_; }
  bool has_other_expectation() const noexcept { return has_other_expectation_; }

 private:
  using Field = beast::http::field;

  // NOLINTNEXTLINE(readability-function-size): the interface of Beast's parser.
  void on_request_impl(beast::http::verb verb, beast::string_view name, beast::string_view target,
                       int version, error_code&) override {
    head_.method = method_of(verb);
    head_.is_head = verb == beast::http::verb::head;
    head_.method_text = view(name);
    head_.is_http_1_0 = version == 10;
    set_target(head_, view(target));
  }
  void on_response_impl(int, beast::string_view, int, error_code&) override {}
  void on_field_impl(Field field, beast::string_view name, beast::string_view value,
                     error_code& ec) override {
    if (field == Field::host) ++hosts_;
    if (field == Field::transfer_encoding) {
      has_transfer_encoding_ = true;
      // Beast takes any list that ends in `chunked`, and stops reading one at its first mistake.
      if (!beast::iequals(value, "chunked")) {
        ec = beast::http::error::bad_transfer_encoding;
        return;
      }
    }
    if (field == Field::expect) {
      const bool known = beast::iequals(value, "100-continue");
      head_.expects_continue = known;
      has_other_expectation_ = !known;
    }
    head_.fields.push_back({view(name), view(value)});
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const Length&, error_code&) override {}
  std::size_t on_body_impl(beast::string_view, error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, error_code&) override {
    return 0;
  }
  void on_finish_impl(error_code&) override {}

  RequestHead& head_;
  int hosts_ = 0;
  bool has_transfer_encoding_ = false;
  bool has_other_expectation_ = false;
};

}  // namespace

std::string_view RequestHead::field(std::string_view name) const noexcept {
  for (const exchange::HeaderField& one : fields) {
    if (beast::iequals({one.name.data(), one.name.size()}, {name.data(), name.size()})) {
      return one.value;
    }
  }
  return {};
}

Result<void> parse_head(std::string_view text, RequestHead& head) {
  head.fields.clear();
  head.expects_continue = false;
  // A folded field means one thing to us and may mean another to a proxy; RFC 9112 section 5.2 lets
  // us refuse it. Beast would join it.
  if (text.find("\r\n ") != std::string_view::npos ||
      text.find("\r\n\t") != std::string_view::npos) {
    return malformed("folded field");
  }
  HeadParser parser(head);
  parser.header_limit(static_cast<std::uint32_t>(text.size() + 1));
  parser.body_limit(boost::none);
  error_code ec;
  const std::size_t used = parser.put(boost::asio::buffer(text.data(), text.size()), ec);
  if (ec) return malformed(ec.message());
  if (!parser.is_header_done() || used != text.size()) return malformed("incomplete header");
  if (!head.is_http_1_0 && parser.hosts() != 1) return malformed("one Host field is required");
  if (parser.has_transfer_encoding() && !parser.chunked()) {
    return malformed("unknown transfer coding");
  }
  if (parser.has_transfer_encoding() && head.is_http_1_0) {
    return malformed("HTTP/1.0 has no transfer codings");
  }
  if (parser.has_other_expectation()) return malformed("unknown expectation");
  if (head.path.empty() || head.path.front() != '/') {
    if (head.path != "*") return malformed("bad request target");
  }
  head.keep_alive = parser.keep_alive();
  head.chunked = parser.chunked();
  head.content_length = parser.content_length().value_or(0);
  if (head.is_http_1_0) head.expects_continue = false;
  return {};
}

}  // namespace chatkit::http
