# Included at the end of the project's CMakeLists.txt (cmake/Antlr.cmake defers it): what the tests of
# the stage `syntax` have besides their sources, the generated lexer to compare ours with.
if(TARGET unit_syntax)
  add_library(latchkey_grammar_lexer STATIC EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/antlr/grammar_lexer.cpp)
  latchkey_uses_antlr(latchkey_grammar_lexer ${ANTLR_OUTPUT}/LatchkeyLexer.cpp)
  target_link_libraries(latchkey_grammar_lexer PRIVATE latchkey_options ${ANTLR4_LIBRARY} Threads::Threads)
  target_link_libraries(unit_syntax PRIVATE latchkey_grammar_lexer)
  target_compile_definitions(unit_syntax PRIVATE LATCHKEY_GENERATED_PARSER="${ANTLR_OUTPUT}/LatchkeyParser.cpp")
  add_test(NAME grammar-is-ll1 COMMAND unit_syntax --test-case=*adaptivePredict*)
  # A filter that matches nothing must not pass.
  set_tests_properties(grammar-is-ll1 PROPERTIES PASS_REGULAR_EXPRESSION "1 passed")
endif()
