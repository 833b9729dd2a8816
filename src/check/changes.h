#pragma once

#include "check/context.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

/// What an edit touches: which files must be read anew because something that they name is another.
namespace latchkey::check {

/// What a file declares, as far as others may rest on it: the key of each name, and a sign that is
/// another one when what they rest on is. Of a team or an integration that is its id; of a
/// credential or a purpose its text too; a role has another one each time.
struct Offered {
    std::uint64_t key = 0;
    std::uint64_t sign = 0;
    friend auto operator<=>(const Offered&, const Offered&) = default;
};

/// What is kept of a file to tell whether it must be read anew.
struct Footprint {
    /// Sorted.
    std::vector<Offered> offered;
    /// The keys of those that are others when something is that the file rests on …
    std::vector<std::uint64_t> with_what_it_needs;
    /// … and of those that are others whenever the file is read anew.
    std::vector<std::uint64_t> always;
    /// Other files that its reports point into.
    std::vector<FileId> points_into;
    /// Something in it could not be read.
    bool has_errors = false;
};

/// Of a file as it is declared now; `points_into` is for later.
[[nodiscard]] Footprint footprint_of(const ParsedFile& file, const FileBlocks& blocks);

/// What has changed since the last check; grows until nothing rests on it that is not in it.
class Changes {
public:
    explicit Changes(std::size_t files)
        : anew_(files, false), edited_(files, false), touched_(files, false) {}

    /// The file has another text, or its declarations other ids.
    void add_edited(std::size_t file, const Footprint& before, const Footprint& now);
    /// Adds every file that rests on something in it.
    void spread(std::span<const Footprint> footprints, std::span<const Readings> units);

    [[nodiscard]] const std::vector<bool>& anew() const { return anew_; }

private:
    [[nodiscard]] bool is_touched(const Footprint& footprint, const Readings& units) const;

    std::unordered_set<std::uint64_t> keys_;
    std::vector<bool> anew_;
    std::vector<bool> edited_;
    /// Something that the file rests on is another.
    std::vector<bool> touched_;
};

}  // namespace latchkey::check
