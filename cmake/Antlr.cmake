# ANTLR as Debian has it: tool 4.7.2, runtime 4.9. What is odd here was measured, not guessed.

find_program(ANTLR4_PROGRAM antlr4 REQUIRED)
find_path(ANTLR4_INCLUDE_DIR antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
# The shared package file drags in libuuid; the archive is all that is needed.
find_library(ANTLR4_LIBRARY NAMES libantlr4-runtime.a REQUIRED)
find_package(Threads REQUIRED)

set(ANTLR_OUTPUT ${CMAKE_BINARY_DIR}/antlr)
set(ANTLR_GRAMMARS ${PROJECT_SOURCE_DIR}/grammar/LatchkeyLexer.g4 ${PROJECT_SOURCE_DIR}/grammar/LatchkeyParser.g4)
set(ANTLR_GENERATED ${ANTLR_OUTPUT}/LatchkeyLexer.cpp ${ANTLR_OUTPUT}/LatchkeyLexer.h
                    ${ANTLR_OUTPUT}/LatchkeyParser.cpp ${ANTLR_OUTPUT}/LatchkeyParser.h)
add_custom_command(
  OUTPUT ${ANTLR_GENERATED}
  COMMAND ${ANTLR4_PROGRAM} -Dlanguage=Cpp -Werror -no-visitor -no-listener -package latchkey::syntax::antlr
          -Xexact-output-dir -o ${ANTLR_OUTPUT} ${ANTLR_GRAMMARS}
  DEPENDS ${ANTLR_GRAMMARS}
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/grammar
  COMMENT "Generating the lexer and parser from grammar/"
  VERBATIM)
# A custom command is known to its own directory only; the targets that compile its output depend on this.
add_custom_target(latchkey_grammar DEPENDS ${ANTLR_GENERATED})

# clang rejects one header of the runtime's umbrella; nothing of ours needs it.
file(READ ${ANTLR4_INCLUDE_DIR}/antlr4-runtime.h ANTLR_UMBRELLA)
string(REPLACE "#include \"misc/InterpreterDataReader.h\"" "" ANTLR_UMBRELLA "${ANTLR_UMBRELLA}")
file(CONFIGURE OUTPUT ${ANTLR_OUTPUT}/include/antlr4-runtime.h CONTENT "${ANTLR_UMBRELLA}" @ONLY)

# latchkey_uses_antlr(TARGET GENERATED…)
# Compiles files that the tool wrote into TARGET. The tool of this version writes u8"…" into
# std::string, and its output warns.
function(latchkey_uses_antlr target)
  add_dependencies(${target} latchkey_grammar)
  target_sources(${target} PRIVATE ${ARGN})
  set_source_files_properties(${ARGN} PROPERTIES GENERATED TRUE COMPILE_OPTIONS -w)
  target_include_directories(${target} SYSTEM PRIVATE ${ANTLR_OUTPUT} ${ANTLR_OUTPUT}/include ${ANTLR4_INCLUDE_DIR})
  target_compile_options(${target} PRIVATE -fno-char8_t)
endfunction()

# The generated lexer is for the test that compares it with ours, never for the program: loading its
# tables would take longer than reading a policy. Deferred, because the tests come later.
cmake_language(DEFER CALL include ${PROJECT_SOURCE_DIR}/tests/unit/syntax/grammar.cmake)
