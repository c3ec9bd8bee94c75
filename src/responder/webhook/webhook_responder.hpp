#pragma once

#include <memory>

#include "base/clock.hpp"
#include "outbound/outbound.hpp"
#include "responder/responder.hpp"
#include "responder/webhook/delivery.hpp"

namespace chatkit::responder {

/// Waits on a timer of the calling coroutine's executor; ends early, by exception, when cancelled.
Pause timer_pause();

/// Lets a program behind an address answer: contract/webhook.md.
///
/// One serves every workflow whose responder is a webhook; address, secrets and limits come from
/// the workflow of each turn. `clock` outlives it. Errors of `respond`: internal with the reason in
/// `log_text`; `kAlreadyTold` where the webhook told the user itself.
std::unique_ptr<Responder> make_webhook_responder(std::shared_ptr<outbound::Outbound> outbound,
                                                  const Clock& clock, Pause pause = timer_pause());

}  // namespace chatkit::responder
