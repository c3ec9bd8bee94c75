#pragma once

#include <boost/asio/awaitable.hpp>

#include "conversation/core.hpp"
#include "exchange/request.hpp"
#include "files/multipart.hpp"

namespace chatkit::conversation {

/// Takes the field `file` of a form to the disk as it comes, holding no more of it than a piece.
///
/// The row is made when the part's header has come, before its bytes are read on; it is gone again
/// if anything goes wrong. `body` belongs to the caller, who awaits at once.
/// Errors: missing_required_parameter (no such field); invalid_request (the form is broken, or has
/// two of them, or too much beside it); as `add_attachment`, `Upload` and the body.
awaitable<Result<store::Attachment>> receive_form(CorePtr core, store::Session session,
                                                  files::Multipart form,
                                                  exchange::BodyReader& body);

}  // namespace chatkit::conversation
