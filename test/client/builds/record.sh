#!/usr/bin/env bash
# Records test/client/builds/*.pb.gz and *.buildinfo.txt: the same program, built in each way in which Go names files
# differently. To be run in a container of the official golang image, whose folders it uses (/app, /go, /usr/local/go):
#
#   docker run --rm -v "$PWD/test/client/builds:/builds" -w /builds golang:1.26 ./record.sh
#
# Nothing but Go and git is needed, and no network: the dependency comes from a module proxy made of files.
set -euo pipefail
builds=$(cd "$(dirname "$0")" && pwd)
for folder in /app /go; do
  [ ! -e "$folder" ] || [ -n "${LEAKLENS_IN_CONTAINER:-}" ] || [ -f /.dockerenv ] || { echo "$folder is there already: run this in a container"; exit 1; }
done
proxy=$(mktemp -d)
mkdir -p /go/pkg/mod
export GOPATH=/go GOMODCACHE=/go/pkg/mod GOPROXY="file://$proxy" GONOSUMDB='*' GONOSUMCHECK=1 GOFLAGS=-mod=mod GOTOOLCHAIN=local CGO_ENABLED=0

# publish FOLDER MODULE ESCAPED VERSION: into the module proxy (golang.org/ref/mod#goproxy-protocol).
publish() {
  local packed versions="$proxy/$3/@v"
  packed=$(mktemp -d)
  mkdir -p "$versions"
  cp "$builds/source/$1"/* "$packed"
  (cd "$packed" && git init -q && git add . && git -c user.name=x -c user.email=x@example.com commit -qm "$1" &&
    git archive --format=zip --prefix="$2@$4/" -o "$versions/$4.zip" HEAD)
  cp "$packed/go.mod" "$versions/$4.mod"
  echo "{\"Version\":\"$4\",\"Time\":\"2026-01-01T00:00:00Z\"}" > "$versions/$4.info"
  echo "$4" > "$versions/list"
  rm -rf "$packed"
}
publish lib example.com/Acme/Lib 'example.com/!acme/!lib' v1.2.0
publish fork example.com/fork example.com/fork v0.0.0

# build NAME FLAGS…: in /app/shop.
build() {
  local name=$1
  shift
  (cd /app/shop && go build "$@" -buildvcs=false -o /app/bin/shop ./cmd/shop && /app/bin/shop "$builds/$name")
}
mkdir -p /app
cp -r "$builds/source/shop" "$builds/source/fork" /app/
(cd /app/shop && go mod tidy 2>/dev/null)
build container
build trimpath -trimpath
(cd /app/shop && go mod vendor)
GOFLAGS=-mod=vendor build vendor
GOFLAGS=-mod=vendor build vendor-trimpath -trimpath
rm -rf /app/shop/vendor
# A replacement by another module, and modules joined by a go.work instead of by replace.
(cd /app/shop && go mod edit -dropreplace example.com/fork && cd /app && GOFLAGS= go work init ./shop ./fork)
GOFLAGS= build workspace-trimpath -trimpath
rm -rf /app/go.work /app/go.work.sum
# GOPATH's modules in a cache that is not called pkg/mod.
export GOMODCACHE=/app/modules
(cd /app/shop && go mod edit -replace example.com/fork=../fork)
build cache-elsewhere
chmod -R u+w /app/modules
chmod -R u+w /go
rm -rf /app /go "$proxy"
