# What is installed: the program with its pages (component `program`), and the library for those who
# build on it (component `library`): one archive of all stages, the public headers and a package that
# find_package(latchkey) finds. What the archive needs of other libraries is in that package.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

add_library(latchkey_core STATIC EXCLUDE_FROM_ALL)
get_property(stages DIRECTORY ${PROJECT_SOURCE_DIR}/src PROPERTY BUILDSYSTEM_TARGETS)
foreach(stage IN LISTS stages)
  get_target_property(type ${stage} TYPE)
  if(type MATCHES "STATIC|OBJECT")
    target_sources(latchkey_core PRIVATE $<TARGET_OBJECTS:${stage}>)
  endif()
endforeach()
set_target_properties(latchkey_core PROPERTIES OUTPUT_NAME latchkey EXPORT_NAME latchkey LINKER_LANGUAGE CXX
                                               ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/library)
target_compile_features(latchkey_core INTERFACE cxx_std_20)
target_include_directories(latchkey_core INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
# Found where it is used, by the package's own file.
foreach(library IN ITEMS antlr4_runtime re2 yaml_cpp sodium crypto utf8proc)
  target_link_libraries(latchkey_core INTERFACE $<INSTALL_INTERFACE:latchkey::${library}>)
endforeach()
target_link_libraries(latchkey_core INTERFACE Threads::Threads)

set(PACKAGE_DIRECTORY ${CMAKE_INSTALL_LIBDIR}/cmake/latchkey)
install(TARGETS latchkey_core EXPORT latchkeyTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library EXCLUDE_FROM_ALL)
install(EXPORT latchkeyTargets NAMESPACE latchkey:: DESTINATION ${PACKAGE_DIRECTORY} COMPONENT library EXCLUDE_FROM_ALL)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/latchkey DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library EXCLUDE_FROM_ALL
        FILES_MATCHING PATTERN *.h)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/latchkeyConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/latchkeyConfig.cmake ${CMAKE_BINARY_DIR}/latchkeyConfigVersion.cmake
        DESTINATION ${PACKAGE_DIRECTORY} COMPONENT library EXCLUDE_FROM_ALL)

install(TARGETS latchkey RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
