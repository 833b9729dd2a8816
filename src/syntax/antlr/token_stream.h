#pragma once

#include "syntax/antlr/grammar_parser.h"

// The token of the standard library's end-of-file would change ANTLR's.
#undef EOF
// It brings ANTLR and rule_machine.h. Only the files of this folder include it: ANTLR's header
// costs two seconds each.
#include "LatchkeyParser.h"
