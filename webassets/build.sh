#!/usr/bin/env bash
# Renew the libraries that the web page inlines: corridors/report/page/vendor.
# Needs node and npm, and the internet once; nothing of this is needed to write a page.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-fund --no-audit --omit-lockfile-registry-resolved
node build.mjs
