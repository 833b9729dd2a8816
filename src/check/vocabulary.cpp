#include "check/vocabulary.h"

#include <algorithm>
#include <string>
#include <utility>

namespace latchkey::check {
namespace {

using std::string_view;

constexpr Message<string_view, string_view> no_such_word{"`{}` is no {}"};
constexpr Message<string_view> empty_text{"the text of `{}` is empty"};
constexpr Message<string_view, string_view> repeated{"`{}` stands twice in this list of {}"};
constexpr Message<> first_here{"first here"};

// Below this a search through the list costs less than a table.
constexpr std::size_t short_list = 16;

/// Reports a word that is none of a closed list: the list itself helps more than "did you mean"
/// where nothing is near.
void report_word(Context& context, const syntax::Name& name, std::span<const string_view> words,
                 string_view what) {
    std::string message = no_such_word(name.text, what);
    if (diag::nearest(name.text, words).empty() && !words.empty()) {
        message += ": there is " + list(words, "and", 15);
    }
    report_unknown(context, ErrorId::type_mismatch, context.at(name.span), std::move(message),
                   name.text, words);
}

template <typename Enum>
const std::vector<string_view>& words_of(std::size_t count) {
    static const std::vector<string_view> words = [count] {
        std::vector<string_view> all;
        for (std::size_t at = 0; at < count; ++at) {
            all.push_back(to_string(static_cast<Enum>(at)));
        }
        return all;
    }();
    return words;
}

/// `count` is how many words the enumeration has.
template <typename Enum>
std::optional<Enum> read(Context& context, const syntax::Name& name, std::size_t count,
                         string_view what) {
    const std::vector<string_view>& words = words_of<Enum>(count);
    const auto found = std::ranges::find(words, name.text);
    if (found == words.end()) {
        report_word(context, name, words, what);
        return std::nullopt;
    }
    return static_cast<Enum>(found - words.begin());
}

}  // namespace

std::optional<model::Environment> read_environment(Context& context, const syntax::Name& name) {
    return read<model::Environment>(context, name, 3, "environment");
}

std::optional<model::Status> read_status(Context& context, const syntax::Name& name) {
    return read<model::Status>(context, name, 3, "status");
}

std::optional<model::StoreKind> read_store_kind(Context& context, const syntax::Name& name) {
    return read<model::StoreKind>(context, name, 13, "kind of store");
}

std::optional<model::BasisKind> read_basis(Context& context, const syntax::Name& name) {
    return read<model::BasisKind>(context, name, 6, "legal basis");
}

std::optional<model::Subject> read_subject(Context& context, const syntax::Name& name) {
    return read<model::Subject>(context, name, 11, "region");
}

std::optional<catalog::DataClass> read_data_class(Context& context, const syntax::Name& name) {
    return read<catalog::DataClass>(context, name, catalog::data_class_count, "data class");
}

std::optional<std::uint32_t> read_of_list(Context& context, const syntax::Name& name,
                                          std::span<const string_view> words, string_view what) {
    const auto found = std::ranges::find(words, name.text);
    if (found == words.end()) {
        report_word(context, name, words, what);
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(found - words.begin());
}

void check_text(Context& context, const syntax::String& text, string_view what) {
    if (text.value.find_first_not_of(" \t\n\r") == std::string::npos) {
        context.error(ErrorId::type_mismatch, text.span, empty_text(what));
    }
}

bool Repeats::is_repeated(string_view key, Span span) {
    const Span* first = nullptr;
    if (items_.size() < short_list) {
        const auto found = std::ranges::find(items_, key, &Item::key);
        first = found == items_.end() ? nullptr : &found->span;
    } else {
        for (const Item& item : table_.empty() ? items_ : std::vector<Item>{}) {
            table_.emplace(item.key, item.span);
        }
        const auto found = table_.find(key);
        first = found == table_.end() ? nullptr : &found->second;
        table_.emplace(key, span);
    }
    if (first != nullptr) {
        context_.error(ErrorId::duplicate_statement, span, repeated(key, what_))
            .label(context_.at(*first), first_here());
        return true;
    }
    if (items_.size() < short_list) {
        items_.push_back({key, span});
    }
    return false;
}

}  // namespace latchkey::check
