#pragma once

#include "chatkit/server/image.hpp"
#include "embed/sending.hpp"

namespace chatkit::server {

struct GeneratedImage::State {
  TurnPtr turn;
  protocol::ThreadItem item;
  /// Of the picture, in all its states.
  std::string image_id;
  bool finished = false;
};

awaitable<GeneratedImage> begin_image(TurnPtr turn);
awaitable<void> show_image(TurnPtr turn, std::string url);

}  // namespace chatkit::server
