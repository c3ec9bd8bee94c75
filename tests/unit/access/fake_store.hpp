#pragma once

#include <map>
#include <optional>
#include <string>

#include "support/unused_store.hpp"

namespace chatkit::access {

/// Keys and sessions in memory, with a count of how often they were asked for.
class FakeStore final : public test::UnusedStore {
 public:
  Answer<void> add_api_key(store::ApiKey key) override {
    if (!keys.try_emplace(key.hash, key).second) {
      Error error;
      error.kind = ErrorKind::conflict;
      co_return error;
    }
    co_return Result<void>();
  }
  Answer<store::ApiKey> find_api_key(std::string hash) override {
    ++key_lookups;
    if (failure) co_return *failure;
    const auto found = keys.find(hash);
    if (found == keys.end()) co_return not_found("API key", "");
    co_return found->second;
  }
  Answer<store::Session> find_session(SessionId id) override {
    ++session_lookups;
    if (failure) co_return *failure;
    const auto found = sessions.find(id);
    if (found == sessions.end()) co_return not_found("session", id.str());
    co_return found->second;
  }

  std::map<std::string, store::ApiKey> keys;
  std::map<SessionId, store::Session> sessions;
  std::optional<Error> failure;
  int key_lookups = 0;
  int session_lookups = 0;
};

}  // namespace chatkit::access
