#pragma once

#include <string_view>

// What a client says about the representation that it wants. Source: RFC 9110.
namespace chatkit::element {

/// Whether an `Accept-Encoding` admits gzip: named, or `*`, with a weight above zero.
bool accepts_gzip(std::string_view accept_encoding);

/// Whether an `If-None-Match` lists this entity tag, compared weakly, or is `*`.
bool lists_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace chatkit::element
