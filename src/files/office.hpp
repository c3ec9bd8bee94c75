#pragma once

#include <string_view>

namespace chatkit::files {

/// The office type of a ZIP archive by the members that its first bytes show:
/// the type; `application/zip` for another archive; empty for an Office Open XML package that does
/// not show yet which one it is. Source: ECMA-376 part 2; OASIS ODF 1.3 part 2, section 3.3.
std::string_view office_type(std::string_view head);

/// True for the types of Office Open XML: docx, xlsx, pptx.
bool is_open_xml(std::string_view type);
/// True for those of OpenDocument: odt, ods, odp.
bool is_open_document(std::string_view type);
/// True for the older binary ones: doc, xls, ppt.
bool is_binary_office(std::string_view type);

inline constexpr std::string_view kZip = "application/zip";
inline constexpr std::string_view kExcel = "application/vnd.ms-excel";

}  // namespace chatkit::files
