#include "chatkit/client.hpp"

#include "client/client_core.hpp"

namespace chatkit {

Client::Client(const ClientOptions& options)
    : Client(std::make_shared<const ClientCore>(client::resolve(options))) {}

Client::Client(std::shared_ptr<const ClientCore> core) : core_(std::move(core)), beta(core_) {}

Client Client::with_options(const ClientOverrides& overrides) const {
  return Client(std::make_shared<const ClientCore>(client::change(core_->settings(), overrides)));
}

Conversation Client::conversation(std::string_view client_secret,
                                  const ConversationOptions& options) const {
  return Conversation(std::make_shared<const ClientCore>(
                          client::with_client_secret(core_->settings(), client_secret)),
                      options);
}

Conversation Client::conversation(ClientSecretProvider secrets,
                                  const ConversationOptions& options) const {
  return Conversation(std::make_shared<const ClientCore>(client::with_client_secrets(
                          core_->settings(), std::move(secrets), options.refresh_margin)),
                      options);
}

std::string_view Client::base_url() const noexcept { return core_->settings().base_url.root; }

}  // namespace chatkit
