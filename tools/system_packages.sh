#!/bin/sh
# The tests need Chromium and a Chinese font, PostgreSQL and nginx. As root, install what is missing; else name it in one line.
set -u
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
[ -n "$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.fonts" -iname '*CJK*' 2>/dev/null | head -n 1)" ] || missing="$missing fonts-noto-cjk"
[ -n "$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | head -n 1)" ] || missing="$missing postgresql"
# An ordinary user's path may lack the folder it lies in.
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1 || missing="$missing nginx"
[ -z "$missing" ] && exit 0

# The tests start servers of their own, on ports of their own: what is installed here must not run by itself. So no
# service is started (policy-rc.d), PostgreSQL makes no cluster, and nginx does not come up with the machine.
install_quietly() {
    policy=/usr/sbin/policy-rc.d clusters=/etc/postgresql-common/createcluster.d/pyramidion.conf made=""
    trap 'rm -f $made' EXIT
    trap 'exit 1' HUP INT TERM
    if [ ! -e "$policy" ] && printf '#!/bin/sh\nexit 101\n' >"$policy" 2>/dev/null && chmod 755 "$policy"; then made="$policy"; fi
    case "$missing" in *postgresql*)
        mkdir -p "${clusters%/*}" && echo 'create_main_cluster = false' >"$clusters" && made="$made $clusters" ;;
    esac
    # shellcheck disable=SC2086
    apt-get update -qq >/dev/null 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || return 1
    case "$missing" in *nginx*) systemctl disable nginx >/dev/null 2>&1 ;; esac
    return 0
}

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing for the tests."
    install_quietly && exit 0
fi
echo "Missing for the tests:$missing. Install with: sudo apt-get install$missing (tests that need them will be named as not run)."
exit 0
