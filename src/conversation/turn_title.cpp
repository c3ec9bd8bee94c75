#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <utility>
#include <variant>

#include "conversation/live_turn.hpp"
#include "conversation/questions.hpp"
#include "conversation/title.hpp"

// The title of a new thread: made beside the answer by a responder that makes titles, or else the
// message's first words. Source: contract section 2, "Titles start with the answer".
namespace chatkit::conversation {

namespace asio = boost::asio;

bool LiveTurn::wants_title() const {
  return setup_.new_thread && setup_.session.configuration.automatic_thread_titling.enabled &&
         setup_.responder->makes_titles();
}

void LiveTurn::begin_title() {
  title_end_ = std::make_shared<EndSignal>();
  const Self self = shared_from_this();
  asio::co_spawn(executor_, make_title(self),
                 asio::bind_cancellation_slot(cancel_title_.slot(), [self](std::exception_ptr) {
                   self->title_end_->set();
                 }));
}

awaitable<void> LiveTurn::make_title(Self self) {
  QuestionParts parts;
  parts.session = self->session_;
  parts.scope = self->scope_;
  parts.thread = self->setup_.thread;
  parts.last = self->setup_.input;
  parts.op_metadata = self->setup_.op_metadata;
  responder::QuestionPtr question = make_question(self->core_, std::move(parts));
  protocol::ThreadItem input = *self->setup_.input;
  Result<std::optional<std::string>> title = std::optional<std::string>();
  try {
    title = co_await self->setup_.responder->title(std::move(question), std::move(input));
  } catch (const std::exception& failure) {
    title = internal_error(failure.what());
  }
  if (!title) {
    self->core_->parts.log->warn(
        "title_failed", {{"run", self->setup_.run.str()}, {"reason", title.error().log_text}});
  }
  // The answer may have ended meanwhile: `await_title` gives the thread its first words then.
  if (!title || !*title || self->ending_) co_return;
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  co_await set_title(self, **std::move(title));
}

awaitable<void> LiveTurn::await_title(Self self) {
  if (!self->title_end_) co_return;
  if (self->stop_ == Stop::none) {
    co_await EndSignal::wait(self->title_end_, self->core_->parts.limits.title_wait_max);
  }
  self->cancel_title_.emit(asio::cancellation_type::terminal);
  std::string words = title_of(std::get<protocol::UserMessage>(self->setup_.input->kind));
  if (words.empty()) co_return;
  co_await set_title(self, std::move(words));
}

awaitable<void> LiveTurn::set_title(Self self, std::string title) {
  // A title that the responder has set with the answer stays.
  if (self->thread_.title || std::exchange(self->title_set_, true)) co_return;
  responder::ThreadSettings settings;
  settings.title = std::move(title);
  const Result<void> stored = co_await store_settings(self, std::move(settings));
  if (stored) co_return;
  self->core_->parts.log->warn(
      "title_failed", {{"run", self->setup_.run.str()}, {"reason", stored.error().log_text}});
}

}  // namespace chatkit::conversation
