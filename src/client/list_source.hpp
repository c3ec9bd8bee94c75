#pragma once

#include <memory>
#include <string>
#include <utility>

#include "chatkit/page.hpp"
#include "chatkit/request_options.hpp"
#include "client/cursor_trail.hpp"
#include "client/results.hpp"
#include "json/rest.hpp"

namespace chatkit::client {

/// A list of the REST API: knows its call, and so every page of it.
template <class T>
class ListSource final : public PageSource<T>, public std::enable_shared_from_this<ListSource<T>> {
 public:
  using Reader = BodyReader<json::RestPage<T>>;

  ListSource(std::shared_ptr<const ClientCore> core, CallSpec spec, RequestOptions options,
             Reader read)
      : core_(std::move(core)), spec_(std::move(spec)), options_(std::move(options)), read_(read) {
    const auto after = options_.extra_query.find("after");
    if (after != options_.extra_query.end()) {  // The pages behind it need the parameter free.
      spec_.query.insert_or_assign("after", after->second);
      options_.extra_query.erase(after);
    }
    const auto first = spec_.query.find("after");
    if (first != spec_.query.end()) trail_.note(first->second, 0);
  }

  std::shared_ptr<const ResponseFacts> send_first() const {
    return core_->execute(spec_, options_);
  }

  Page<T> fetch(const std::string& cursor, std::size_t position) const override {
    CallSpec spec = spec_;
    spec.query.insert_or_assign("after", cursor);
    if (!trail_.note(cursor, position)) {
      ResponseFacts facts;
      facts.method = spec.method;
      facts.url = core_->settings().base_url.root + spec.path;
      throw_validation_error(facts, "the list names the cursor `" + cursor + "` a second time");
    }
    return to_page(*core_->execute(spec, options_), position);
  }

  Page<T> to_page(const ResponseFacts& facts, std::size_t position) const {
    json::RestPage<T> body = read_body(facts, read_);
    Page<T> page;
    page.data = std::move(body.data);
    page.object = std::move(body.object);
    page.has_more = body.has_more;
    page.first_id = std::move(body.first_id);
    page.last_id = std::move(body.last_id);
    page.attach(this->shared_from_this(), position, facts.request_id);
    return page;
  }

 private:
  std::shared_ptr<const ClientCore> core_;
  CallSpec spec_;
  RequestOptions options_;
  Reader read_;
  mutable CursorTrail trail_;
};

}  // namespace chatkit::client
