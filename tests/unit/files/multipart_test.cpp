#include "files/multipart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chatkit::files {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Part {
  PartHead head;
  std::string content;
};
struct Form {
  std::vector<Part> parts;
  bool ended = false;
  std::string error;
};

/// Reads a form that comes in pieces of that size.
Form read_form(std::string_view body, std::size_t piece, const std::string& boundary = "b") {
  Form form;
  Multipart reader =
      Multipart::for_content_type("multipart/form-data; boundary=" + boundary).value();
  for (std::size_t at = 0; at < body.size(); at += piece) {
    reader.add(body.substr(at, piece));
    for (;;) {
      const auto event = reader.next();
      if (!event) {
        form.error = event.error().code + ": " + event.error().message;
        return form;
      }
      if (!*event) break;
      if ((*event)->kind == Multipart::Kind::part) form.parts.push_back({(*event)->head, ""});
      if ((*event)->kind == Multipart::Kind::data) form.parts.back().content += (*event)->data;
    }
  }
  form.ended = reader.ended();
  return form;
}

Form read_form(std::string_view body) {
  Form whole = read_form(body, body.size());
  const Form cut = read_form(body, 1);
  EXPECT_EQ(whole.ended, cut.ended);
  EXPECT_EQ(whole.error, cut.error);
  EXPECT_EQ(whole.parts.size(), cut.parts.size());
  for (std::size_t i = 0; i < std::min(whole.parts.size(), cut.parts.size()); ++i) {
    EXPECT_EQ(whole.parts[i].content, cut.parts[i].content);
  }
  return whole;
}

std::string part(std::string_view disposition, std::string_view content) {
  return "--b\r\nContent-Disposition: form-data; " + std::string(disposition) + "\r\n\r\n" +
         std::string(content) + "\r\n";
}

TEST(Multipart, ReadsTheExampleOfTheStandard) {
  // RFC 7578, section 4.7, with a boundary of its own.
  const Form form = read_form(
      "--b\r\ncontent-disposition: form-data; name=\"field1\"\r\n"
      "content-type: text/plain;charset=UTF-8\r\n\r\nJoe owes €100.\r\n--b--\r\n");
  ASSERT_EQ(form.parts.size(), 1U) << form.error;
  EXPECT_EQ(form.parts[0].head.name, "field1");
  EXPECT_EQ(form.parts[0].head.content_type, "text/plain;charset=UTF-8");
  EXPECT_FALSE(form.parts[0].head.file_name);
  EXPECT_EQ(form.parts[0].content, "Joe owes €100.");
  EXPECT_TRUE(form.ended);
}

TEST(Multipart, ReadsPartsOneByOne) {
  const Form form =
      read_form(part("name=\"a\"", "1") +
                part("name=\"file\"; filename=\"x.bin\"", "\r\n--\r\n-b\r") + "--b--");
  ASSERT_EQ(form.parts.size(), 2U) << form.error;
  EXPECT_EQ(form.parts[0].content, "1");
  EXPECT_EQ(form.parts[1].head.file_name, "x.bin");
  EXPECT_EQ(form.parts[1].content, "\r\n--\r\n-b\r");
}

TEST(Multipart, ReadsEmptyPartsOfBothSpellings) {
  const Form form = read_form(
      "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n"
      "--b\r\nContent-Disposition: form-data; name=c\r\n\r\n--b--");
  ASSERT_EQ(form.parts.size(), 2U) << form.error;
  EXPECT_EQ(form.parts[0].content, "");
  EXPECT_EQ(form.parts[1].content, "");
}

TEST(Multipart, IgnoresWhatStandsBeforeAndBehind) {
  const Form form = read_form("hello\r\n" + part("name=a", "1") + "--b--\r\nbye --b\r\n");
  ASSERT_EQ(form.parts.size(), 1U) << form.error;
  EXPECT_TRUE(form.ended);
}

TEST(Multipart, TakesSpacesBehindABoundary) {
  const Form form = read_form("--b \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--");
  ASSERT_EQ(form.parts.size(), 1U) << form.error;
}

TEST(Multipart, UnescapesFileNamesOfBrowsersAndOthers) {
  EXPECT_EQ(read_form(part("name=file; filename=\"a%22b%0D%0A.txt\"", "") + "--b--")
                .parts.at(0)
                .head.file_name,
            "a\"b\r\n.txt");
  EXPECT_EQ(read_form(part("name=file; filename=\"a\\\"b\\c;d\"", "") + "--b--")
                .parts.at(0)
                .head.file_name,
            "a\"b\\c;d");
}

TEST(Multipart, AFormThatIsCutOffHasNotEnded) {
  const std::string whole = part("name=file; filename=x", "content") + "--b--";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Form form = read_form(whole.substr(0, size), 7);
    EXPECT_FALSE(form.ended) << size;
    EXPECT_EQ(form.error, "") << size;
  }
}

TEST(Multipart, RefusesWhatIsNoForm) {
  const std::string many_parts = [] {
    std::string out;
    for (int i = 0; i < 17; ++i) out += part("name=a", "");
    return out;
  }();
  const std::vector<std::string> bodies = {
      "--b\r\n\r\nno header",
      "--b\r\nContent-Type: text/plain\r\n\r\n",
      "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n",
      "--b\r\nContent-Disposition: form-data\r\n\r\n",
      "--b\r\nno colon\r\n\r\n",
      "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n",
      part("name=a", "1").insert(3, "x"),
      std::string("--b\r\nContent-Disposition: form-data; name=a\r\n") +
          "Content-Disposition: form-data; name=c\r\n\r\n",
      std::string(4200, 'x'),
      "--b\r\nX: " + std::string(9000, 'x'),
      "--b" + std::string(300, ' '),
      many_parts,
  };
  for (const std::string& body : bodies) {
    EXPECT_THAT(read_form(body).error, HasSubstr("invalid_multipart: ")) << body.substr(0, 80);
  }
}

TEST(Multipart, TakesAHeaderOf8KiBAndNotMore) {
  const std::string field = "Content-Disposition: form-data; name=a\r\nX: ";
  const std::size_t room = (8U << 10U) - 2 - field.size();
  EXPECT_EQ(read_form("--b\r\n" + field + std::string(room, 'x') + "\r\n\r\n", 999).error, "");
  EXPECT_NE(read_form("--b\r\n" + field + std::string(room + 1, 'x') + "\r\n\r\n", 999).error, "");
}

TEST(Multipart, NeedsABoundary) {
  for (const char* type : {"multipart/form-data", "multipart/form-data; boundary=",
                           "multipart/form-data; boundary=\"a", "multipart/form-data; x=y"}) {
    const auto made = Multipart::for_content_type(type);
    ASSERT_FALSE(made) << type;
    EXPECT_EQ(made.error().code, "invalid_multipart");
  }
  EXPECT_FALSE(
      Multipart::for_content_type("multipart/form-data; boundary=" + std::string(71, 'a')));
  EXPECT_TRUE(Multipart::for_content_type("Multipart/Form-Data; charset=x; Boundary=\"a b\"; z=1"));
}

TEST(Multipart, OtherContentTypesAreUnsupported) {
  for (const char* type : {"", "application/json", "multipart/mixed; boundary=b"}) {
    const auto made = Multipart::for_content_type(type);
    ASSERT_FALSE(made) << type;
    EXPECT_EQ(made.error().kind, ErrorKind::unsupported_type);
  }
}

}  // namespace
}  // namespace chatkit::files
