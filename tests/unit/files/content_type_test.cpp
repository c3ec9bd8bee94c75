#include "files/content_type.hpp"

#include <gtest/gtest.h>

#include <string>

#include "files/text_check.hpp"
#include "support/sample_archives.hpp"
#include "support/sample_images.hpp"

namespace chatkit::files {
namespace {

using std::string_view_literals::operator""sv;

const std::string kDocx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const std::string kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const std::string kPptx =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";
const std::string kOdt = "application/vnd.oasis.opendocument.text";
constexpr std::string_view kElf = "\x7F\x45\x4C\x46\2\1\1\0\0\0\0\0\0\0\0\0"sv;

std::string type_of(std::string_view content, std::string_view declared = "") {
  TextCheck check;
  check.feed(content);
  Evidence evidence;
  evidence.head = content;
  evidence.is_text = check.is_text();
  return content_type(evidence, declared);
}

struct Shown {
  const char* name;
  std::string content;
  std::string type;
};

class KnownContent : public ::testing::TestWithParam<Shown> {};

TEST_P(KnownContent, ShowsItsTypeWithoutADeclaration) {
  EXPECT_EQ(type_of(GetParam().content), GetParam().type);
  EXPECT_EQ(type_of(GetParam().content, "application/octet-stream"), GetParam().type);
}

TEST_P(KnownContent, IsItsTypeWhenDeclaredSo) {
  EXPECT_EQ(type_of(GetParam().content, GetParam().type), GetParam().type);
}

INSTANTIATE_TEST_SUITE_P(
    Sniffing, KnownContent,
    ::testing::Values(
        Shown{"png", test::small_png(), "image/png"},
        Shown{"jpeg", std::string("\xFF\xD8\xFF\xE0\0\x10JFIF\0"sv), "image/jpeg"},
        Shown{"gif", std::string("GIF89a\1\0\1\0\0\0\0"sv), "image/gif"},
        Shown{"webp", std::string("RIFF\x24\0\0\0WEBPVP8 "sv), "image/webp"},
        Shown{"pdf", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "application/pdf"},
        Shown{"docx", test::zip_of({"[Content_Types].xml", "_rels/.rels", "word/document.xml"}),
              kDocx},
        Shown{"xlsx", test::zip_of({"[Content_Types].xml", "xl/workbook.xml"}), kXlsx},
        Shown{"pptx", test::zip_of({"_rels/.rels", "ppt/presentation.xml"}), kPptx},
        Shown{"odt", test::zip_member("mimetype", kOdt) + test::zip_of({"content.xml"}), kOdt},
        Shown{"zip", test::zip_of({"holiday.jpg"}), "application/zip"},
        Shown{"text", "some words\n", "text/plain"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ContentType, TextKeepsTheTextualTypeThatWasDeclared) {
  EXPECT_EQ(type_of("a,b\n1,2\n", "text/csv"), "text/csv");
  EXPECT_EQ(type_of("{\"a\":1}", "application/json"), "application/json");
  EXPECT_EQ(type_of("# title", "text/markdown"), "text/markdown");
}

TEST(ContentType, CsvThatWindowsCallsAWorkbookIsCsv) {
  EXPECT_EQ(type_of("a;b\n1;2\n", "application/vnd.ms-excel"), "text/csv");
}

TEST(ContentType, ImagesUnderEachOthersNamesAreWhatTheyAre) {
  EXPECT_EQ(type_of(test::small_png(), "image/jpeg"), "image/png");
}

TEST(ContentType, WrongContentUnderARightNameIsRefused) {
  EXPECT_EQ(type_of("<html><script>alert(1)</script>", "image/png"), "");
  EXPECT_EQ(type_of(kElf, "image/png"), "");
  EXPECT_EQ(type_of(kElf, "application/pdf"), "");
  EXPECT_EQ(type_of(kElf, "text/plain"), "");
  EXPECT_EQ(type_of(kElf, "audio/mpeg"), "") << "recognised, whatever it is called";
  EXPECT_EQ(type_of(std::string("MZ\x90\0\3\0\0\0"sv), kDocx), "");
  EXPECT_EQ(type_of(test::small_png(), "text/csv"), "");
  EXPECT_EQ(type_of(test::zip_of({"word/document.xml"}), "image/png"), "");
  EXPECT_EQ(type_of("", "image/png"), "");
  EXPECT_EQ(type_of("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"), "");
}

TEST(ContentType, AnArchiveThatOnlyCallsItselfADocumentIsAnArchive) {
  EXPECT_EQ(type_of(test::zip_of({"evil.exe"}), kDocx), "application/zip");
  EXPECT_EQ(type_of(test::zip_member("mimetype", "application/epub+zip"), kOdt), "application/zip");
}

TEST(ContentType, APackageThatDoesNotShowItsKindIsBelieved) {
  EXPECT_EQ(type_of(test::zip_of({"[Content_Types].xml"}), kXlsx), kXlsx);
  EXPECT_EQ(type_of(test::zip_of({"[Content_Types].xml"})), "application/zip");
}

TEST(ContentType, BinaryOfficeIsToldApartByItsDeclaration) {
  const std::string content("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", 10);
  EXPECT_EQ(type_of(content, "application/msword"), "application/msword");
  EXPECT_EQ(type_of(content, "application/pdf"), "");
}

TEST(ContentType, UnknownContentIsBelievedOnlyWhereNothingCouldShowIt) {
  const std::string content("\1\2\3\4", 4);
  EXPECT_EQ(type_of(content, "audio/mpeg"), "audio/mpeg");
  EXPECT_EQ(type_of(content), "application/octet-stream");
}

TEST(ContentType, DeclarationsAreReadWithoutParametersAndCase) {
  EXPECT_EQ(normal_type("Text/CSV; charset=utf-8"), "text/csv");
  EXPECT_EQ(normal_type(" image/png "), "image/png");
  EXPECT_EQ(normal_type("image"), "");
  EXPECT_EQ(normal_type("image/"), "");
  EXPECT_EQ(normal_type("a/b/c"), "");
  EXPECT_EQ(normal_type("image/png\r\nX: y"), "");
  EXPECT_EQ(normal_type(std::string(127, 'a') + "/b"), "");
}

TEST(ContentType, FamiliesAreAllowedWithoutSvg) {
  EXPECT_TRUE(is_allowed({"image/*"}, "image/png"));
  EXPECT_FALSE(is_allowed({"image/*"}, "image/svg+xml"));
  EXPECT_TRUE(is_allowed({"image/svg+xml"}, "image/svg+xml"));
  EXPECT_FALSE(is_allowed({"image/*"}, "text/plain"));
}

TEST(ContentType, UsualTypesAreOfficeCsvJsonTextPdfAndImages) {
  for (const std::string& type :
       {kDocx, kXlsx, kPptx, std::string("text/csv"), std::string("application/json"),
        std::string("text/plain"), std::string("application/pdf"), std::string("image/png"),
        std::string("image/jpeg"), std::string("image/gif"), std::string("image/webp")}) {
    EXPECT_TRUE(is_allowed(usual_types(), type)) << type;
  }
  for (const char* type : {"image/svg+xml", "text/html", "application/octet-stream",
                           "application/zip", "application/javascript"}) {
    EXPECT_FALSE(is_allowed(usual_types(), type)) << type;
  }
}

}  // namespace
}  // namespace chatkit::files
