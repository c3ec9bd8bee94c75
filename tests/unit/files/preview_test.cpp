#include <fcntl.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "files/previewer.hpp"
#include "support/sample_images.hpp"
#include "unit/app/temporary_folder.hpp"

// The real program, where libvips was there to build it.
namespace chatkit::files {
namespace {

using Outcome = Preview::Outcome;

class PreviewTest : public ::testing::Test {
 protected:
  Preview preview_of(const std::string& bytes, std::string_view type = "image/png",
                     PreviewLimits limits = PreviewLimits()) {
    return run(CHATKIT_PREVIEW_PROGRAM, bytes, type, limits);
  }
  Preview run(const std::filesystem::path& program, const std::string& bytes, std::string_view type,
              PreviewLimits limits = PreviewLimits()) {
    const auto path = folder.write("image", bytes);
    const Descriptor image(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return Previewer(program, limits).make(image, type);
  }
  /// A program that does what the test says.
  std::filesystem::path script(const std::string& text) {
    const auto path = folder.write("program", "#!/bin/sh\n" + text + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }

  app::testing::TemporaryFolder folder;
};

TEST_F(PreviewTest, MakesASmallWebpImage) {
  const Preview preview = preview_of(test::small_png(1200, 300));
  ASSERT_EQ(preview.outcome, Outcome::made) << preview.reason;
  EXPECT_EQ(preview.bytes.substr(0, 4), "RIFF");
  EXPECT_EQ(preview.bytes.substr(8, 4), "WEBP");
}

TEST_F(PreviewTest, AnImageThatWouldExplodeIsRefusedByItsHeader) {
  const Preview preview = preview_of(test::exploding_png());
  EXPECT_EQ(preview.outcome, Outcome::refused);
  EXPECT_EQ(preview.reason, "too many pixels");
}

TEST_F(PreviewTest, TakesAnImageOfTheLimitAndNotOnePixelMore) {
  PreviewLimits limits;
  limits.pixels_max = 200;
  EXPECT_EQ(preview_of(test::small_png(20, 10), "image/png", limits).outcome, Outcome::made);
  EXPECT_EQ(preview_of(test::small_png(67, 3), "image/png", limits).outcome, Outcome::refused);
}

TEST_F(PreviewTest, WhatIsNoImageIsRefused) {
  for (const char* type : {"image/png", "image/jpeg", "image/gif", "image/webp"}) {
    EXPECT_EQ(preview_of("nothing of an image", type).outcome, Outcome::refused) << type;
  }
  EXPECT_EQ(preview_of("", "image/png").outcome, Outcome::refused);
}

TEST_F(PreviewTest, OneDecoderAloneLooksAtTheBytes) {
  EXPECT_EQ(preview_of(test::small_png(), "image/jpeg").outcome, Outcome::refused);
  EXPECT_EQ(preview_of("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
                       "image/png")
                .outcome,
            Outcome::refused);
}

TEST_F(PreviewTest, OtherTypesAreNotEvenTried) {
  EXPECT_EQ(preview_of("<svg/>", "image/svg+xml").outcome, Outcome::unavailable);
}

TEST_F(PreviewTest, AMissingProgramSaysNothingOfTheImage) {
  EXPECT_EQ(run("", test::small_png(), "image/png").outcome, Outcome::unavailable);
  EXPECT_EQ(run(folder / "missing", test::small_png(), "image/png").outcome, Outcome::unavailable);
}

TEST_F(PreviewTest, AProgramThatDoesNotEndIsEnded) {
  PreviewLimits limits;
  limits.time_max = std::chrono::milliseconds(100);
  EXPECT_EQ(run(script("exec sleep 60"), "x", "image/png", limits).outcome, Outcome::refused);
  EXPECT_EQ(run(script("exec sleep 60 >&-"), "x", "image/png", limits).outcome, Outcome::refused)
      << "it closed its output and stayed";
}

TEST_F(PreviewTest, AProgramThatWritesTooMuchIsEnded) {
  EXPECT_EQ(run(script("exec cat /dev/zero"), "x", "image/png").outcome, Outcome::refused);
}

TEST_F(PreviewTest, AProgramThatCrashesRefusesTheImage) {
  EXPECT_EQ(run(script("kill -SEGV $$"), "x", "image/png").outcome, Outcome::refused);
}

TEST_F(PreviewTest, TheChildSeesNoDescriptorButItsThree) {
  const auto path = folder.write("other", "x");
  const Descriptor kept_open(::open(path.c_str(), O_RDONLY));  // Not even marked for closing.
  const Preview listing = run(script("exec ls /proc/self/fd"), "x", "image/png");
  ASSERT_EQ(listing.outcome, Outcome::made);
  // The fourth is the one that lists them.
  EXPECT_EQ(listing.bytes, "0\n1\n2\n3\n");
}

}  // namespace
}  // namespace chatkit::files
