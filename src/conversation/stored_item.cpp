#include "conversation/stored_item.hpp"

#include <algorithm>
#include <variant>

#include "json/protocol.hpp"
#include "json/writer.hpp"

namespace chatkit::conversation {
namespace {

struct VisibilityOf {
  using Visibility = store::Visibility;
  Visibility operator()(const protocol::HiddenContext&) const { return Visibility::hidden; }
  Visibility operator()(const protocol::SdkHiddenContext&) const { return Visibility::hidden; }
  Visibility operator()(const protocol::EndOfTurn&) const { return Visibility::conversation_only; }
  Visibility operator()(const protocol::StructuredInput&) const {
    return Visibility::conversation_only;
  }
  Visibility operator()(const protocol::GeneratedImage&) const {
    return Visibility::conversation_only;
  }
  Visibility operator()(const protocol::UnknownItem&) const {
    return Visibility::conversation_only;
  }
  template <class Listed>
  Visibility operator()(const Listed&) const {
    return Visibility::everywhere;
  }
};

}  // namespace

store::Visibility visibility_of(const protocol::ItemKind& kind) {
  return std::visit(VisibilityOf(), kind);
}

store::Item to_stored(const protocol::ThreadItem& item) {
  store::Item stored;
  stored.id = ItemId(item.id);
  stored.created_at = item.created_at;
  stored.visibility = visibility_of(item.kind);
  const auto* message = std::get_if<protocol::UserMessage>(&item.kind);
  if (message == nullptr || message->attachments.empty()) {
    json::write_item(stored.body, item);
    return stored;
  }
  protocol::ThreadItem without_urls = item;
  for (auto& attachment : std::get<protocol::UserMessage>(without_urls.kind).attachments) {
    attachment.preview_url.reset();
  }
  json::write_item(stored.body, without_urls);
  return stored;
}

protocol::Thread to_protocol_thread(const store::Thread& thread) {
  protocol::Thread out;
  out.id = thread.id.str();
  out.created_at = thread.created_at;
  out.title = thread.title;
  out.status = thread.status;
  if (!thread.allowed_image_domains.empty()) {
    out.allowed_image_domains = thread.allowed_image_domains;
  }
  return out;
}

std::string page_json(const std::vector<std::string_view>& bodies, std::string_view after) {
  std::size_t bytes = 64 + after.size();
  for (const std::string_view body : bodies) bytes += body.size() + 1;
  std::string out;
  out.reserve(bytes);
  json::ObjectWriter page(out);
  page.key("data");
  json::ArrayWriter data(out);
  for (const std::string_view body : bodies) {
    data.next();
    out += body;
  }
  data.close();
  page.boolean("has_more", !after.empty());
  if (!after.empty()) page.string("after", after);
  page.close();
  return out;
}

bool is_item_id(std::string_view id) {
  return !id.empty() && id.size() <= 128 && std::all_of(id.begin(), id.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
  });
}

}  // namespace chatkit::conversation
