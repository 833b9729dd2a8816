# find_package(latchkey) makes latchkey::latchkey: policies read, checked, linted and compiled, with the
# headers latchkey/*.h. The archive has all of Latchkey in it, but not the libraries below.

include(CMakeFindDependencyMacro)
find_dependency(Threads)

# latchkey_find(TARGET DEBIAN_PACKAGE NAMES…)
function(latchkey_find target package)
  if(TARGET latchkey::${target})
    return()
  endif()
  find_library(LATCHKEY_${target}_LIBRARY NAMES ${ARGN})
  if(NOT LATCHKEY_${target}_LIBRARY)
    list(JOIN ARGN " or " names)
    set(latchkey_missing "${latchkey_missing} ${names} (in Debian ${package});" PARENT_SCOPE)
    return()
  endif()
  mark_as_advanced(LATCHKEY_${target}_LIBRARY)
  add_library(latchkey::${target} UNKNOWN IMPORTED)
  set_target_properties(latchkey::${target} PROPERTIES IMPORTED_LOCATION ${LATCHKEY_${target}_LIBRARY})
endfunction()

set(latchkey_missing "")
# The shared runtime of ANTLR needs libuuid besides.
latchkey_find(antlr4_runtime libantlr4-runtime-dev libantlr4-runtime.a)
latchkey_find(re2 libre2-dev re2)
latchkey_find(yaml_cpp libyaml-cpp-dev yaml-cpp)
latchkey_find(sodium libsodium-dev sodium)
latchkey_find(crypto libssl-dev crypto)
latchkey_find(utf8proc libutf8proc-dev utf8proc)
if(latchkey_missing)
  set(${CMAKE_FIND_PACKAGE_NAME}_FOUND FALSE)
  set(${CMAKE_FIND_PACKAGE_NAME}_NOT_FOUND_MESSAGE "latchkey needs libraries that were not found:${latchkey_missing}")
  return()
endif()

include(${CMAKE_CURRENT_LIST_DIR}/latchkeyTargets.cmake)
