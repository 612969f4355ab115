#!/bin/sh
# The browser tests need Chromium and a Chinese font. As root, install what is missing; else name it in one line.
set -u
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
[ -n "$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.fonts" -iname '*CJK*' 2>/dev/null | head -n 1)" ] || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing for the browser tests."
    # shellcheck disable=SC2086
    apt-get update -qq >/dev/null 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 && exit 0
fi
echo "Missing for the browser tests:$missing. Install with: sudo apt-get install$missing (tests that need them will be named as not run)."
exit 0
