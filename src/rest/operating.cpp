#include "rest/operating.hpp"

namespace chatkit::rest {
namespace {

void append_gauge(std::string& out, std::string_view name, std::string_view help,
                  std::uint64_t value) {
  const std::string text(name);
  out += "# HELP " + text + " ";
  out += help;
  out += "\n# TYPE " + text + " gauge\n" + text + " " + std::to_string(value) + "\n";
}

}  // namespace

awaitable<Reply> health(Context, Request&) { co_return Reply("{\"status\":\"ok\"}"); }

awaitable<Reply> readiness(Context context, Request&) {
  const auto ready = co_await context->store->check();
  if (ready.has_error()) co_return error_reply(ready.error());
  co_return Reply("{\"status\":\"ready\"}");
}

awaitable<Reply> metrics_text(Context context, Request&) {
  const auto counts = co_await context->store->counts();
  Reply reply;
  reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
  reply.body = context->metrics->text();
  append_gauge(reply.body, "chatkit_turns_running", "Turns that run at this moment.",
               context->conversation->running());
  // A store that cannot be read is shown by the absence of its counts, not by false zeros.
  if (counts.has_value()) {
    append_gauge(reply.body, "chatkit_store_sessions", "Sessions in the store.", counts->sessions);
    append_gauge(reply.body, "chatkit_store_threads", "Threads in the store.", counts->threads);
    append_gauge(reply.body, "chatkit_store_items", "Items in the store.", counts->items);
  }
  co_return reply;
}

}  // namespace chatkit::rest
