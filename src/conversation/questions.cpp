#include "conversation/questions.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <memory>
#include <utility>

#include "base/ids.hpp"
#include "conversation/attachments.hpp"
#include "conversation/history.hpp"
#include "conversation/stored_item.hpp"

namespace chatkit::conversation {

namespace asio = boost::asio;

responder::QuestionPtr make_question(CorePtr core, QuestionParts parts) {
  const auto question = std::make_shared<responder::Question>();
  question->run_id = new_run_id(core->parts.clock->now(), *core->parts.random).str();
  question->session = std::move(parts.session);
  question->op_metadata = std::move(parts.op_metadata);
  question->download_url = [core](const protocol::Attachment& attachment) {
    return download_url(*core, attachment);
  };
  if (!parts.thread) return question;
  question->thread = to_protocol_thread(*parts.thread);
  question->thread_metadata = parts.thread->metadata;
  HistoryQuery query;
  query.scope = std::move(parts.scope);
  query.thread = parts.thread->id;
  query.last = std::move(parts.last);
  question->history = [core, query](std::size_t items_max) {
    HistoryQuery asked = query;
    asked.items_max = items_max;
    return read_history(core, std::move(asked));
  };
  return question;
}

asio::awaitable<void> run_aside(CorePtr core, asio::awaitable<void> work) {
  struct Aside {
    explicit Aside(const asio::any_io_executor& executor) : watch(executor) {}
    asio::steady_timer watch;
    asio::cancellation_signal cancel;
  };
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const auto aside = std::make_shared<Aside>(executor);
  core->asides.begin();
  aside->watch.expires_after(core->parts.limits.question_duration_max);
  aside->watch.async_wait([aside](boost::system::error_code error) {
    if (!error) aside->cancel.emit(asio::cancellation_type::terminal);
  });
  asio::co_spawn(
      executor, std::move(work),
      asio::bind_cancellation_slot(aside->cancel.slot(), [core, aside](std::exception_ptr) {
        aside->watch.cancel();
        core->asides.end();
      }));
}

}  // namespace chatkit::conversation
