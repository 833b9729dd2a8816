# latchkey_embed(TARGET NAME DIRECTORY EXTENSION)
# Compiles every DIRECTORY/*.EXTENSION into TARGET as one sorted table of (stem, text), declared as
#     extern const std::span<const EmbeddedText> NAME;
# in namespace latchkey::embedded (src/source/embedded.h). Changed files are seen at the next build.
function(latchkey_embed target name directory extension)
  file(GLOB files CONFIGURE_DEPENDS ${directory}/*.${extension})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DOUTPUT=${output} "-DFILES=${files}" -P ${PROJECT_SOURCE_DIR}/cmake/embed_texts.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed_texts.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
