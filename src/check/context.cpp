#include "check/context.h"

#include <algorithm>

namespace latchkey::check {

using std::string_view;

namespace {

/// Whether the lexer reads it as one name; what is none is written as a string.
bool is_name(string_view text) {
    constexpr string_view joints = "./-";
    bool joint = true;
    for (const char letter : text) {
        const bool alphabetic =
            (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
        const bool digit = letter >= '0' && letter <= '9';
        const bool joins = joints.find(letter) != string_view::npos;
        if (!(alphabetic || digit || joins) || (joint && joins)) {
            return false;
        }
        joint = joins;
    }
    return !joint && !(text.front() >= '0' && text.front() <= '9');
}

}  // namespace

bool Providers::contains(ProviderId id) const {
    return std::ranges::find(ids, id) != ids.end();
}

Context::Context(std::span<const ParsedFile> files, model::Model& whole, Names& names)
    : model(whole),
      declarations(names.declarations),
      used(names.used),
      grant_states(names.grant_states),
      pending(files.size()),
      units(names.units),
      files_(files) {}

void Context::about(string_view integration, string_view credential) {
    integration_ = integration;
    credential_ = credential;
}

model::Word Context::word(const syntax::Reference& reference) const {
    return {file_->source->text(reference.span), at(reference.span)};
}

Finding Context::error(ErrorId id, Location where, std::string message) {
    ++error_count_;
    ++unit_->errors;
    diag::Reports& to = file_ != nullptr && file_->standard ? muted_ : unit_->reports;
    return to.error(id, where, std::move(message)).about(integration_, credential_);
}

std::optional<ProviderId> Context::find_provider(string_view id) const {
    const auto name = [](const Catalog* catalog) { return catalog->id; };
    const auto found = std::ranges::lower_bound(model.providers, id, {}, name);
    if (found == model.providers.end() || (*found)->id != id) {
        return std::nullopt;
    }
    return ProviderId{static_cast<std::uint32_t>(found - model.providers.begin())};
}

std::vector<string_view> Context::provider_names() const {
    std::vector<string_view> names;
    for (const Catalog* catalog : model.providers) {
        names.push_back(catalog->id);
    }
    return names;
}

Finding report_unknown(Context& context, ErrorId id, Location where, std::string message,
                       Location replaced, string_view written,
                       std::span<const string_view> candidates) {
    const std::vector<string_view> near =
        context.suggests() ? diag::nearest(written, candidates) : std::vector<string_view>{};
    if (!near.empty()) {
        message += "; " + diag::did_you_mean(near);
    }
    Finding finding = context.error(id, where, std::move(message));
    if (near.size() == 1) {
        const bool was_quoted = context.file().source->text(replaced.span).starts_with('"');
        const std::string quote = was_quoted || !is_name(near.front()) ? "\"" : "";
        finding.fix(diag::Fix::Safety::unsafe, "write `" + std::string(near.front()) + "`",
                    {{replaced, quote + std::string(near.front()) + quote}});
    }
    return finding;
}

Finding report_unknown(Context& context, ErrorId id, Location where, std::string message,
                       string_view written, std::span<const string_view> candidates) {
    return report_unknown(context, id, where, std::move(message), where, written, candidates);
}

std::string list(std::span<const string_view> names, string_view last_joint, std::size_t most) {
    const std::size_t shown = names.size() > most ? most - 1 : names.size();
    std::string text;
    for (std::size_t at = 0; at < shown; ++at) {
        const bool last = at + 1 == names.size();
        text += at == 0 ? "" : last ? " " + std::string(last_joint) + " " : ", ";
        text += "`" + std::string(names[at]) + "`";
    }
    if (shown < names.size()) {
        text += " and " + std::to_string(names.size() - shown) + " more";
    }
    return text;
}

}  // namespace latchkey::check
