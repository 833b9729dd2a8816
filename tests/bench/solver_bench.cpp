// Prints how many milliseconds of processor time the solver takes for two shapes: independent
// choices, and a catalogue of 300 operations with up to six alternatives of three scopes each. The
// second comes with products that keep to themselves, and with a few scopes that all of them share,
// which ties everything together and is the hard case. Build it in release.

#include "../unit/authority/question.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>

namespace {

namespace testing = latchkey::authority::testing;

/// The milliseconds that one answer takes.
double milliseconds(testing::Question& question, bool& exact) {
    const auto& asked = question.get();
    const std::clock_t begin = std::clock();
    exact = !latchkey::authority::choose_scopes(asked).approximate;
    return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

void print_wide(std::uint32_t shared_one_in, std::uint32_t demanded_one_in) {
    constexpr std::uint32_t count = 10;
    double total = 0;
    double worst = 0;
    std::uint32_t cut_off = 0;
    for (std::uint32_t seed = 0; seed < count; ++seed) {
        testing::Question question = testing::wide_question(seed, shared_one_in, demanded_one_in);
        bool exact = true;
        const double took = milliseconds(question, exact);
        total += took;
        worst = std::max(worst, took);
        cut_off += exact ? 0 : 1;
    }
    std::printf(
        "300 operations, one scope in %u shared, one in %u allowed: mean %.2f, worst %.2f, %u of "
        "%u cut off\n",
        shared_one_in, demanded_one_in, total / count, worst, cut_off, count);
}

}  // namespace

int main() {
    bool exact = true;
    testing::Question choices = testing::binary_choices();
    const double took = milliseconds(choices, exact);
    std::printf("60 independent choices: %.2f%s\n", took, exact ? "" : ", cut off");
    for (const std::uint32_t shared_one_in : {0U, 4U, 10U}) {
        for (const std::uint32_t demanded_one_in : {1U, 3U, 10U, 30U}) {
            print_wide(shared_one_in, demanded_one_in);
        }
    }
    return 0;
}
