#pragma once

#include "check/check.h"
#include "check/names.h"
#include "diag/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::check {

using catalog::Catalog;
using diag::ErrorId;
using diag::Finding;
using diag::Message;
using model::Id;
using model::ProviderId;

/// The providers whose names stand for themselves at some place, sorted.
struct Providers {
    enum class Place : std::uint8_t { integration, file, everywhere };

    std::vector<ProviderId> ids;
    /// One of them is not known, which is reported: a name that the others lack may be its.
    bool open = false;
    Place place = Place::file;
    /// The integration's name, at that place.
    std::string_view owner;

    [[nodiscard]] bool contains(ProviderId id) const;
};

/// What is known of a grant while it is checked.
struct GrantState {
    /// Part of it was not understood, which is reported: what it lacks may have been meant.
    bool damaged = false;
    /// It can cover nothing whoever includes its role, which is reported.
    bool hopeless = false;
    /// As it is written, and where.
    const syntax::Grant* written = nullptr;
    const ParsedFile* file = nullptr;
};

/// What was found while one part of a file was looked at, and what that rests on.
struct Reading {
    diag::Reports reports;
    /// Keys of the names that were looked up (`name_key`).
    std::vector<std::uint64_t> needs;
    std::size_t errors = 0;
    /// Nothing that is written was left out of the model.
    bool whole = true;
};
/// The parts of a file that are looked at each by itself.
struct Readings {
    Reading declared;
    Reading purposes;
    Reading others;
};

/// Grants and waivers of one file before they are put in the order of their places. Until then a
/// grant's id is its place in this list.
struct Pending {
    std::vector<model::Grant> grants;
    std::vector<GrantState> states;
    std::vector<model::Waiver> waivers;
};

/// What is kept of the names, from one check to the next.
struct Names {
    Declarations declarations;
    std::vector<Providers> used;
    std::vector<GrantState> grant_states;
    std::vector<Readings> units;
};

/// What all parts of the check share: the model that grows, where reports go and what is being
/// looked at.
class Context {
public:
    Context(std::span<const ParsedFile> files, model::Model& model, Names& names);

    model::Model& model;
    Declarations& declarations;
    /// A place for each of `files`: what its `use` statements name.
    std::vector<Providers>& used;
    /// A place for each id of `Model::grants`.
    std::vector<GrantState>& grant_states;

    [[nodiscard]] std::span<const ParsedFile> files() const { return files_; }
    [[nodiscard]] std::size_t place_of(const ParsedFile& file) const {
        return static_cast<std::size_t>(&file - files_.data());
    }

    /// The files that are read in this run, and those whose purposes are: all or none.
    std::vector<std::size_t> work;
    std::vector<std::size_t> purpose_work;
    /// A place for each of `files`: what was read of it and is not yet in the model.
    std::vector<Pending> pending;
    /// Says where what is found from now on belongs.
    void begin(Reading& unit) { unit_ = &unit; }
    /// A place for each of `files`.
    std::vector<Readings>& units;
    /// Says that the meaning of the file rests on what a key stands for.
    void needs(std::uint64_t key) { unit_->needs.push_back(key); }
    /// Says that something which is written is not in the model.
    void leave_out() { unit_->whole = false; }

    /// Says of which file the trees are that are looked at next.
    void enter(const ParsedFile& file) { file_ = &file; }
    /// Says what the findings to come are about; both empty for nothing.
    void about(std::string_view integration, std::string_view credential);

    [[nodiscard]] const ParsedFile& file() const { return *file_; }
    [[nodiscard]] Location at(Span span) const { return {file_->id, span}; }
    [[nodiscard]] model::Word word(const syntax::Name& name) const {
        return {name.text, at(name.span)};
    }
    [[nodiscard]] model::Word word(const syntax::Reference& reference) const;
    [[nodiscard]] model::Text text(const syntax::String& string) const {
        return {string.value, at(string.span)};
    }

    Finding error(ErrorId id, Location where, std::string message);
    Finding error(ErrorId id, Span span, std::string message) {
        return error(id, at(span), std::move(message));
    }
    /// How many errors there were: equal before and after means that nothing was wrong.
    [[nodiscard]] std::size_t error_count() const { return error_count_; }
    /// Whether a name that is not known is worth a search for the nearest. In a workspace where
    /// thousands are unknown, that search would take longer than anyone waits.
    [[nodiscard]] bool suggests() const { return error_count_ < most_suggestions; }
    static constexpr std::size_t most_suggestions = 500;

    [[nodiscard]] std::optional<ProviderId> find_provider(std::string_view id) const;
    [[nodiscard]] std::vector<std::string_view> provider_names() const;

private:
    std::span<const ParsedFile> files_;
    Reading* unit_ = nullptr;
    /// Takes what is said of the standard purposes, which is never shown.
    diag::Reports muted_;
    const ParsedFile* file_ = nullptr;
    std::string_view integration_;
    std::string_view credential_;
    std::size_t error_count_ = 0;
};

/// Reports a name that means nothing where it stands: `message` goes on with the nearest of
/// `candidates`, and where there is one only, a fix puts it in the place of `replaced`.
Finding report_unknown(Context& context, ErrorId id, Location where, std::string message,
                       Location replaced, std::string_view written,
                       std::span<const std::string_view> candidates);
/// The same where the whole of `where` is the name.
Finding report_unknown(Context& context, ErrorId id, Location where, std::string message,
                       std::string_view written, std::span<const std::string_view> candidates);

/// "`a`, `b` and `c`": at most `most` names, the rest as "3 more".
[[nodiscard]] std::string list(std::span<const std::string_view> names,
                               std::string_view last_joint = "and", std::size_t most = 12);

}  // namespace latchkey::check
