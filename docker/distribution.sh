#!/bin/sh
# docker/distribution.sh FOLDER: puts there all that runs without anything else installed:
#   bin/      the launchers
#   lib/      the jars, and the start-up archives made for this very FOLDER
#   runtime/  a Java with the modules they use
# Needs the jars (mvnw package) and a JDK 25 or newer, in JAVA_HOME or on the PATH.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:?usage: docker/distribution.sh FOLDER}
[ ! -e "$folder" ] || { echo "$folder exists already" >&2; exit 1; }
tools=${JAVA_HOME:+$JAVA_HOME/bin/}

mkdir -p "$folder/bin" "$folder/lib"
cp "$root/bin/.launch.sh" "$root/bin/redis-sim-server" "$root/bin/redis-sim-cli" "$folder/bin/"
cp "$root/redis-sim-server/target/redis-sim-server.jar" "$root/redis-sim-cli/target/redis-sim-cli.jar" \
    "$root/LICENSE" "$folder/lib/"
# Copies between image layers lose parts of a second; an archive must stay newer than its jar.
touch -t 202601010000 "$folder"/bin/* "$folder"/bin/.launch.sh "$folder"/lib/*

# What the classes name, and two that are looked up: Unsafe for Netty, elliptic curves for TLS.
modules=$("${tools}jdeps" --ignore-missing-deps --print-module-deps --multi-release base \
    "$folder/lib/redis-sim-server.jar" "$folder/lib/redis-sim-cli.jar")
"${tools}jlink" --add-modules "$modules,jdk.unsupported,jdk.crypto.ec" --output "$folder/runtime" \
    --strip-java-debug-attributes --no-header-files --no-man-pages

# Netty's epoll library, where Java looks first: nothing is unpacked into /tmp, which may be read-only.
natives=$(mktemp -d)
(cd "$natives" && "${tools}jar" xf "$folder/lib/redis-sim-server.jar" META-INF/native)
cp "$natives"/META-INF/native/*_"$(uname -m | sed 's/aarch64/aarch_64/')".so "$folder/runtime/lib/"
rm -rf "$natives"

for program in redis-sim-server redis-sim-cli; do
    REDIS_SIM_ARCHIVE_ONLY=1 "$folder/bin/$program"
done
rm -f "$folder"/lib/*.log
