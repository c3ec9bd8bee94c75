#include "element/routes.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "element/negotiation.hpp"

namespace chatkit::element {
namespace {

using boost::asio::awaitable;
using exchange::Method;
using exchange::Reply;
using exchange::Request;
using exchange::Route;

constexpr std::string_view kDemoPage = "demo.html";
constexpr std::string_view kDemoPrefix = "demo.";
/// The page draws in its own origin's scripts and styles alone; the element's styles are
/// constructed sheets, which need no exception.
constexpr std::string_view kDemoPolicy =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

bool is_hex(char character) {
  return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
}

/// Whether the part before the last extension is a hash of eight hexadecimal digits or more.
bool names_its_content(std::string_view name) {
  const std::size_t end = name.rfind('.');
  if (end == std::string_view::npos || end == 0) return false;
  const std::size_t begin = name.rfind('.', end - 1);
  if (begin == std::string_view::npos) return false;
  const std::string_view hash = name.substr(begin + 1, end - begin - 1);
  return hash.size() >= 8 && std::all_of(hash.begin(), hash.end(), is_hex);
}

Reply file_reply(const ElementFile& file, const Request& request) {
  Reply reply;
  reply.content_type = file.content_type;
  reply.headers = {
      {"ETag", std::string(file.etag)},
      {"Vary", "Accept-Encoding"},
      {"X-Content-Type-Options", "nosniff"},
      {"Cache-Control",
       names_its_content(file.name) ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (lists_etag(request.header("If-None-Match"), file.etag)) {
    reply.status = 304;
    return reply;
  }
  const bool compressed =
      file.gzip.size() < file.plain.size() && accepts_gzip(request.header("Accept-Encoding"));
  if (compressed) reply.headers.push_back({"Content-Encoding", "gzip"});
  reply.body = compressed ? file.gzip : file.plain;
  return reply;
}

awaitable<Reply> answer_file(const ElementFile* file, Request& request) {
  Reply reply = file_reply(*file, request);
  reply.headers.push_back({"Access-Control-Allow-Origin", "*"});
  reply.headers.push_back({"Cross-Origin-Resource-Policy", "cross-origin"});
  co_return reply;
}

awaitable<Reply> answer_demo(const ElementFile* file, Request& request) {
  Reply reply = file_reply(*file, request);
  reply.headers.push_back({"Content-Security-Policy", std::string(kDemoPolicy)});
  reply.headers.push_back({"Referrer-Policy", "no-referrer"});
  co_return reply;
}

using FileHandler = awaitable<Reply> (*)(const ElementFile* file, Request& request);

Route route_to(const ElementFile& file, std::string pattern, FileHandler handler) {
  Route route;
  route.pattern = std::move(pattern);
  route.handler = [at = &file, handler](Request& request) { return handler(at, request); };
  return route;
}

}  // namespace

std::vector<Route> file_routes(std::span<const ElementFile> files) {
  std::vector<Route> routes;
  for (const ElementFile& file : files) {
    if (file.name.starts_with(kDemoPrefix)) continue;
    routes.push_back(route_to(file, "/" + std::string(file.name), answer_file));
  }
  return routes;
}

std::vector<Route> demo_page_routes(std::span<const ElementFile> files) {
  std::vector<Route> routes;
  for (const ElementFile& file : files) {
    if (!file.name.starts_with(kDemoPrefix)) continue;
    const std::string pattern = file.name == kDemoPage ? "/" : "/" + std::string(file.name);
    routes.push_back(route_to(file, pattern, answer_demo));
  }
  return routes;
}

}  // namespace chatkit::element
