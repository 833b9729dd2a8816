#!/bin/sh
# What an auditor asks first: which keys can do more than their policy allows, and who withholds it.
#
#     audit.sh MANIFEST_DIR
set -eu
jq -r '.integrations[] | select(.status == "active") | .file' "$1/index.json" | while read -r file; do
  jq -r '
    . as $manifest
    | .providers[]
    | .operations.residual as $more
    | ($more | map(select(.actions | index("delete"))) | length) as $deletes
    | [$manifest.integration.id, .credential.id, "residual \($more | length)", "deletes \($deletes)",
       (if ($more | length) == 0 then "withheld by the provider"
        elif $manifest.gateway then "withheld by \($manifest.gateway)"
        else "withheld by nobody" end)]
    | join("  ")
  ' "$1/$file"
done
