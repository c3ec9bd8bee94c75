#include "responder/webhook/request.hpp"

#include <utility>

namespace chatkit::responder {
namespace {

json::WebhookSession session_of(const SessionView& view) {
  json::WebhookSession session;
  session.id = view.id;
  session.user = view.user;
  session.locale = view.locale;
  session.workflow_id = view.workflow->id;
  session.workflow_version = view.workflow->version;
  session.state_variables = view.state_variables;
  return session;
}

}  // namespace

json::WebhookAction webhook_action(const Action& action) {
  json::WebhookAction out;
  out.type = action.type;
  out.payload = action.payload;
  out.sender = action.sender;
  return out;
}

json::WebhookRequest webhook_request(const Turn& turn, std::vector<protocol::ThreadItem> items) {
  json::WebhookRequest request;
  request.type = turn.cause() == Cause::custom_action ? "action" : "respond";
  request.run_id = turn.run_id();
  request.session = session_of(turn.session());
  request.thread = turn.thread();
  request.thread_metadata = turn.thread_metadata();
  if (turn.input() != nullptr) request.input = *turn.input();
  request.items = std::move(items);
  request.metadata = turn.op_metadata();
  if (turn.action() != nullptr) request.action = webhook_action(*turn.action());
  request.download_url = [&turn](const protocol::Attachment& attachment) {
    return turn.download_url(attachment);
  };
  return request;
}

json::WebhookRequest webhook_request(const Question& question, std::string_view type) {
  json::WebhookRequest request;
  request.type = type;
  request.run_id = question.run_id;
  request.session = session_of(question.session);
  request.thread = question.thread;
  request.thread_metadata = question.thread_metadata;
  request.metadata = question.op_metadata;
  request.download_url = question.download_url;
  return request;
}

}  // namespace chatkit::responder
