#!/bin/sh
# The plain recipe, for any CI that runs a shell: checks the policies, compiles their manifests and,
# where it is told what the change is based on, says what power the change gives and takes.
#
#   latchkey.sh [BASE]        in the folder of latchkey.toml; BASE is a git revision
#
# Reports go to $LATCHKEY_REPORTS (build/latchkey): findings.sarif, junit.xml, diff.md. Manifests go
# where latchkey.toml says. The exit code is the first that is not 0: 1 findings, 2 wrong usage, 3
# something could not be read or written.
set -u

base=${1:-}
latchkey=${LATCHKEY:-latchkey}
reports=${LATCHKEY_REPORTS:-build/latchkey}

status=0
run() {
  "$@"
  code=$?
  [ "$status" -ne 0 ] || status=$code
}

mkdir -p "$reports" || exit 3
run "$latchkey" check --output "sarif:$reports/findings.sarif" --output "junit:$reports/junit.xml"
# What was found has been said; this says what stops the manifests, if anything does.
run "$latchkey" compile --format compact
if [ -n "$base" ]; then
  run "$latchkey" diff "$base" --output "markdown:$reports/diff.md"
fi
exit "$status"
