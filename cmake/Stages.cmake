# latchkey_stage(NAME USES stage… [LIBRARIES lib…])
# A stage is a folder below src/, a static library of all its sources and the stages it may include
# (tests/layering/table.txt holds the same table, and the test `layering` holds the includes).
function(latchkey_stage name)
  cmake_parse_arguments(STAGE "" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp ${PROJECT_SOURCE_DIR}/src/${name}/rules/*.cpp)
  add_library(latchkey_${name} STATIC ${sources})
  list(TRANSFORM STAGE_USES PREPEND latchkey_)
  target_link_libraries(latchkey_${name} PUBLIC latchkey_options ${STAGE_USES} PRIVATE ${STAGE_LIBRARIES})
endfunction()

# latchkey_embed(TARGET FUNCTION_OR_TABLE OUTPUT FILES…) is in cmake/Embed.cmake.
include(${PROJECT_SOURCE_DIR}/cmake/Embed.cmake)
