#include "embed/image.hpp"

#include <utility>

namespace chatkit::server {
namespace {

using ImageStatePtr = std::shared_ptr<GeneratedImage::State>;

JsonObject image_json(std::string_view id, std::string_view url) {
  JsonObject image;
  image.set("id", id).set("url", url);
  return image;
}

awaitable<void> update_image(ImageStatePtr state, std::string url, std::optional<double> progress) {
  require_open(state->finished);
  JsonObject update;
  update.set("type", "generated_image.updated").set("image", image_json(state->image_id, url));
  if (progress) update.set("progress", *progress);
  co_await emit_update(state->turn, state->item.id, std::move(update));
}

awaitable<void> finish_image(ImageStatePtr state, std::string url) {
  close(state->finished);
  protocol::GeneratedImage image;
  image.image = image_json(state->image_id, url).json();
  state->item.kind = std::move(image);
  co_await emit_done(state->turn, state->item);
}

std::string new_image_id(responder::Turn& turn) { return "img_" + turn.new_item_id(); }

}  // namespace

awaitable<GeneratedImage> begin_image(TurnPtr turn) {
  auto state = std::make_shared<GeneratedImage::State>();
  state->turn = turn;
  state->image_id = new_image_id(*turn);
  protocol::ItemKind kind((protocol::GeneratedImage()));
  state->item = co_await begin_item(std::move(turn), std::move(kind));
  co_return GeneratedImage(std::move(state));
}

awaitable<void> show_image(TurnPtr turn, std::string url) {
  protocol::GeneratedImage image;
  image.image = image_json(new_image_id(*turn), url).json();
  protocol::ItemKind kind(std::move(image));
  co_await emit_item(std::move(turn), std::move(kind));
}

awaitable<void> GeneratedImage::update(std::string url) const {
  return update_image(state_, std::move(url), std::nullopt);
}

awaitable<void> GeneratedImage::update(std::string url, double progress) const {
  return update_image(state_, std::move(url), progress);
}

awaitable<void> GeneratedImage::finish(std::string url) const {
  return finish_image(state_, std::move(url));
}

}  // namespace chatkit::server
