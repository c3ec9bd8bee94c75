#pragma once

#include <gmock/gmock.h>

#include "responder/webhook/webhook_responder.hpp"
#include "support/fake_turn.hpp"
#include "support/manual_clock.hpp"
#include "support/run.hpp"
#include "unit/responder/webhook/scripted_outbound.hpp"

namespace chatkit::test {

/// A webhook's workflow, a turn of it, and a peer that follows scripts.
class WebhookWorld : public testing::Test {
 protected:
  WebhookWorld() {
    workflow_.id = "wf_1";
    workflow_.version = "3";
    workflow_.responder_kind = "webhook";
    workflow_.responder_options = {{"url", "https://hooks.example/chat"}};
    workflow_.secrets = {{"secret", Secret("s3cret")}};
    turn_->items = {user_item("msg_1", "Hello")};
  }

  /// Hands over to a peer that follows `scripts`.
  void meet(std::vector<Script> scripts) {
    outbound_ = std::make_shared<ScriptedOutbound>(std::move(scripts));
    responder_ = responder::make_webhook_responder(
        outbound_, clock_, [this](std::chrono::milliseconds pause) -> responder::awaitable<void> {
          pauses_.push_back(pause.count());
          clock_.advance(pause);
          co_return;
        });
    turn_->view.workflow = std::make_shared<const workflow::Workflow>(workflow_);
  }
  Result<void> respond(std::vector<Script> scripts) {
    meet(std::move(scripts));
    return run(responder_->respond(turn_));
  }
  responder::QuestionPtr question() const {
    auto made = std::make_shared<responder::Question>();
    made->run_id = "run_9";
    made->session = turn_->view;
    made->thread = turn_->thread_;
    made->thread_metadata = turn_->thread_metadata_is;
    made->op_metadata = turn_->op_metadata_is;
    made->history = [turn = turn_](std::size_t items_max) { return turn->history(items_max); };
    made->download_url = [turn = turn_](const protocol::Attachment& attachment) {
      return turn->download_url(attachment);
    };
    return made;
  }
  const outbound::Request& request(std::size_t index = 0) const {
    return outbound_->requests.at(index);
  }
  std::string header(std::string_view name, std::size_t index = 0) const {
    for (const outbound::Header& one : request(index).headers) {
      if (one.name == name) return one.value;
    }
    return "";
  }

  ManualClock clock_;
  workflow::Workflow workflow_;
  std::shared_ptr<FakeTurn> turn_ = std::make_shared<FakeTurn>();
  std::shared_ptr<ScriptedOutbound> outbound_;
  std::unique_ptr<responder::Responder> responder_;
  std::vector<std::int64_t> pauses_;
};

}  // namespace chatkit::test
