#include "files/file_name.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chatkit::files {
namespace {

TEST(FileName, LosesItsFolders) {
  EXPECT_EQ(clean_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(clean_name("C:\\Users\\me\\cat.png"), "cat.png");
  EXPECT_EQ(clean_name("/etc/"), "file");
  EXPECT_EQ(clean_name(".."), "file");
  EXPECT_EQ(clean_name(""), "file");
}

TEST(FileName, LosesWhatCannotBeSeen) {
  EXPECT_EQ(clean_name("a\r\nSet-Cookie: b"), "aSet-Cookie: b");
  EXPECT_EQ(clean_name(std::string("a\0b", 3)), "ab");
  EXPECT_EQ(clean_name("invoice\xE2\x80\xAEgnp.exe"), "invoicegnp.exe");
  EXPECT_EQ(clean_name("caf\xE9.txt"), "caf.txt") << "Latin-1 is no UTF-8";
  EXPECT_EQ(clean_name("  .hidden. "), "hidden");
}

TEST(FileName, KeepsOtherScripts) { EXPECT_EQ(clean_name("Übersicht 猫.pdf"), "Übersicht 猫.pdf"); }

TEST(FileName, Has255BytesAtMostAndNoHalfCharacter) {
  EXPECT_EQ(clean_name(std::string(255, 'a')).size(), 255U);
  EXPECT_EQ(clean_name(std::string(256, 'a')).size(), 255U);
  EXPECT_EQ(clean_name(std::string(254, 'a') + "ü"), std::string(254, 'a'));
}

TEST(FileName, IsSentPlainAndExtended) {
  EXPECT_EQ(content_disposition("attachment", "cat.png"), "attachment; filename=\"cat.png\"");
  // The example of RFC 8187, section 3.2.2: a pound sign and the word rates.
  EXPECT_EQ(content_disposition("inline", "£ rates"),
            "inline; filename=\"__ rates\"; filename*=UTF-8''%C2%A3%20rates");
}

TEST(FileName, CannotLeaveItsQuotes) {
  EXPECT_EQ(content_disposition("attachment", "a\"; filename=b.exe"),
            "attachment; filename=\"a_; filename=b.exe\"; "
            "filename*=UTF-8''a%22%3B%20filename%3Db.exe");
  const std::string value = content_disposition("attachment", "a\r\nX: y");
  EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos);
}

}  // namespace
}  // namespace chatkit::files
