#include "chatkit/errors.hpp"
#include "chatkit/page_source.hpp"

namespace chatkit {

void throw_no_next_page() { throw UsageError("there is no next page; ask has_next_page() first"); }

}  // namespace chatkit
