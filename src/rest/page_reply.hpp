#pragma once

#include <utility>

#include "exchange/reply.hpp"
#include "json/rest.hpp"
#include "store/query.hpp"

namespace chatkit::rest {

/// A list's reply: each row as `resource(row)` shows it. Only the ends that a page has are named.
template <class Row, class Resource>
exchange::Reply page_reply(const store::Page<Row>& rows, Resource resource) {
  json::RestPage<decltype(resource(std::declval<const Row&>()))> page;
  page.has_more = rows.has_more;
  page.data.reserve(rows.data.size());
  for (const Row& row : rows.data) page.data.push_back(resource(row));
  if (!page.data.empty()) {
    page.first_id = page.data.front().id;
    page.last_id = page.data.back().id;
  }
  exchange::Reply reply;
  write_rest(reply.body, page);
  return reply;
}

}  // namespace chatkit::rest
