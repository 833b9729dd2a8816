# What every target of ours is compiled with.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

add_library(latchkey_options INTERFACE)
target_compile_options(latchkey_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
target_include_directories(latchkey_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)

if(LATCHKEY_SANITIZE)
  add_compile_options(-fsanitize=${LATCHKEY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LATCHKEY_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # One build serves the tests with sanitizers and the fuzzers, which steer by these counters.
    add_compile_options(-fsanitize=fuzzer-no-link)
    set(LATCHKEY_FUZZERS ON)
  endif()
  # g++ 12 takes what the sanitizers insert for uses of what was never set, and for copies that
  # overlap. Without sanitizers every warning is an error, and that is where they are looked at.
  target_compile_options(latchkey_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict -Wno-error>)
else()
  # With sanitizers g++ 12 warns of what it inserted itself.
  target_compile_definitions(latchkey_options INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
endif()

if(LATCHKEY_STATIC)
  set(BUILD_SHARED_LIBS OFF)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  add_link_options(-static)
endif()

# With link-time optimisation g++ 12 takes a short string's buffer for the whole of a long one.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-Wno-stringop-overread -Wno-stringop-overflow)
endif()
