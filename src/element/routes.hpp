#pragma once

#include <span>
#include <vector>

#include "element/element_file.hpp"
#include "exchange/route.hpp"

namespace chatkit::element {

/// `GET /{name}` for each file of the element, for pages of any origin.
///
/// A name that carries a hash of its content (`chatkit-math.1f2e3d4c.js`) never changes and is kept
/// for a year; any other is asked for again, and answered 304 while its ETag is the same.
/// `files` lives as long as the routes. Source: RFC 9110, sections 8.8.3, 12.5.3 and 13.1.2.
std::vector<exchange::Route> file_routes(std::span<const ElementFile> files);

/// `GET /`, the demo page (`demo.html`), and `GET /{name}` for the other files called `demo.…`.
std::vector<exchange::Route> demo_page_routes(std::span<const ElementFile> files);

}  // namespace chatkit::element
