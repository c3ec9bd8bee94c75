#include "chatkit/server/aside.hpp"

#include <utility>

#include "embed/sending.hpp"
#include "responder/responder.hpp"

namespace chatkit::server {
namespace {

awaitable<std::vector<protocol::ThreadItem>> read_history(responder::QuestionPtr question,
                                                          std::size_t items_max) {
  if (!question->history) co_return std::vector<protocol::ThreadItem>();
  Result<std::vector<protocol::ThreadItem>> items = co_await question->history(items_max);
  co_return take(std::move(items));
}

}  // namespace

const std::string& Aside::session_id() const { return question_->session.id; }
const std::string& Aside::user() const { return question_->session.user; }
const std::string& Aside::locale() const { return question_->session.locale; }
const std::string& Aside::workflow_id() const { return question_->session.workflow->id; }
const StateVariables& Aside::state_variables() const { return question_->session.state_variables; }
const protocol::Thread* Aside::thread() const {
  return question_->thread ? &*question_->thread : nullptr;
}
const RawJson& Aside::thread_metadata() const { return question_->thread_metadata; }
const RawJson& Aside::request_metadata() const { return question_->op_metadata; }

awaitable<std::vector<protocol::ThreadItem>> Aside::history(std::size_t items_max) const {
  return read_history(question_, items_max);
}

std::string Aside::download_url(const protocol::Attachment& attachment) const {
  return question_->download_url(attachment);
}

}  // namespace chatkit::server
