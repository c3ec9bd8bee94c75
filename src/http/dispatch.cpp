#include "http/dispatch.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "http/response.hpp"

namespace chatkit::http {
namespace {

using exchange::Method;
using exchange::Reply;

constexpr std::size_t kTargetBytesMax = 8U << 10U;

Error refusal_error(ErrorKind kind, std::string_view code, std::string message) {
  Error error;
  error.kind = kind;
  error.code = code;
  error.message = std::move(message);
  return error;
}

Error error_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::too_slow:
      return refusal_error(ErrorKind::timed_out, "request_timeout",
                           "The request did not arrive in time.");
    case Refusal::header_too_large:
      return refusal_error(ErrorKind::headers_too_large, "request_header_too_large",
                           "The request's header is too large.");
    case Refusal::malformed:
      break;
  }
  return invalid_request("invalid_http", "", "The request is not valid HTTP.");
}

Reply uri_too_long() {
  Reply reply = exchange::error_reply(refusal_error(ErrorKind::headers_too_large, "uri_too_long",
                                                    "The request's URL is too long."));
  reply.status = 414;
  return reply;
}

Reply unknown_path(const RequestHead& head) {
  return exchange::error_reply(
      refusal_error(ErrorKind::not_found, "unknown_url",
                    "Unknown request URL: " + std::string(head.method_text) + " " +
                        std::string(head.path) + "."));
}

Reply wrong_method(const RequestHead& head, const Path& path) {
  Reply reply = exchange::error_reply(
      refusal_error(ErrorKind::method_not_allowed, "method_not_allowed",
                    "Method " + std::string(head.method_text) + " is not allowed here."));
  reply.headers.push_back({"Allow", path.allow});
  return reply;
}

Reply options_answer(const Path& path) {
  Reply reply;
  reply.status = 204;
  reply.headers.push_back({"Allow", path.allow});
  return reply;
}

const exchange::Route* route_of(const Path& path, Method method) {
  const exchange::Route* route = path.by_method[static_cast<std::size_t>(method)];
  if (route == nullptr && method == Method::head) {
    route = path.by_method[static_cast<std::size_t>(Method::get)];
  }
  return method == Method::other ? nullptr : route;
}

void begin_request(Connection& c, std::size_t head_bytes) {
  c.phase = Phase::handling;
  c.worker.clear_deadline(c);
  c.started = c.worker.now();
  c.worker.make_request_id(c.request.request_id);
  c.body = BodyState();
  c.body.limit = c.worker.shared().options.limits.body_bytes_max;
  c.in.consume(head_bytes);
}

/// Fills the Request from the head. The peer's address is made once where no proxy is trusted.
void fill_request(Connection& c) {
  exchange::Request& request = c.request;
  request.method = c.head.is_head ? Method::head : c.head.method;
  request.path = c.head.path;
  request.query = c.head.query;
  request.headers.swap(c.head.fields);
  const TrustedProxies& proxies = c.worker.shared().proxies;
  if (!proxies.empty()) {
    request.peer_address = proxies.client_of(c.peer, request.headers);
  } else if (request.peer_address.empty()) {
    request.peer_address = unmapped(c.peer).to_string();
  }
  c.body.left = c.head.content_length;
  c.body.is_chunked = c.head.chunked;
  c.body.is_awaited = c.head.expects_continue && (c.body.left > 0 || c.head.chunked);
}

/// The handler that is to answer, or the answer that needs none.
const exchange::Handler* choose(Connection& c, std::string_view head_text, Reply& reply) {
  const Result<void> parsed = parse_head(head_text, c.head);
  if (!parsed) {
    c.head.method_text = "-";
    c.head.keep_alive = c.head.is_head = c.head.is_http_1_0 = false;
    c.request.method = Method::other;
    c.body.is_broken = true;
    reply = exchange::error_reply(parsed.error());
    return nullptr;
  }
  fill_request(c);
  if (c.head.path.size() + c.head.query.size() > kTargetBytesMax) {
    reply = uri_too_long();
    return nullptr;
  }
  auto path = c.worker.shared().router->find(c.head.path, c.request.path_parameters);
  if (!path) {
    reply = exchange::error_reply(path.error());
    return nullptr;
  }
  if (*path == nullptr) {
    reply = unknown_path(c.head);
    return nullptr;
  }
  c.route_pattern = (*path)->pattern;
  const exchange::Route* route = route_of(**path, c.request.method);
  if (route == nullptr) {
    reply =
        c.request.method == Method::options ? options_answer(**path) : wrong_method(c.head, **path);
    return nullptr;
  }
  if (route->body_bytes_max != 0) c.body.limit = route->body_bytes_max;
  return &route->handler;
}

Reply failure_reply(Connection& c, std::string_view what) {
  c.worker.shared().parts.log->error(
      "http_handler_exception",
      {{"request_id", c.request.request_id}, {"what", std::string(what)}});
  return exchange::error_reply(internal_error(std::string(what)));
}

awaitable<Reply> run_handler(Connection& c, const exchange::Handler& handler) {
  try {
    Reply reply = co_await handler(c.request);
    co_return reply;
  } catch (const std::exception& failure) {
    co_return failure_reply(c, failure.what());
  } catch (...) {
    co_return failure_reply(c, "an exception that is no std::exception");
  }
}

void log_answer(Connection& c, const Reply& reply) {
  telemetry::Log& log = *c.worker.shared().parts.log;
  const auto level = reply.status >= 500 ? telemetry::Level::error : telemetry::Level::info;
  if (!log.enabled(level)) return;
  const auto total =
      std::chrono::duration_cast<std::chrono::milliseconds>(c.worker.now() - c.started).count();
  const std::string method(c.head.method_text);
  const std::string route(c.route_pattern.empty() ? std::string_view("-") : c.route_pattern);
  if (reply.log_text.empty()) {
    log.write(level, "http_request",
              {{"request_id", c.request.request_id},
               {"method", method},
               {"route", route},
               {"status", std::to_string(reply.status)},
               {"ms", std::to_string(total)}});
  } else {
    log.write(level, "http_request",
              {{"request_id", c.request.request_id},
               {"method", method},
               {"route", route},
               {"status", std::to_string(reply.status)},
               {"ms", std::to_string(total)},
               {"reason", reply.log_text}});
  }
}

/// An answer that is for pages of any origin says so itself.
bool is_for_all_origins(const Reply& reply) {
  return std::any_of(reply.headers.begin(), reply.headers.end(), [](const auto& header) {
    return header.name == "Access-Control-Allow-Origin";
  });
}

/// Composes the answer's header into `out`, and counts the request.
ResponseFacts compose_head(Connection& c, const Reply& reply, bool keep) {
  c.elapsed = c.worker.now() - c.started;
  ResponseFacts facts;
  facts.request_id = c.request.request_id;
  facts.processing_ms = std::chrono::duration_cast<std::chrono::milliseconds>(c.elapsed).count();
  facts.is_http_1_0 = c.head.is_http_1_0;
  facts.keep_alive = keep;
  if (reply.stream) {
    facts.framing = c.head.is_http_1_0 ? Framing::until_close : Framing::chunked;
  } else {
    facts.framing = is_bodiless(reply.status) ? Framing::none : Framing::length;
  }
  c.out.clear();
  append_head(c.out, reply, facts);
  const Shared& shared = c.worker.shared();
  if (!shared.options.cors_origins.empty()) {
    const std::string_view origin = c.request.header("origin");
    if (c.request.method == Method::options) {
      shared.cors.append_preflight(c.out, origin);
    } else if (!is_for_all_origins(reply)) {
      shared.cors.append_answer(c.out, origin);
    }
  }
  c.out += "\r\n";
  RequestFigures figures;
  figures.method = c.request.method;
  figures.status = reply.status;
  figures.elapsed = c.elapsed;
  c.worker.count_request(figures);
  return facts;
}

bool may_keep(const Connection& c, const Reply& reply) {
  if (!c.head.keep_alive || c.body.is_broken || c.worker.is_draining() || c.is_over()) {
    return false;
  }
  if (reply.stream && c.head.is_http_1_0) return false;
  return can_drain(c);
}

awaitable<bool> send_reply(Connection& c, const Reply& reply) {
  const bool keep = may_keep(c, reply);
  const ResponseFacts facts = compose_head(c, reply, keep);
  if (reply.stream && !c.head.is_head) {
    c.source = reply.stream;
    const bool chunked = facts.framing == Framing::chunked;
    const bool sent = co_await send_stream(c, chunked);
    c.source.reset();
    co_return sent&& keep;
  }
  if (reply.stream) reply.stream->abandon();
  if (reply.file && !c.head.is_head) {
    const bool sent = co_await send_file(c, reply.file);
    co_return sent&& keep;
  }
  const bool has_body = !c.head.is_head && facts.framing == Framing::length && !reply.stream;
  gather_answer(c, has_body ? std::string_view(reply.body) : std::string_view());
  if (!send_at_once(c)) co_await send_gathered(c);
  co_return keep && !c.is_over();
}

}  // namespace

awaitable<bool> answer(Connection& c, std::size_t head_bytes) {
  const std::string_view head_text = c.in.data().substr(0, head_bytes);
  begin_request(c, head_bytes);
  Reply reply;
  const exchange::Handler* const handler = choose(c, head_text, reply);
  if (handler != nullptr) reply = co_await run_handler(c, *handler);
  c.timed_out = false;
  c.phase = Phase::handling;
  c.worker.clear_deadline(c);
  bool keep = co_await send_reply(c, reply);
  if (keep && (c.body.left > 0 || c.body.is_chunked)) keep = co_await drain_body(c);
  log_answer(c, reply);
  co_return keep;
}

awaitable<void> refuse(Connection& c, Refusal refusal) {
  c.phase = Phase::handling;
  c.timed_out = false;
  c.worker.clear_deadline(c);
  c.started = c.worker.now();
  c.worker.make_request_id(c.request.request_id);
  c.request.method = Method::other;
  c.request.headers.clear();
  c.head.method_text = "-";
  c.head.is_head = c.head.is_http_1_0 = false;
  c.body = BodyState();
  c.body.is_broken = true;
  const Error error = error_of(refusal);
  const Reply reply = exchange::error_reply(error);
  co_await send_reply(c, reply);
  log_answer(c, reply);
}

}  // namespace chatkit::http
