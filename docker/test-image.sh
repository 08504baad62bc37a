#!/bin/sh
# Proves the Dockerfile with podman and without a registry: makes the two base images from Debian's
# packages and an installed JDK 25 where they are not there, builds, runs, connects, stops.
#   JDK25=/path/to/jdk   the JDK to build with; default: the first in /usr/lib/jvm/*25*
#   KEEP=1               leaves the image, and the base images, for the next run
# Needs root (debootstrap), podman, and the jars' dependencies in ~/.m2 (mvnw verify fetches them).
set -eu

cd "$(dirname "$0")/.."

image=localhost/redis-sim-test
container=redis-sim-test-$$
jdk_image=eclipse-temurin:25-jdk
base_image=debian:12-slim
made=
work=$(mktemp -d)

say() {
    echo "test-image: $*"
}

fail() {
    say "FAILED: $*"
    podman logs "$container" 2>/dev/null | tail -n 20 || true
    exit 1
}

clean_up() {
    podman rm -f "$container" >/dev/null 2>&1 || true
    podman volume rm "$container" >/dev/null 2>&1 || true
    if [ -z "${KEEP:-}" ]; then
        podman rmi -f "$image" $made >/dev/null 2>&1 || true
        podman image prune -f >/dev/null 2>&1 || true
    fi
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 143' HUP INT TERM

probe() {
    podman $runtime run --rm --network=host $limits "$base_image" true >/dev/null 2>&1
}

# ---- base images ------------------------------------------------------------------------------
if ! podman image exists "$base_image"; then
    command -v debootstrap >/dev/null 2>&1 || { say "skipped: no $base_image and no debootstrap to make it"; exit 0; }
    say "making $base_image from Debian's packages"
    debootstrap --variant=minbase bookworm "$work/root" >"$work/debootstrap.log" 2>&1 ||
        { tail -n 5 "$work/debootstrap.log"; fail "debootstrap"; }
    rm -rf "$work"/root/var/cache/apt/archives/*.deb "$work"/root/var/lib/apt/lists/*
    tar -C "$work/root" -c . | podman import -q - "localhost/$base_image" >/dev/null
    rm -rf "$work/root"
    made="$made localhost/$base_image"
fi
if ! podman image exists "$jdk_image"; then
    jdk=${JDK25:-}
    for home in /usr/lib/jvm/*25*; do
        if [ -z "$jdk" ] && [ -x "$home/bin/jlink" ]; then jdk=$home; fi
    done
    [ -n "$jdk" ] || { say "skipped: no $jdk_image, and no JDK 25 to make it from"; exit 0; }
    command -v mvn >/dev/null 2>&1 || { say "skipped: no Maven to put into $jdk_image"; exit 0; }
    say "making $jdk_image from $jdk"
    # Maven comes from here too, so that the build inside needs no network.
    mkdir -p "$work/jdk/opt/java" "$work/jdk/usr/local/bin"
    cp -aL "$jdk" "$work/jdk/opt/java/openjdk"
    maven=$(mvn -v -Dstyle.color=never | sed -n 's/^Maven home: *//p')
    cp -aL "$maven" "$work/jdk/opt/maven"
    ln -s /opt/maven/bin/mvn "$work/jdk/usr/local/bin/mvn"
    tar -C "$work/jdk" -cf "$work/jdk.tar" .
    rm -rf "$work/jdk"
    cat >"$work/Dockerfile" <<END
FROM $base_image
ADD jdk.tar /
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
END
    podman build -q --isolation=chroot -t "localhost/$jdk_image" "$work" >/dev/null
    rm -f "$work/jdk.tar"
    made="$made localhost/$jdk_image"
fi

# ---- build ------------------------------------------------------------------------------------
# chroot isolation and no limits of its own: this may itself run inside of a container.
say "building"
podman build -q --isolation=chroot --format docker -t "$image" -f docker/Dockerfile \
    --volume "$HOME/.m2/repository:/m2" --build-arg "MAVEN_FLAGS=-o -Dmaven.repo.local=/m2" . \
    >"$work/build.log" 2>&1 || { tail -n 30 "$work/build.log"; fail "the build"; }
say "built, $(podman image inspect "$image" --format '{{.Size}}' | awk '{ printf "%d MB", $1 / 1e6 }') with its base"

# ---- run --------------------------------------------------------------------------------------
# What an ordinary machine takes is tried first; a sandbox may forbid to raise limits, and crun does
# not run on mixed cgroups, where runc does.
runtime= limits=
if ! probe; then
    limits="--ulimit=nofile=4096:4096 --ulimit=nproc=2048:2048"
    probe || runtime=--runtime=runc
    probe || { podman $runtime run --rm $limits "$base_image" true || fail "podman cannot run a container here"; }
fi
port=$(awk 'BEGIN { srand(); print 24100 + int(rand() * 800) }')

# run ARGUMENT...: a server in a fresh container with a read-only root, listening on $port.
run() {
    podman rm -f "$container" >/dev/null 2>&1 || true
    started=$(date +%s%3N)
    podman $runtime run -d --name "$container" --network=host --read-only --tmpfs /tmp -e "REDIS_SIM_PORT=$port" \
        -v "$container:/data" $limits "$image" "$@" >/dev/null
}

await() {
    tries=0
    until podman exec "$container" healthcheck 2>/dev/null; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || fail "no answer on port $port"
        sleep 0.1
    done
}

inside() {
    podman exec "$container" "$@"
}

expect() {
    [ "$2" = "$3" ] || fail "$1: expected '$2', got '$3'"
    say "ok: $1"
}

stop() {
    podman stop -t 10 "$container" >/dev/null
    expect "exit code after podman stop" 0 "$(podman inspect "$container" --format '{{.State.ExitCode}}')"
}

run --port "$port" --maxmemory 100mb
await
say "ok: healthy $(($(date +%s%3N) - started)) ms after podman run"
expect "redis-cli PING" PONG "$(inside redis-cli -p "$port" ping)"
expect "SET" OK "$(inside redis-cli -p "$port" set key value)"
expect "GET" value "$(inside redis-cli -p "$port" get key)"
expect "an option is heeded" 104857600 "$(inside redis-cli -p "$port" config get maxmemory | tail -n 1)"
expect "protected mode is off" no "$(inside redis-cli -p "$port" config get protected-mode | tail -n 1)"
expect "not root" 999 "$(inside id -u)"
expect "/data can be written" 0 "$(inside sh -c 'touch /data/probe && echo $?')"
expect "the server is process 1" java "$(inside cat /proc/1/comm)"
inside redis-benchmark -p "$port" -n 1000 -q -t get >/dev/null || fail "redis-benchmark"
say "ok: redis-benchmark"
say "RSS $(inside awk '/VmRSS/ { printf "%d MiB", $2 / 1024 }' /proc/1/status)"
case $(podman logs "$container" 2>&1) in
    *[Ww][Aa][Rr][Nn][Ii][Nn][Gg]:*) fail "warnings in the log" ;;
esac
stop

# A configuration file, a password, and that the health check takes a demand for it as life.
mkdir "$work/conf"
printf 'port %s\nrequirepass secret\nprotected-mode yes\n' "$port" >"$work/conf/redis.conf"
chmod -R a+rX "$work"
podman rm -f "$container" >/dev/null
podman $runtime run -d --name "$container" --network=host -v "$work/conf:/conf:ro" -e "REDIS_SIM_PORT=$port" $limits \
    "$image" /conf/redis.conf >/dev/null
await
expect "a configuration file" PONG "$(inside redis-cli -p "$port" -a secret --no-auth-warning ping)"
expect "the file wins over the image's default" yes \
    "$(inside redis-cli -p "$port" -a secret --no-auth-warning config get protected-mode | tail -n 1)"
stop

expect "another program" "uid=999(redis)" "$(podman $runtime run --rm --network=host $limits "$image" id | cut -d ' ' -f 1)"
say "passed"
