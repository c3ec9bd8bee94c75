#include "conversation/live_turn.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <utility>

#include "conversation/stored_item.hpp"
#include "json/protocol.hpp"
#include "sse/encoder.hpp"

namespace chatkit::conversation {

namespace asio = boost::asio;

namespace {

/// A responder that writes without ever waiting lets others run each time it has written this much.
constexpr std::size_t kBytesBetweenYields = 64U << 10U;

}  // namespace

Error turn_ended_error() {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "turn_ended";
  error.message = "The turn has ended.";
  error.permanent = true;
  return error;
}

LiveTurn::LiveTurn(CorePtr core, asio::any_io_executor executor, TurnSetup setup)
    : core_(std::move(core)),
      executor_(std::move(executor)),
      setup_(std::move(setup)),
      thread_(to_protocol_thread(setup_.thread)),
      state_variables_(setup_.workflow->state_variables),
      watch_(executor_) {
  // The turn's thread is its own: a history setting that hides older threads does not end it.
  scope_.project = setup_.session.project;
  scope_.user = setup_.session.user;
  if (!setup_.session.state_variables) return;
  for (const auto& [name, value] : *setup_.session.state_variables) state_variables_[name] = value;
}

TurnOwner LiveTurn::owner() const {
  TurnOwner owner;
  owner.project = setup_.session.project;
  owner.user = setup_.session.user;
  return owner;
}

store::TurnStart LiveTurn::start() const {
  store::TurnStart start;
  if (setup_.new_thread) start.new_thread = setup_.thread;
  start.user_item = to_stored(setup_.input);
  start.run.id = setup_.run;
  start.run.project = setup_.session.project;
  start.run.thread = setup_.thread.id;
  start.run.session = setup_.session.id;
  start.run.user = setup_.session.user;
  start.run.workflow_id = setup_.session.workflow_id;
  start.run.workflow_version = setup_.workflow->version;
  start.run.started_at = now();
  return start;
}

std::string LiveTurn::new_item_id() {
  return chatkit::new_item_id(now(), *core_->parts.random).str();
}

bool LiveTurn::refuses() {
  if (stopped()) refused_ = true;
  return stopped();
}

void LiveTurn::send(const protocol::Event& event) {
  sse::Event frame;
  json::write_event(frame.data, event);
  frame.id = setup_.run.str() + ":" + std::to_string(++events_);
  std::string text;
  text.reserve(frame.data.size() + frame.id.size() + 16);
  // Our own ids hold no line end, so that nothing can fail here.
  static_cast<void>(sse::append_event(text, frame));
  event_bytes_ += text.size();
  bytes_since_yield_ += text.size();
  log_->append(std::make_shared<const std::string>(std::move(text)));
}

awaitable<Result<void>> LiveTurn::emit(protocol::Event event) {
  return emit_event(shared_from_this(), std::move(event));
}

awaitable<Result<void>> LiveTurn::emit_event(Self self, protocol::Event event) {
  if (self->refuses()) co_return turn_ended_error();
  // A stop must not cut a write in two: what is durable is also sent.
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  const Result<bool> visible = co_await apply(self, event);
  co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
  if (!visible) {
    if (self->refuses()) co_return turn_ended_error();
    co_return visible.error();
  }
  if (!*visible) co_return Result<void>();
  if (!std::exchange(self->answered_, true)) {
    const std::chrono::duration<double> waited =
        self->core_->parts.clock->steady_now() - self->setup_.arrived;
    self->core_->metrics.first_event_seconds.observe(waited.count());
  }
  self->send(event);
  if (self->event_bytes_ > self->core_->parts.limits.turn_events_bytes_max) {
    self->stop_here(Stop::sent_too_much);
  }
  if (self->bytes_since_yield_ >= kBytesBetweenYields) {
    self->bytes_since_yield_ = 0;
    co_await asio::post(self->executor_, asio::use_awaitable);
  }
  co_return Result<void>();
}

awaitable<Result<void>> LiveTurn::set_thread(responder::ThreadSettings settings) {
  return change_thread(shared_from_this(), std::move(settings));
}

awaitable<Result<void>> LiveTurn::change_thread(Self self, responder::ThreadSettings settings) {
  if (self->refuses()) co_return turn_ended_error();
  if (settings.title && settings.title->size() > self->core_->parts.limits.title_chars_max * 4) {
    co_return invalid_value("title", "The responder chose a title that is too long.");
  }
  store::ThreadChange change;
  change.title = std::move(settings.title);
  change.title_source = store::TitleSource::generated;
  change.status = std::move(settings.status);
  change.metadata = std::move(settings.metadata);
  change.allowed_image_domains = std::move(settings.allowed_image_domains);
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  const Result<store::Thread> stored = co_await self->core_->parts.store->update_thread(
      self->scope_, self->setup_.thread.id, std::move(change));
  co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
  if (!stored) co_return stored.error();
  self->thread_ = to_protocol_thread(*stored);
  protocol::ThreadUpdated updated;
  updated.thread = self->thread_;
  self->send(updated);
  if (self->event_bytes_ > self->core_->parts.limits.turn_events_bytes_max) {
    self->stop_here(Stop::sent_too_much);
    co_return turn_ended_error();
  }
  co_return Result<void>();
}

awaitable<Result<void>> LiveTurn::sleep(std::chrono::milliseconds duration) {
  return wait(shared_from_this(), duration);
}

awaitable<Result<void>> LiveTurn::wait(Self self, std::chrono::milliseconds duration) {
  if (self->refuses()) co_return turn_ended_error();
  asio::steady_timer timer(self->executor_, duration);
  boost::system::error_code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  if (self->refuses()) co_return turn_ended_error();
  co_return Result<void>();
}

awaitable<Result<std::vector<protocol::ThreadItem>>> LiveTurn::history(std::size_t items_max) {
  return read_history(shared_from_this(), items_max);
}

awaitable<Result<LiveTurn::Items>> LiveTurn::read_history(Self self, std::size_t items_max) {
  if (self->refuses()) co_return turn_ended_error();
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  Result<Items> items = co_await collect_history(self, items_max);
  co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
  co_return items;
}

awaitable<Result<LiveTurn::Items>> LiveTurn::collect_history(Self self, std::size_t items_max) {
  Items items;
  if (items_max == 0) co_return items;
  items.push_back(self->setup_.input);
  store::ItemPageQuery query;
  query.page.order = Order::desc;
  query.page.after = self->setup_.input.id;
  query.visibility_min = store::Visibility::hidden;
  query.bytes_max = self->core_->parts.limits.page_bytes_max;
  bool more = true;
  while (more && items.size() < items_max) {
    if (self->refuses()) co_return turn_ended_error();
    query.page.limit = static_cast<std::uint32_t>(
        std::min<std::size_t>(items_max - items.size(), self->core_->parts.limits.page_items_max));
    const Result<store::Page<store::Item>> page =
        co_await self->core_->parts.store->list_items(self->scope_, self->setup_.thread.id, query);
    if (!page) co_return page.error();
    for (const store::Item& stored : page->data) {
      Result<protocol::ThreadItem> item = json::read_protocol_item(stored.body);
      if (!item) co_return internal_error("a stored item does not read: " + stored.id.str());
      items.push_back(*std::move(item));
    }
    more = page->has_more && !page->data.empty();
    if (more) query.page.after = page->data.back().id.str();
  }
  std::reverse(items.begin(), items.end());
  co_return items;
}

}  // namespace chatkit::conversation
