#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "chatkit/attachment_upload.hpp"
#include "chatkit/transport.hpp"

// Bodies that carry files.
namespace chatkit::client {

/// An upload with nothing left open.
struct UploadFile {
  std::string name;
  std::string mime_type;
  /// Reports to the upload's `on_progress`.
  std::shared_ptr<BodySource> source;
};

/// Errors: UsageError if the file cannot be read, or what is needed is not given.
UploadFile open_upload(const AttachmentUpload& upload);

/// `file` as the field `file` of a form. `boundary` does not occur in the file.
/// Source: RFC 7578; names are escaped as WHATWG HTML does it.
std::shared_ptr<BodySource> form_body(const UploadFile& file, std::string_view boundary);
/// Long enough to be guessed by no file.
std::string new_boundary();

}  // namespace chatkit::client
