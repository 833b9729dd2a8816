# Writes OUTPUT: the texts of FILES as a table NAME (see Embed.cmake). Raw string literals of at most
# 8 KiB, because compilers limit the length of one.
#
# A text is only ever handled quoted and never as a list: CMake splits lists at `;` and not within
# `[…]`, and Markdown has both.

# Where to end the first piece of `text`: behind a newline if there is one, else behind some other
# ASCII character, so that no piece ends inside a character of UTF-8, which Clang rejects.
function(find_cut text result)
  foreach(mark IN ITEMS "\n" "\"" " ")
    string(FIND "${text}" "${mark}" at REVERSE)
    if(at GREATER -1)
      math(EXPR cut "${at} + 1")
      set(${result} ${cut} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  string(LENGTH "${text}" cut)
  set(${result} ${cut} PARENT_SCOPE)
endfunction()

# Sorted by stem: sorted by path, `a-b.md` would come before `a.md`.
set(stems "")
foreach(file IN LISTS FILES)
  get_filename_component(stem "${file}" NAME_WLE)
  list(APPEND stems "${stem}")
  set(path_of_${stem} "${file}")
endforeach()
list(SORT stems)
list(LENGTH stems count)

set(rows "")
foreach(stem IN LISTS stems)
  file(READ "${path_of_${stem}}" text)
  string(LENGTH "${text}" length)
  string(APPEND rows "    {\"${stem}\",\n")
  if(length EQUAL 0)
    string(APPEND rows "\"\"\n")
  endif()
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8192 piece)
    math(EXPR rest "${length} - ${at}")
    set(cut ${rest})
    if(rest GREATER 8192)
      find_cut("${piece}" cut)
      string(SUBSTRING "${piece}" 0 ${cut} piece)
    endif()
    string(APPEND rows "R\"~~~~(${piece})~~~~\"\n")
    math(EXPR at "${at} + ${cut}")
  endwhile()
  # With `sv` the compiler knows the length; without, it counts characters at compile time and
  # gives up on a long text.
  string(APPEND rows "\"\"sv},\n")
endforeach()

# An array that may be empty: a folder's first page may still be to come.
file(WRITE "${OUTPUT}" "// Made by cmake/embed_texts.cmake.
#include \"source/embedded.h\"

#include <array>

namespace latchkey::embedded {
namespace {

using namespace std::string_view_literals;

constexpr std::array<EmbeddedText, ${count}> table{{
${rows}}};

}  // namespace

extern const std::span<const EmbeddedText> ${NAME};
constinit const std::span<const EmbeddedText> ${NAME}{table};

}  // namespace latchkey::embedded
")
