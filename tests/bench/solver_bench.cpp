// Prints how many milliseconds the solver takes for two shapes. Build it in release.

#include "../unit/authority/question.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>

namespace {

namespace testing = latchkey::authority::testing;

/// The milliseconds that one answer takes.
double milliseconds(testing::Question& question, bool& exact) {
    const auto& asked = question.get();
    const auto begin = std::chrono::steady_clock::now();
    exact = !latchkey::authority::choose_scopes(asked).approximate && exact;
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main() {
    bool exact = true;
    testing::Question choices = testing::binary_choices();
    std::printf("60 independent choices: %.2f ms\n", milliseconds(choices, exact));
    for (const std::uint32_t demanded_one_in : {1U, 3U, 10U, 30U}) {
        double total = 0;
        double worst = 0;
        constexpr std::uint32_t count = 20;
        for (std::uint32_t seed = 0; seed < count; ++seed) {
            testing::Question question = testing::wide_question(seed, 0, demanded_one_in);
            const double took = milliseconds(question, exact);
            total += took;
            worst = std::max(worst, took);
        }
        std::printf("300 operations, one in %u allowed: mean %.2f ms, worst %.2f ms\n", demanded_one_in,
                    total / count, worst);
    }
    std::printf("%s\n", exact ? "all exact" : "some are not exact");
    return exact ? 0 : 1;
}
