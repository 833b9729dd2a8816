// Says what one side of a comparison is read as: `revisions [--config FILE] [NAME]`. Lists are one
// line each, `KEY<tab>VALUE…`, with bytes that no line can hold written as `\xNN`.

#include "latchkey/revision.h"

#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>

namespace {

void print(std::initializer_list<std::string_view> words) {
    bool first = true;
    for (const std::string_view word : words) {
        std::fputs(first ? "" : "\t", stdout);
        first = false;
        for (const char letter : word) {
            const auto byte = static_cast<unsigned char>(letter);
            if (byte < 0x20 || byte == '\\') {
                std::printf("\\x%02x", byte);
            } else {
                std::putchar(byte);
            }
        }
    }
    std::putchar('\n');
}

std::string_view to_string(latchkey::PolicySide::Kind kind) {
    using Kind = latchkey::PolicySide::Kind;
    return kind == Kind::work_tree   ? "work tree"
           : kind == Kind::directory ? "directory"
           : kind == Kind::revision  ? "revision"
           : kind == Kind::index     ? "index"
                                     : "manifests";
}

void print(const latchkey::PolicySide& side) {
    print({"side", to_string(side.kind), side.name, side.commit});
    print({"config", side.workspace.config_path, side.workspace.out});
    for (const latchkey::PolicyFile& file : side.workspace.files) {
        print({"policy", file.path, file.text});
    }
    for (const std::string& path : side.workspace.chosen) {
        print({"chosen", path});
    }
    for (const latchkey::CatalogText& catalog : side.workspace.options.catalogs) {
        print({"catalog", catalog.provider, catalog.path, catalog.text});
    }
    for (const latchkey::OutputFile& file : side.manifests) {
        print({"manifest", file.name, file.text});
    }
    for (const std::string& note : side.notes) {
        print({"note", note});
    }
}

}  // namespace

int main(int count, char** words) {
    latchkey::SideRequest request;
    for (int at = 1; at < count; ++at) {
        if (std::string_view(words[at]) == "--config" && at + 1 < count) {
            request.config = words[++at];
        } else {
            request.name = words[at];
        }
    }
    const latchkey::SideOutcome outcome = latchkey::load_side(request);
    for (const latchkey::LoadError& error : outcome.errors) {
        print({"error",
               error.kind == latchkey::LoadError::Kind::usage     ? "usage"
               : error.kind == latchkey::LoadError::Kind::nothing ? "nothing"
                                                                  : "io",
               error.message});
    }
    if (outcome.side) {
        print(*outcome.side);
    }
    return outcome.side ? 0 : 1;
}
