#include "telemetry/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <thread>

namespace chatkit::telemetry {
namespace {

using testing::HasSubstr;

TEST(Metrics, WritesACounterWithItsHelpAndType) {
  Metrics metrics;
  metrics.counter("requests_total", "Requests.").add(3);
  EXPECT_EQ(metrics.text(),
            "# HELP requests_total Requests.\n"
            "# TYPE requests_total counter\n"
            "requests_total 3\n");
}

TEST(Metrics, KeepsTheSeriesOfAFamilyTogether) {
  Metrics metrics;
  metrics.counter("a_total", "A.", "code=\"200\"").add(1);
  metrics.gauge("b", "B.").add(-2);
  metrics.counter("a_total", "A.", "code=\"404\"").add(2);
  EXPECT_EQ(metrics.text(),
            "# HELP a_total A.\n"
            "# TYPE a_total counter\n"
            "a_total{code=\"200\"} 1\n"
            "a_total{code=\"404\"} 2\n"
            "# HELP b B.\n"
            "# TYPE b gauge\n"
            "b -2\n");
}

TEST(Metrics, GivesTheSameMetricForTheSameNameAndLabels) {
  Metrics metrics;
  Counter& first = metrics.counter("a_total", "A.", "x=\"1\"");
  Counter& again = metrics.counter("a_total", "A.", "x=\"1\"");
  EXPECT_EQ(&first, &again);
  EXPECT_NE(&first, &metrics.counter("a_total", "A.", "x=\"2\""));
}

TEST(Metrics, ReferencesStayValidAsMoreAreMade) {
  Metrics metrics;
  Counter& first = metrics.counter("first_total", "F.");
  for (int i = 0; i < 1000; ++i) metrics.counter("c" + std::to_string(i), "C.");
  first.add(7);
  EXPECT_THAT(metrics.text(), HasSubstr("\nfirst_total 7\n"));
}

TEST(Histogram, CountsIntoCumulativeBucketsWithInclusiveBounds) {
  Metrics metrics;
  Histogram& histogram = metrics.histogram("wait_seconds", "W.", "op=\"x\"");
  histogram.observe(0.0001);
  histogram.observe(0.00011);
  histogram.observe(250);
  const std::string text = metrics.text();
  EXPECT_THAT(text, HasSubstr("# TYPE wait_seconds histogram\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{op=\"x\",le=\"0.0001\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{op=\"x\",le=\"0.0005\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{op=\"x\",le=\"100\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{op=\"x\",le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_count{op=\"x\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_sum{op=\"x\"} 250.00021\n"));
}

TEST(Histogram, TakesANegativeOrMissingDurationAsZero) {
  Metrics metrics;
  Histogram& histogram = metrics.histogram("h", "H.");
  histogram.observe(-1);
  histogram.observe(std::numeric_limits<double>::quiet_NaN());
  EXPECT_THAT(metrics.text(), HasSubstr("h_sum 0\n"));
  EXPECT_THAT(metrics.text(), HasSubstr("h_bucket{le=\"0.0001\"} 2\n"));
}

TEST(Metrics, AsksACallbackWhenItPrints) {
  Metrics metrics;
  double value = 1;
  metrics.callback("size_ratio", "S.", [&value] { return value; });
  value = 2.5;
  EXPECT_THAT(metrics.text(), HasSubstr("# TYPE size_ratio gauge\nsize_ratio 2.5\n"));
}

TEST(Metrics, LetsACallbackUseTheRegistry) {
  Metrics metrics;
  metrics.callback("outer", "O.", [&metrics] {
    metrics.counter("inner_total", "I.").add();
    return 0.0;
  });
  EXPECT_THAT(metrics.text(), HasSubstr("outer 0\n"));
}

TEST(Metrics, EscapesHelpTexts) {
  Metrics metrics;
  metrics.gauge("g", "one\ntwo \\ three");
  EXPECT_THAT(metrics.text(), HasSubstr("# HELP g one\\ntwo \\\\ three\n"));
}

TEST(Counter, LosesNothingBetweenThreads) {
  Counter counter;
  std::thread other([&counter] {
    for (int i = 0; i < 20'000; ++i) counter.add();
  });
  for (int i = 0; i < 20'000; ++i) counter.add();
  other.join();
  EXPECT_EQ(counter.value(), 40'000U);
}

}  // namespace
}  // namespace chatkit::telemetry
