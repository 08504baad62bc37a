# Shared by the launchers in this directory; source it. The caller sets
#   program  its name, for messages
#   root     the repository
# and gets the functions below. POSIX sh, few forks: this runs before every command.

min_java=17

# Sets java, java_home and java_version (its full text) and java_major; or says what is missing.
find_java() {
    java=
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && java_at "$JAVA_HOME"; then
        return
    fi
    on_path=$(command -v java || true)
    if [ -n "$on_path" ]; then
        real=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
        if java_at "${real%/bin/java}"; then
            return
        fi
    fi
    echo "$program: no JDK $min_java or newer found: JAVA_HOME is '${JAVA_HOME:-}', java on the PATH is" >&2
    echo "    '${on_path:-missing}'${java_version:+ (version $java_version)}." >&2
    echo "    Debian: apt-get install openjdk-17-jdk-headless; macOS: brew install openjdk@17." >&2
    exit 1
}

# Whether a Java that is new enough lives there; its version is in the file 'release'.
java_at() {
    java_version=
    if [ -r "$1/release" ]; then
        while IFS='=' read -r name value; do
            if [ "$name" = JAVA_VERSION ]; then
                java_version=${value#\"}
                java_version=${java_version%\"*}
            fi
        done <"$1/release"
    fi
    if [ -z "$java_version" ] && [ -x "$1/bin/java" ]; then
        java_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p')
    fi
    java_major=${java_version%%[!0-9]*}
    [ "${java_major:-0}" -ge "$min_java" ] || return 1
    java_home=$1
    java=$1/bin/java
}

# build_missing <jar> <module>: builds the module the first time, one line on standard error.
build_missing() {
    [ ! -f "$1" ] || return 0
    echo "$program: building $2, once; this takes a minute ..." >&2
    log=$root/target/build-$2.log
    mkdir -p "$root/target"
    if ! (cd "$root" && JAVA_HOME=$java_home ./mvnw -q -B -Pquick -pl "$2" -am package) >"$log" 2>&1; then
        cat "$log" >&2
        echo "$program: the build failed (above, and in $log)" >&2
        exit 1
    fi
}

# archive_flag <jar> <training arguments>: sets archive to the JVM option that shares the classes
# loaded by a training run, made once per jar and Java version; empty where that did not work.
archive_flag() {
    jar=$1
    shift
    archive_file=${jar%.jar}-$java_version.jsa
    archive=-XX:SharedArchiveFile=$archive_file
    if [ -f "$archive_file" ] && [ ! "$jar" -nt "$archive_file" ]; then
        return
    fi
    # Made beside its place and moved, so that nobody maps half an archive.
    new=$archive_file.$$
    if ! "$java" -XX:ArchiveClassesAtExit="$new" -XX:+UseSerialGC -Xlog:disable -jar "$jar" "$@" \
        </dev/null >/dev/null 2>&1 || ! mv -f "$new" "$archive_file" 2>/dev/null; then
        rm -f "$new"
        archive=
    fi
}
