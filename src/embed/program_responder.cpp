#include "embed/program_responder.hpp"

#include <boost/asio/this_coro.hpp>
#include <exception>
#include <stdexcept>
#include <utility>

#include "embed/failures.hpp"
#include "embed/widget.hpp"

namespace chatkit::server {

namespace asio = boost::asio;

namespace {

using ProgramPtr = std::shared_ptr<Responder>;
using responder::QuestionPtr;

awaitable<Result<void>> answer(ProgramPtr program, TurnPtr turn) {
  // A stopped turn tells so with TurnEnded; Asio's own way would end a program's clean-up at its
  // first wait.
  const bool throws = co_await asio::this_coro::throw_if_cancelled();
  co_await asio::this_coro::throw_if_cancelled(false);
  std::exception_ptr thrown;
  try {
    Turn handle(turn);
    co_await program->respond(handle);
  } catch (...) {
    thrown = std::current_exception();
  }
  co_await asio::this_coro::throw_if_cancelled(throws);
  if (thrown) co_return error_of(thrown, turn->stopped());
  co_return Result<void>();
}

/// The sender with the widget that the program wants in it.
std::optional<protocol::ThreadItem> updated_item(const responder::Question& question,
                                                 std::optional<protocol::ThreadItem> sender,
                                                 const std::optional<widgets::Root>& widget) {
  if (!widget) return std::nullopt;
  if (!sender) throw std::logic_error("an action without a sender has no widget to update");
  auto& item = std::get<protocol::Widget>(sender->kind);
  item.widget = finished_widget(*widget, *question.session.workflow);
  return sender;
}

awaitable<Result<std::optional<protocol::ThreadItem>>> act(ProgramPtr program, QuestionPtr question,
                                                           responder::Action action) {
  std::exception_ptr thrown;
  std::optional<protocol::ThreadItem> updated;
  try {
    Aside aside(question);
    UserAction done;
    done.type = std::move(action.type);
    done.payload = std::move(action.payload);
    done.sender = action.sender;
    const std::optional<widgets::Root> widget =
        co_await program->sync_action(aside, std::move(done));
    updated = updated_item(*question, std::move(action.sender), widget);
  } catch (...) {
    thrown = std::current_exception();
  }
  if (thrown) co_return error_of(thrown, false);
  co_return updated;
}

awaitable<Result<std::string>> write_down(ProgramPtr program, QuestionPtr question,
                                          responder::Recording recording) {
  std::exception_ptr thrown;
  std::string text;
  try {
    Aside aside(question);
    Recording given;
    given.audio_base64 = std::move(recording.audio_base64);
    given.mime_type = std::move(recording.mime_type);
    text = co_await program->transcribe(aside, std::move(given));
  } catch (...) {
    thrown = std::current_exception();
  }
  if (thrown) co_return error_of(thrown, false);
  co_return text;
}

awaitable<Result<void>> tell(ProgramPtr program, QuestionPtr question,
                             responder::Feedback feedback) {
  std::exception_ptr thrown;
  try {
    Aside aside(question);
    Feedback given;
    given.item_ids = std::move(feedback.item_ids);
    given.kind = std::move(feedback.kind);
    co_await program->feedback(aside, std::move(given));
  } catch (...) {
    thrown = std::current_exception();
  }
  if (thrown) co_return error_of(thrown, false);
  co_return Result<void>();
}

awaitable<Result<std::optional<std::string>>> name(ProgramPtr program, QuestionPtr question,
                                                   protocol::ThreadItem input) {
  std::exception_ptr thrown;
  std::optional<std::string> title;
  try {
    Aside aside(question);
    title = co_await program->title(aside, std::move(input));
  } catch (...) {
    thrown = std::current_exception();
  }
  if (thrown) co_return error_of(thrown, false);
  co_return title;
}

class ProgramResponder final : public responder::Responder {
 public:
  explicit ProgramResponder(ProgramPtr program) : program_(std::move(program)) {}

  awaitable<Result<void>> respond(TurnPtr turn) override { return answer(program_, turn); }
  awaitable<Result<std::optional<protocol::ThreadItem>>> sync_action(
      QuestionPtr question, responder::Action action) override {
    return act(program_, std::move(question), std::move(action));
  }
  awaitable<Result<std::string>> transcribe(QuestionPtr question,
                                            responder::Recording recording) override {
    return write_down(program_, std::move(question), std::move(recording));
  }
  awaitable<Result<void>> feedback(QuestionPtr question, responder::Feedback feedback) override {
    return tell(program_, std::move(question), std::move(feedback));
  }
  awaitable<Result<std::optional<std::string>>> title(QuestionPtr question,
                                                      protocol::ThreadItem input) override {
    return name(program_, std::move(question), std::move(input));
  }
  bool makes_titles() const override { return program_->makes_titles(); }

 private:
  ProgramPtr program_;
};

class HandlerResponder final : public Responder {
 public:
  explicit HandlerResponder(Handler handler) : handler_(std::move(handler)) {}
  awaitable<void> respond(Turn& turn) override { return handler_(turn); }

 private:
  Handler handler_;
};

}  // namespace

std::shared_ptr<responder::Responder> make_program_responder(std::shared_ptr<Responder> program) {
  return std::make_shared<ProgramResponder>(std::move(program));
}

std::shared_ptr<Responder> make_handler_responder(Handler handler) {
  return std::make_shared<HandlerResponder>(std::move(handler));
}

}  // namespace chatkit::server
