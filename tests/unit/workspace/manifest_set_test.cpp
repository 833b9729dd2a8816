#include "latchkey/manifest.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using latchkey::OutputFile;
using latchkey::SetResult;
using Names = std::vector<std::string>;
/// Names and contents of a directory; of a link, what it points to.
using Contents = std::map<std::string, std::string>;

/// A directory of its own for a test, open to every user.
class Place {
public:
    Place() {
        std::string path = (fs::temp_directory_path() / "latchkey-set-XXXXXX").native();
        REQUIRE(mkdtemp(path.data()) != nullptr);
        root_ = path;
        REQUIRE(chmod(path.c_str(), 0777) == 0);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        std::error_code error;
        fs::remove_all(root_, error);
    }

    [[nodiscard]] fs::path path(const std::string& name) const { return root_ / name; }
    [[nodiscard]] fs::path out() const { return root_ / "out"; }
    void put(const std::string& name, const std::string& text) const {
        fs::create_directories(path(name).parent_path());
        std::ofstream(path(name), std::ios::binary) << text;
    }
    [[nodiscard]] Contents contents() const {
        Contents found;
        for (const fs::directory_entry& entry : fs::directory_iterator(out())) {
            const std::string name = entry.path().filename().native();
            if (entry.is_symlink()) {
                found[name] = "-> " + fs::read_symlink(entry.path()).native();
            } else if (entry.is_directory()) {
                found[name] = "directory";
            } else {
                std::ifstream in(entry.path(), std::ios::binary);
                found[name] = {std::istreambuf_iterator<char>(in), {}};
            }
        }
        return found;
    }

private:
    fs::path root_;
};

/// Of the form that `index.json` has, as far as this stage reads it.
std::string index_of(const Names& files) {
    std::string text = "{\"index\": 1, \"integrations\": [";
    for (const std::string& file : files) {
        text += (&file == files.data() ? "{\"file\": \"" : ", {\"file\": \"") + file + "\"}";
    }
    return text + "]}\n";
}

std::vector<OutputFile> set_of(const Names& names, const std::string& text = "{}\n") {
    std::vector<OutputFile> files;
    Names listed;
    for (const std::string& name : names) {
        files.push_back({name + ".json", text});
        listed.push_back(name + ".json");
    }
    files.push_back({"index.json", index_of(listed)});
    return files;
}

/// Writes no byte past the limit of a file's size, as a full disk would not.
class SmallFiles {
public:
    explicit SmallFiles(rlim_t bytes) : old_handler_(signal(SIGXFSZ, SIG_IGN)) {
        REQUIRE(getrlimit(RLIMIT_FSIZE, &old_) == 0);
        const rlimit small{bytes, old_.rlim_max};
        REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;
    ~SmallFiles() {
        setrlimit(RLIMIT_FSIZE, &old_);
        signal(SIGXFSZ, old_handler_);
    }

private:
    rlimit old_{};
    void (*old_handler_)(int);
};

/// Root may write anywhere, so while this lives the test is nobody.
class Nobody {
public:
    Nobody() : was_(geteuid()) {
        constexpr uid_t nobody = 65534;
        REQUIRE((was_ != 0 || seteuid(nobody) == 0));
    }
    Nobody(const Nobody&) = delete;
    Nobody& operator=(const Nobody&) = delete;
    ~Nobody() { CHECK(seteuid(was_) == 0); }

private:
    uid_t was_;
};

}  // namespace

TEST_CASE("a first set makes its directory, and the same set again changes nothing") {
    const Place place;
    const fs::path deep = place.out() / "a" / "b";
    const std::vector<OutputFile> files = set_of({"one", "two"});
    SetResult result = latchkey::compare_set(deep, files);
    CHECK(result.error.empty());
    CHECK(result.changed == Names{"index.json", "one.json", "two.json"});
    CHECK_FALSE(fs::exists(place.out()));

    result = latchkey::write_set(deep, files);
    CHECK(result.error.empty());
    CHECK(result.changed == Names{"index.json", "one.json", "two.json"});
    CHECK(result.unchanged == 0);
    const auto written = fs::last_write_time(deep / "one.json");

    for (const SetResult& again :
         {latchkey::compare_set(deep, files), latchkey::write_set(deep, files)}) {
        CHECK(again.error.empty());
        CHECK(again.changed.empty());
        CHECK(again.removed.empty());
        CHECK(again.unchanged == 3);
    }
    CHECK(fs::last_write_time(deep / "one.json") == written);
}

TEST_CASE("what changed is replaced, what is stale is removed, the rest is left alone") {
    const Place place;
    REQUIRE(latchkey::write_set(place.out(), set_of({"gone", "one", "two"})).error.empty());
    place.put("out/notes.txt", "mine");
    place.put("out/mine.json", "mine");
    place.put("out/two.json", "edited by hand");
    const Contents before = place.contents();

    SetResult result = latchkey::compare_set(place.out(), set_of({"one", "two"}));
    CHECK(result.changed == Names{"index.json", "two.json"});
    CHECK(result.removed == Names{"gone.json"});
    CHECK(result.unchanged == 1);
    CHECK(place.contents() == before);

    result = latchkey::write_set(place.out(), set_of({"one", "two"}));
    CHECK(result.error.empty());
    CHECK(result.changed == Names{"index.json", "two.json"});
    CHECK(result.removed == Names{"gone.json"});
    const Contents after = place.contents();
    CHECK(after.size() == 5);
    CHECK(after.at("two.json") == "{}\n");
    CHECK(after.at("mine.json") == "mine");
    CHECK(after.at("notes.txt") == "mine");
    CHECK_FALSE(after.contains("gone.json"));
}

TEST_CASE("an index that was tampered with removes nothing outside its directory") {
    const Place place;
    place.put("outside.json", "keep");
    place.put("out/sub/inside.json", "keep");
    place.put("out/keep.txt", "keep");
    place.put("out/.hidden.json", "keep");
    fs::create_directories(place.path("out/folder.json"));
    place.put("out/index.json",
              index_of({"../outside.json", place.path("outside.json").native(), "sub/inside.json",
                        "..", ".", "", "keep.txt", ".hidden.json", "folder.json", "index.json",
                        "absent.json", "a\\u0000.json"}));
    const SetResult result = latchkey::write_set(place.out(), set_of({"one"}));
    CHECK(result.error.empty());
    CHECK(result.removed.empty());
    CHECK(fs::exists(place.path("outside.json")));
    CHECK(fs::exists(place.path("out/sub/inside.json")));
    CHECK(place.contents().size() == 6);
}

TEST_CASE("an index that is none removes nothing") {
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    for (const std::string& garbage : {std::string(), std::string("no json"), std::string("[]"),
                                       std::string("{\"integrations\": {}}"),
                                       std::string("{\"integrations\": [\"old.json\", {\"file\": "
                                                   "1}, {\"file\": [\"old.json\"]}, [], null]}"),
                                       std::string("{\"integrations\": [{\"file\": \"old.json\"}"),
                                       std::string("\xff\xfe\0", 3), deep}) {
        const Place place;
        place.put("out/old.json", "old");
        place.put("out/index.json", garbage);
        const SetResult result = latchkey::write_set(place.out(), set_of({"one"}));
        CAPTURE(garbage.substr(0, 80));
        CHECK(result.error.empty());
        CHECK(result.removed.empty());
        CHECK(place.contents().contains("old.json"));
    }
}

TEST_CASE("a link is replaced itself, and what it points to is left alone") {
    const Place place;
    place.put("target.json", "{}\n");
    fs::create_directories(place.out());
    fs::create_symlink("../target.json", place.path("out/one.json"));
    fs::create_symlink("/nowhere/at/all", place.path("out/two.json"));
    fs::create_symlink("../target.json", place.path("out/stale.json"));
    place.put("out/index.json", index_of({"stale.json"}));
    const std::vector<OutputFile> files = set_of({"one", "two"});
    CHECK(latchkey::compare_set(place.out(), files).changed ==
          Names{"index.json", "one.json", "two.json"});
    const SetResult result = latchkey::write_set(place.out(), files);
    CHECK(result.error.empty());
    CHECK(result.changed == Names{"index.json", "one.json", "two.json"});
    CHECK(result.removed == Names{"stale.json"});
    CHECK(place.contents() ==
          Contents{{"index.json", files.back().text}, {"one.json", "{}\n"}, {"two.json", "{}\n"}});
    CHECK(fs::exists(place.path("target.json")));
}

TEST_CASE("what is in the way is named, with the reason, and the old set stays") {
    const Place place;
    REQUIRE(latchkey::write_set(place.out(), set_of({"one"}, "old\n")).error.empty());
    fs::create_directories(place.path("out/two.json"));
    const Contents before = place.contents();
    const std::vector<OutputFile> files = set_of({"one", "two"}, "new\n");
    for (const SetResult& result :
         {latchkey::compare_set(place.out(), files), latchkey::write_set(place.out(), files)}) {
        CHECK(result.error ==
              "cannot write " + place.path("out/two.json").native() + ": Is a directory");
        CHECK(result.changed.empty());
    }
    CHECK(place.contents() == before);

    place.put("file", "a file");
    const std::string file = place.path("file").native();
    CHECK(latchkey::write_set(file, files).error ==
          "cannot create directory " + file + ": Not a directory");
    CHECK(latchkey::compare_set(file, files).error == "cannot read " + file + ": Not a directory");
    CHECK(latchkey::compare_set(file + "/out", files).error ==
          "cannot read " + file + "/out: Not a directory");
    CHECK(latchkey::write_set(file + "/out", files).error ==
          "cannot create directory " + file + "/out: Not a directory");
}

TEST_CASE("a name that leaves the directory is refused") {
    const Place place;
    for (const char* const name : {"../one.json", "a/b.json", "", "..", ".one.json", "one.txt"}) {
        const SetResult result = latchkey::write_set(place.out(), {{name, "{}"}});
        CAPTURE(name);
        CHECK(result.error.find("not the name of a file in this directory") != std::string::npos);
    }
    CHECK(place.contents().empty());
}

TEST_CASE("a directory that may not be written keeps its set") {
    const Place place;
    REQUIRE(latchkey::write_set(place.out(), set_of({"one"}, "old\n")).error.empty());
    REQUIRE(chmod(place.out().c_str(), 0555) == 0);
    const Contents before = place.contents();
    const std::vector<OutputFile> files = set_of({"one", "two"}, "new\n");
    SetResult result;
    SetResult inside;
    {
        const Nobody nobody;
        result = latchkey::write_set(place.out(), files);
        inside = latchkey::write_set(place.path("out/deeper"), files);
    }
    CHECK(result.error ==
          "cannot write " + place.path("out/one.json").native() + ": Permission denied");
    CHECK(inside.error ==
          "cannot create directory " + place.path("out/deeper").native() + ": Permission denied");
    CHECK(place.contents() == before);
}

TEST_CASE("a write that is cut off leaves the old set and nothing beside it") {
    const Place place;
    REQUIRE(latchkey::write_set(place.out(), set_of({"gone", "one"}, "old\n")).error.empty());
    const Contents before = place.contents();
    SetResult result;
    {
        const SmallFiles limit(1'000);
        result =
            latchkey::write_set(place.out(), {{"index.json", index_of({"one.json", "two.json"})},
                                              {"one.json", "new\n"},
                                              {"two.json", std::string(5'000, 'x')}});
    }
    CHECK(result.error ==
          "cannot write " + place.path("out/two.json").native() + ": File too large");
    CHECK(result.changed.empty());
    CHECK(result.removed.empty());
    CHECK(place.contents() == before);
}

TEST_CASE("a disk that is full leaves the old set and nothing beside it") {
    const Place place;
    fs::create_directories(place.out());
    if (mount("tmpfs", place.out().c_str(), "tmpfs", 0, "size=32k,mode=0777") != 0) {
        MESSAGE("NOT TESTED: no right to mount a small file system here");
        return;
    }
    REQUIRE(latchkey::write_set(place.out(), set_of({"gone", "one"}, "old\n")).error.empty());
    const Contents before = place.contents();
    const SetResult result =
        latchkey::write_set(place.out(), set_of({"one", "two"}, std::string(20'000, 'x')));
    const Contents after = place.contents();
    REQUIRE(umount(place.out().c_str()) == 0);
    CHECK(result.error ==
          "cannot write " + place.path("out/two.json").native() + ": No space left on device");
    CHECK(after == before);
}

TEST_CASE("what a run that was killed left behind is removed by the next") {
    const Place place;
    place.put("out/.one.json.latchkey-tmp", "half");
    place.put("out/.gone.json.latchkey-tmp", "half");
    place.put("out/.other-tmp", "not ours");
    const std::vector<OutputFile> files = set_of({"one"});
    CHECK(latchkey::compare_set(place.out(), files).error.empty());
    CHECK(place.contents().size() == 3);
    CHECK(latchkey::write_set(place.out(), files).error.empty());
    CHECK(place.contents() == Contents{{".other-tmp", "not ours"},
                                       {"index.json", files.back().text},
                                       {"one.json", "{}\n"}});
}
