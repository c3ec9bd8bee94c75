#include "conversation/live_turn.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <utility>

#include "conversation/attachments.hpp"
#include "conversation/event_stream.hpp"
#include "conversation/history.hpp"
#include "conversation/stored_item.hpp"
#include "json/protocol.hpp"

namespace chatkit::conversation {

namespace asio = boost::asio;

namespace {

/// A responder that writes without ever waiting lets others run each time it has written this much.
constexpr std::size_t kBytesBetweenYields = 64U << 10U;

/// What was stored without addresses goes out with them.
void add_addresses(const Core& core, protocol::Event& event) {
  if (auto* done = std::get_if<protocol::ItemDone>(&event)) add_urls(core, done->item);
  if (auto* replaced = std::get_if<protocol::ItemReplaced>(&event)) add_urls(core, replaced->item);
}

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
      session_(session_view(setup_.session, setup_.workflow, setup_.locale)),
      watch_(executor_) {
  // The turn's thread is its own: a history setting that hides older threads does not end it.
  scope_.project = setup_.session.project;
  scope_.user = setup_.session.user;
  if (setup_.cause == responder::Cause::retry) cut_after_ = ItemId(setup_.input->id);
}

TurnOwner LiveTurn::owner() const { return owner_of(setup_.session); }

const protocol::ThreadItem* LiveTurn::input() const {
  return setup_.input ? &*setup_.input : nullptr;
}

const responder::Action* LiveTurn::action() const {
  return setup_.action ? &*setup_.action : nullptr;
}

store::TurnStart LiveTurn::start() const {
  store::TurnStart start;
  if (setup_.new_thread) start.new_thread = setup_.thread;
  if (setup_.cause == responder::Cause::user_message) start.user_item = to_stored(*setup_.input);
  for (const auto& item : setup_.changed_items) start.replaced_items.push_back(to_stored(item));
  start.removed_items = setup_.removed_items;
  start.attachments = setup_.attachments;
  start.idempotency = setup_.idempotency;
  start.run.id = setup_.run;
  start.run.project = setup_.session.project;
  start.run.thread = setup_.thread.id;
  start.run.session = setup_.session.id;
  start.run.user = setup_.session.user;
  start.run.workflow_id = setup_.session.workflow_id;
  start.run.workflow_version = setup_.workflow->version;
  start.run.responder = setup_.workflow->responder_kind;
  start.run.cause = name_of(setup_.cause);
  start.run.traced = setup_.session.tracing_enabled;
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
  exchange::Chunk chunk = encode_event(setup_.run, ++events_, event);
  event_bytes_ += chunk->size();
  bytes_since_yield_ += chunk->size();
  const std::string_view type = json::type_of(event);
  const auto counted = figures_.events.find(type);
  if (counted == figures_.events.end()) {
    figures_.events.emplace(type, 1);
  } else {
    ++counted->second;
  }
  log_->append(std::move(chunk));
}

void LiveTurn::note_usage(responder::Usage usage) {
  figures_.model = std::move(usage.model);
  figures_.tokens_in += usage.tokens_in;
  figures_.tokens_out += usage.tokens_out;
}

awaitable<Result<void>> LiveTurn::emit(protocol::Event event) {
  return emit_event(shared_from_this(), std::move(event));
}

awaitable<Result<void>> LiveTurn::emit_event(Self self, protocol::Event event) {
  if (self->refuses()) co_return turn_ended_error();
  Result<bool> visible = true;
  if (const auto* updated = std::get_if<protocol::ItemUpdated>(&event)) {
    visible = self->note_updated(*updated);  // Most events are these, and none of them waits.
  } else {
    // A stop must not cut a write in two: what is durable is also sent.
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    visible = co_await apply(self, event);
    co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
  }
  if (!visible) {
    if (self->refuses()) co_return turn_ended_error();
    co_return visible.error();
  }
  if (!*visible) co_return Result<void>();
  if (!self->figures_.first_event_after) {
    const auto waited = self->core_->parts.clock->steady_now() - self->setup_.arrived;
    self->figures_.first_event_after =
        std::chrono::duration_cast<std::chrono::milliseconds>(waited);
    self->core_->metrics.first_event_seconds.observe(std::chrono::duration<double>(waited).count());
  }
  add_addresses(*self->core_, event);
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
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  const Result<void> stored = co_await store_settings(self, std::move(settings));
  co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
  if (stored && self->refuses()) co_return turn_ended_error();
  co_return stored;
}

awaitable<Result<void>> LiveTurn::store_settings(Self self, responder::ThreadSettings settings) {
  store::ThreadChange change;
  change.title = std::move(settings.title);
  change.title_source = store::TitleSource::generated;
  change.status = std::move(settings.status);
  change.metadata = std::move(settings.metadata);
  change.allowed_image_domains = std::move(settings.allowed_image_domains);
  const Result<store::Thread> stored = co_await self->core_->parts.store->update_thread(
      self->scope_, self->setup_.thread.id, std::move(change));
  if (!stored) co_return stored.error();
  self->thread_ = to_protocol_thread(*stored);
  self->setup_.thread.metadata = stored->metadata;
  protocol::ThreadUpdated updated;
  updated.thread = self->thread_;
  self->send(updated);
  if (self->event_bytes_ > self->core_->parts.limits.turn_events_bytes_max) {
    self->stop_here(Stop::sent_too_much);
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

awaitable<Result<std::vector<protocol::ThreadItem>>> LiveTurn::read_history(Self self,
                                                                            std::size_t items_max) {
  if (self->refuses()) co_return turn_ended_error();
  HistoryQuery query;
  query.scope = self->scope_;
  query.thread = self->setup_.thread.id;
  query.last = self->setup_.input;
  query.items_max = items_max;
  query.ended = [self] { return self->refuses(); };
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  Result<std::vector<protocol::ThreadItem>> items =
      co_await conversation::read_history(self->core_, std::move(query));
  co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
  co_return items;
}

awaitable<Result<std::string>> LiveTurn::read_attachment(std::string attachment_id,
                                                         std::size_t bytes_max) {
  AttachmentRead read;
  read.scope = scope_;
  read.thread = setup_.thread.id;
  read.id = AttachmentId(std::move(attachment_id));
  read.bytes_max = bytes_max;
  return conversation::read_attachment(core_, std::move(read));
}

std::string LiveTurn::download_url(const protocol::Attachment& attachment) const {
  return conversation::download_url(*core_, attachment);
}

}  // namespace chatkit::conversation
