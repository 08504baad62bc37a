# Sourced by the programs beside it: finds a Java, builds what is missing, keeps start-up archives.
# POSIX sh with `local` and `-nt`, as dash, busybox, bash, ksh and zsh have them. Standard output is
# the program's own. Few forks: each costs a millisecond of every start.
#
# The caller sets
#   program  its name, for messages
#   root     the folder above bin/, which is one of
#            a checkout      jars in <module>/target, built when missing or older than a source
#            a distribution  jars in lib/ and a Java cut to size in runtime/, see docker/distribution.sh

min_java=17

say() {
    echo "$program: $*" >&2
}

# ---- Java -------------------------------------------------------------------------------------

# find_java [compiler]: sets java, java_home, java_major ("17") and java_version (all of it), or says
# what is missing and exits. JAVA_HOME first, then the PATH, then the newest of the usual places;
# with "compiler", one that has javac.
find_java() {
    local need=${1:-} seen= place= best= best_major=0
    if [ -x "$root/runtime/bin/java" ]; then
        java_at "$root/runtime" && return
    fi
    if [ -n "${JAVA_HOME:-}" ]; then
        java_at "$JAVA_HOME" && return
        say "JAVA_HOME, $JAVA_HOME, has no Java $min_java or newer${need:+ with javac}; looking elsewhere"
    fi
    if place=$(command -v java); then
        place=$(readlink -f "$place" 2>/dev/null || echo "$place")
        java_at "${place%/bin/java}" && return
    fi
    for place in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* \
        "${HOME:-}"/.jdks/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if java_at "$place" && [ "$java_major" -gt "$best_major" ]; then
            best=$place best_major=$java_major
        fi
    done
    if [ -n "$best" ]; then
        java_at "$best"
        return
    fi
    say "needs Java $min_java or newer${need:+ with javac, to build itself}; found${seen:- none}"
    cat >&2 <<END
    Looked at JAVA_HOME, the PATH, /usr/lib/jvm and the other usual places. To get one:
      Debian, Ubuntu   apt-get install openjdk-17-jdk-headless
      Fedora, RHEL     dnf install java-21-openjdk-devel
      macOS            brew install openjdk
    or unpack a JDK anywhere and set JAVA_HOME to its folder.
END
    exit 1
}

# java_at <home>: whether a Java that will do lives there. The file "release" says which one at
# once; asking the Java itself costs 50 ms and is left for where there is no such file.
java_at() {
    local name value
    java_home=$1 java=$1/bin/java java_version=
    [ -x "$java" ] || return 1
    if [ -r "$1/release" ]; then
        while IFS='=' read -r name value; do
            case $name in
                JAVA_RUNTIME_VERSION) java_version=${value#\"} && break ;;
                JAVA_VERSION) java_version=${value#\"} ;;
            esac
        done <"$1/release"
        java_version=${java_version%\"*}
    fi
    if [ -z "$java_version" ]; then
        java_version=$("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p')
    fi
    java_major=${java_version#1.}
    java_major=${java_major%%[!0-9]*}
    case " $seen " in
        *" $1 "*) ;;
        *) seen="$seen $1 ($java_version)" ;;
    esac
    [ "${java_major:-0}" -ge "$min_java" ] || return 1
    [ -z "$need" ] || [ -x "$1/bin/javac" ]
}

# ---- the jar ----------------------------------------------------------------------------------

# find_jar <module>: sets jar; in a checkout, builds it where it is missing or older than a source.
# With REDIS_SIM_NO_BUILD set, what is there is started as it is.
find_jar() {
    jar=$root/lib/$1.jar
    [ ! -f "$jar" ] || return 0
    jar=$root/$1/target/$1.jar
    if [ -n "${REDIS_SIM_NO_BUILD:-}" ] && [ -f "$jar" ]; then
        return 0
    fi
    is_current "$1" || build "$1"
}

is_current() {
    [ -f "$jar" ] && [ -z "$(find "$root/pom.xml" "$root/$1/pom.xml" "$root/$1/src/main" \
        "$root/redis-sim-core/pom.xml" "$root/redis-sim-core/src/main" -newer "$jar" -type f -print -quit)" ]
}

build() {
    local log=$root/target/launch-build.log lock=$root/target/launch-build.lock start=
    find_java compiler
    mkdir -p "$root/target"
    while ! take_lock "$lock" 15; do
        [ -n "$start" ] || say "waiting for a build that another start began ..."
        start=waited
        sleep 1
    done
    if is_current "$1"; then
        rmdir "$lock"
        return 0
    fi
    say "building $1, once; this takes up to a minute, and longer when its libraries must be fetched ..."
    start=$(date +%s)
    if ! holding "$lock" maven -q -B -Dstyle.color=never -Pquick,unchecked -pl "$1" -am package >"$log" 2>&1 \
        || [ ! -f "$jar" ]; then
        head -n 15 "$log" >&2
        say "the build failed, see above and $log"
        exit 1
    fi
    touch "$jar"
    say "built in $(($(date +%s) - start)) s"
}

maven() {
    cd "$root"
    JAVA_HOME=$java_home exec ./mvnw "$@"
}

# take_lock <folder> <minutes>: only one can make the folder; one left behind counts that long.
take_lock() {
    mkdir "$1" 2>/dev/null && return
    [ -n "$(find "$1" -prune -mmin "+$2" 2>/dev/null)" ] && rmdir "$1" 2>/dev/null && mkdir "$1" 2>/dev/null
}

# holding <lock> <command>...: runs it and gives the lock back, also when told to end meanwhile.
holding() {
    local lock=$1 child code=0
    shift
    "$@" </dev/null &
    child=$!
    trap 'kill $child; rmdir "$lock"; exit 143' HUP INT TERM
    wait $child || code=$?
    trap - HUP INT TERM
    rmdir "$lock"
    return $code
}

# ---- starting fast ----------------------------------------------------------------------------

# flags_for_java: sets flags to what every program of ours runs with on the Java that was found.
flags_for_java() {
    # The counters of jps and jstat live in a file in /tmp, and writing it back stalls the JVM.
    # Why an archive cannot be used, after other options for instance, is not for the user.
    local quiet=all=error,cds*=off
    [ "$java_major" -lt 25 ] || quiet=$quiet,aot*=off
    flags="-XX:-UsePerfData -Xlog:disable -Xlog:$quiet:stderr"
    case ${REDIS_SIM_JAVA_OPTS:-} in
        *-XX:+Use*GC*) ;;
        *) flags="$flags -XX:+UseSerialGC" ;;
    esac
    if [ "$java_major" -ge 25 ]; then
        flags="$flags -XX:+UseCompactObjectHeaders"
        # Without it Netty frees buffers through a foreign linker, which costs 100 ms at the start.
        [ "$java_major" -gt 26 ] || flags="$flags --sun-misc-unsafe-memory-access=allow"
    fi
}

# find_archive <java arguments of a training run>: sets archive to the flag for a fast start, or to
# nothing. On Java 25 it names an AOT cache (classes, linked), before that a CDS archive (classes),
# recorded once per jar and Java under the same flags and kept beside the jar. Never a
# reason to fail: where it cannot be had an empty file says so, and the program starts without.
# With REDIS_SIM_ARCHIVE_ONLY set, that is all that happens.
find_archive() {
    archive=${jar%.jar}-$java_version
    if [ "$java_major" -ge 25 ]; then
        archive=$archive.aot
    else
        archive=$archive.jsa
    fi
    if [ ! "$archive" -nt "$jar" ] || [ "$root/bin/.launch.sh" -nt "$archive" ]; then
        record "$archive" "$@"
    fi
    [ -z "${REDIS_SIM_ARCHIVE_ONLY:-}" ] || exit 0
    if [ ! -s "$archive" ]; then
        archive=
    elif [ "$java_major" -ge 25 ]; then
        archive=-XX:AOTCache=$archive
    else
        archive=-XX:SharedArchiveFile=$archive
    fi
}

record() {
    local file=$1 lock=$1.lock part=$1.$$
    shift
    if [ ! -w "${file%/*}" ] || ! take_lock "$lock" 2; then
        return 0
    fi
    say "preparing fast starts, once ..."
    # Without profiles: those of so short a run mislead, and start the optimizing compiler at once,
    # which is 30 ms of the start on one core.
    if [ "$java_major" -ge 25 ]; then
        set -- -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining "-XX:AOTCacheOutput=$part" "$@"
    else
        set -- "-XX:ArchiveClassesAtExit=$part" "$@"
    fi
    # Written beside its place and moved, so that nobody maps half an archive.
    holding "$lock" "$java" $flags "$@" >"${jar%.jar}-archive.log" 2>&1 || rm -f "$part"
    [ -s "$part" ] || : >"$part"
    mv -f "$part" "$file"
    rm -f "$part".*
}
