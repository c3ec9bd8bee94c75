#pragma once

#include <memory>
#include <string>
#include <utility>

#include "chatkit/server/awaitable.hpp"

namespace chatkit::server {

/// A picture that is being made. Made by `Turn::begin_image`.
///
/// `url` is an address, or a `data:` URL whose bytes the service keeps once the image is finished.
/// A handle, as Message is. Errors: as those of Message.
class GeneratedImage {
 public:
  struct State;
  explicit GeneratedImage(std::shared_ptr<State> state) : state_(std::move(state)) {}

  /// Shows a first sight of it.
  awaitable<void> update(std::string url) const;
  /// `progress` is from 0 to 1.
  awaitable<void> update(std::string url, double progress) const;
  awaitable<void> finish(std::string url) const;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace chatkit::server
