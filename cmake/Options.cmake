# What every target of ours is compiled with.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

add_library(latchkey_options INTERFACE)
target_compile_options(latchkey_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns of its own library's strings when it optimises (its bug 105651).
  target_compile_options(latchkey_options INTERFACE $<$<CONFIG:Release>:-Wno-restrict>)
endif()
target_include_directories(latchkey_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)

if(LATCHKEY_SANITIZE)
  add_compile_options(-fsanitize=${LATCHKEY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LATCHKEY_SANITIZE})
  # g++ 12 takes what the sanitizers insert for uses of what was never set, and for copies that
  # overlap. Without sanitizers every warning is an error, and that is where they are looked at.
  target_compile_options(latchkey_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-error>)
else()
  # Without link-time optimisation g++ 12 takes strings that are put together for copies that overlap.
  target_compile_options(latchkey_options INTERFACE $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>)
  # With sanitizers g++ 12 warns of what it inserted itself.
  target_compile_definitions(latchkey_options INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
  target_compile_options(latchkey_options INTERFACE $<$<CONFIG:Release>:-fstack-protector-strong>)
endif()

if(LATCHKEY_STATIC)
  set(BUILD_SHARED_LIBS OFF)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  # At a place of its own in memory, with nothing that is both written and run. Measured with
  # callgrind in a debug build: moving there costs a run 0.4 million instructions (0.3 ms). `--version`,
  # which the option parser answers by throwing, went from 282 million to 10: a program without a place
  # of its own sorts all its unwind tables at its first exception. The packed list of what is moved
  # takes half a megabyte less.
  add_compile_options(-fPIE)
  add_link_options(-static-pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,pack-relative-relocs)
endif()

# With link-time optimisation g++ 12 takes a short string's buffer for the whole of a long one.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-Wno-stringop-overread -Wno-stringop-overflow)
endif()

# With link-time optimisation each program is compiled anew when it is linked: a minute for each of the
# tests. So objects hold machine code as well, only what users get is linked that way (tests/CMakeLists.txt).
if(CMAKE_INTERPROCEDURAL_OPTIMIZATION AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(CMAKE_CXX_COMPILE_OPTIONS_IPO -flto=auto -ffat-lto-objects)
endif()
