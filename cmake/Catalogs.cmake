# The catalogue stage is three libraries, because a tool that the build runs needs the first to make
# the last: latchkey_catalog_core reads catalogue files, latchkey_catalog_openapi makes them out of
# providers' OpenAPI files, and latchkey_catalog adds the shipped ones as tables that cost no parsing
# at start.

add_library(latchkey_catalog_core STATIC)
file(GLOB catalog_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/catalog/*.cpp)
target_sources(latchkey_catalog_core PRIVATE ${catalog_sources})
target_link_libraries(latchkey_catalog_core PUBLIC latchkey_options latchkey_source latchkey_diag PRIVATE sodium re2)
latchkey_embed(latchkey_catalog_core catalog_schemas ${PROJECT_SOURCE_DIR}/src/catalog json)

file(GLOB embed_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/catalog/embed/*.cpp)
add_executable(latchkey_catalog_embed ${embed_sources})
target_link_libraries(latchkey_catalog_embed PRIVATE latchkey_catalog_core)

file(GLOB openapi_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/catalog/openapi/*.cpp)
add_library(latchkey_catalog_openapi STATIC ${openapi_sources})
target_link_libraries(latchkey_catalog_openapi PUBLIC latchkey_catalog_core PRIVATE re2 yaml-cpp)

set(CATALOG_DIRECTORY ${PROJECT_SOURCE_DIR}/policies/catalogs)
file(GLOB catalog_files CONFIGURE_DEPENDS ${CATALOG_DIRECTORY}/*.json)
# An overlay is what a catalogue is made of, and secrets.json belongs to no provider.
list(FILTER catalog_files EXCLUDE REGEX "/[^/]*\\.overlay\\.json$|/secrets\\.json$")
set(CATALOG_TABLES ${CMAKE_BINARY_DIR}/catalog/tables.cpp)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/catalog)
add_custom_command(
  OUTPUT ${CATALOG_TABLES}
  COMMAND latchkey_catalog_embed ${CATALOG_TABLES} ${CATALOG_DIRECTORY}/secrets.json ${catalog_files}
  DEPENDS latchkey_catalog_embed ${CATALOG_DIRECTORY}/secrets.json ${catalog_files}
  COMMENT "Turning policies/catalogs into tables"
  VERBATIM)

add_library(latchkey_catalog STATIC ${CATALOG_TABLES})
target_link_libraries(latchkey_catalog PUBLIC latchkey_catalog_core latchkey_catalog_openapi)
# Nobody wrote these lines, and there is nothing in them to check.
set_target_properties(latchkey_catalog PROPERTIES CXX_CLANG_TIDY "")
