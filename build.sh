#!/usr/bin/env bash
# The only entry point. Each word sets up what it needs; the work itself is in tests/tools.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

explain() {
  cat <<'TEXT'
Usage: ./build.sh [word]

  build                  (the default) both packages, dist/chrome and dist/firefox, to load unpacked
  run [chrome|firefox]   builds, then opens that browser (or the one that is there) on a throwaway
                         profile with Ringfence installed and its welcome page open; without a
                         display it plays the main story headless, says what it saw, and writes
                         screenshots to dist/story
  check                  what one runs while working: format, lints, types, the core's tests (laws on
                         fewer cases) and the shell's; no browser
  test [tier [name...]]  every check and every test; the last line is "N passed, N failed". With words
                         only those: test browser week stretch, test core laws, test shell
  bench                  measures sizes and times against the budgets
  package                store-ready, reproducible zips in dist, with their SHA-256
  help                   this text

Needed beforehand: rustup and Node 20 or later. The rest is set up when a word first needs it.
TEXT
}

stop() {
  printf '%s\n' "$1" >&2
  exit 1
}

need_rust() {
  command -v cargo >/dev/null || stop "Rust is missing: install it with rustup (https://rustup.rs) and run this again."
  [[ -d $(rustc --print target-libdir --target wasm32-unknown-unknown) ]] && return
  command -v rustup >/dev/null || stop "Rust has no wasm32-unknown-unknown target: install rustup (https://rustup.rs) and run this again."
  rustup target add wasm32-unknown-unknown
}

need_node() {
  command -v node >/dev/null || stop "Node is missing: install Node 20 or later and run this again."
  [[ $(node --print 'Number(process.versions.node.split(".")[0]) >= 20') == true ]] ||
    stop "Node $(node --version) is too old: install Node 20 or later and run this again."
  local installed=tests/node_modules/.package-lock.json
  [[ -f $installed && ! tests/package-lock.json -nt $installed ]] || npm ci --prefix tests --no-audit --no-fund
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 "$@"
}

# apt waits for one of its locks only, and without a word.
wait_for_packages() {
  local seconds=0
  while packages_are_held; do
    ((seconds > 0)) || printf 'Another program holds the package manager: waiting for it, ten minutes at most.\n'
    ((seconds < 600)) || stop "The package manager is still held by another program: run this again once that has ended."
    sleep 2
    ((seconds += 2))
  done
}

packages_are_held() {
  local lock
  for lock in /var/lib/apt/lists/lock /var/lib/dpkg/lock-frontend; do
    [[ -e $lock ]] && grep -q ":$(stat --format=%i "$lock") " /proc/locks && return
  done
  return 1
}

need_browser() {
  node tests/tools/browser.mjs "$1" >/dev/null && return
  local package=chromium
  [[ $1 == firefox ]] && package=firefox-esr
  [[ $EUID == 0 ]] && command -v apt-get >/dev/null ||
    stop "No browser for \"$1\" was found: install $package (on Debian: apt-get install $package) and run this again."
  printf 'Installing %s.\n' "$package"
  wait_for_packages
  apt_get update && apt_get install -y "$package"
}

build() {
  need_rust
  need_node
  # Two builds at once would write the same files; the second waits, and then finds nothing to do.
  mkdir -p target
  if command -v flock >/dev/null; then
    flock target/build.lock node tests/tools/build.mjs "$@"
  else
    node tests/tools/build.mjs "$@"
  fi
}

run() {
  build
  local browser=${1:-$(node tests/tools/browser.mjs any)}
  [[ -n $browser ]] || browser=chrome
  [[ $browser == chrome || $browser == firefox ]] || stop "\"$browser\" is not a browser that Ringfence knows: say chrome or firefox."
  need_browser "$browser"
  if [[ $(uname) == Darwin || -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    node tests/tools/open.mjs "$browser"
  else
    node tests/browser/story.mjs "$browser"
  fi
}

check() {
  build check
  node tests/tools/test.mjs quick
}

all_tests() {
  build
  if [[ $# -eq 0 || $1 == browser ]]; then
    need_browser chrome
    need_browser firefox
  fi
  node tests/tools/test.mjs all "$@"
}

bench() {
  build
  need_browser chrome
  need_browser firefox
  node tests/tools/bench.mjs
}

make_packages() {
  build
  node tests/tools/package.mjs
}

word=${1:-build}
[[ $# -eq 0 ]] || shift
case $word in
  build) build ;;
  run) run "$@" ;;
  check) check ;;
  test) all_tests "$@" ;;
  bench) bench ;;
  package) make_packages ;;
  help | -h | --help) explain ;;
  *)
    explain >&2
    stop "\"$word\" is not a word of build.sh."
    ;;
esac
