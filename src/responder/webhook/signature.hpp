#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/secret.hpp"
#include "chatkit/time.hpp"

namespace chatkit::responder {

/// The value of `X-ChatKit-Signature`: `t=<unix seconds>`, then `v1=` with the hex HMAC-SHA256 of
/// `<t>.<body>` for each secret. Source: contract/webhook.md, "Request".
std::string webhook_signature(const std::vector<Secret>& secrets, Timestamp now,
                              std::string_view body);

}  // namespace chatkit::responder
