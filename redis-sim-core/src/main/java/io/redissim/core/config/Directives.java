package io.redissim.core.config;

import static io.redissim.core.config.Flag.DEBUG;
import static io.redissim.core.config.Flag.DENY_LOADING;
import static io.redissim.core.config.Flag.HIDDEN;
import static io.redissim.core.config.Flag.IMMUTABLE;
import static io.redissim.core.config.Flag.MULTI_ARG;
import static io.redissim.core.config.Flag.PROTECTED;
import static io.redissim.core.config.Flag.SENSITIVE;
import static io.redissim.core.config.Flag.VOLATILE;
import static io.redissim.core.config.Support.HARMLESS;
import static io.redissim.core.config.Support.REFUSED;
import static io.redissim.core.config.Support.WARNED;
import static io.redissim.core.config.Support.WORKING;

import io.redissim.core.config.ChoiceType.Choice;
import io.redissim.core.config.NumberType.Unit;
import io.redissim.core.config.WordsType.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Every directive of Redis 7.2 and Valkey 8.0.1 that has a value, under the names of both. Where
 * the two differ in a default, Redis' is taken. Directives without a value ({@code include}, {@code
 * user} ...) are read by {@link ConfigLoader}.
 *
 * <p>This table is also the one place that says how far a directive is honoured; a feature that
 * arrives changes its {@link Support} here. The switch that turns a missing feature on is refused,
 * the knobs of that feature are harmless. Bounds and texts: Valkey {@code config.c:static_configs}.
 */
final class Directives {
  private static final long INT = Integer.MAX_VALUE;
  private static final long INT_MIN = Integer.MIN_VALUE;
  private static final long UINT = 0xffffffffL;
  private static final long LONG = Long.MAX_VALUE;
  private static final long ULONG = -1;
  private static final long MB = 1L << 20;

  private static final List<Directive<?>> TABLE = build();

  private final List<Draft<?>> drafts = new ArrayList<>();

  private Directives() {}

  static List<Directive<?>> table() {
    return TABLE;
  }

  private static List<Directive<?>> build() {
    Directives table = new Directives();
    table.network();
    table.general();
    table.tls();
    table.memory();
    table.dataTypes();
    table.persistence();
    table.replication();
    table.cluster();
    table.observation();
    table.operatingSystem();
    List<Directive<?>> directives = new ArrayList<>();
    for (Draft<?> draft : table.drafts) {
      directives.add(draft.build(directives.size()));
    }
    return List.copyOf(directives);
  }

  private void network() {
    words("bind", List.of("*", "-::*"), Kind.ADDRESSES, WORKING, MULTI_ARG);
    number("port", 6379, 0, 65535, WORKING);
    flag("protected-mode", true, WORKING);
    number("tcp-backlog", 511, 0, INT, WORKING, IMMUTABLE);
    number("tcp-keepalive", 300, 0, INT, WORKING);
    number("timeout", 0, 0, INT, WORKING);
    optional("unixsocket", WORKING, IMMUTABLE);
    unsigned("unixsocketperm", 0, 0, 0777, Unit.OCTAL, WORKING, IMMUTABLE);
    optional("unixsocketgroup", WORKING, IMMUTABLE);
    optional("bind-source-addr", HARMLESS).because("for links to other servers");
    unsigned("socket-mark-id", 0, 0, UINT, Unit.PLAIN, REFUSED, IMMUTABLE);
    unsigned("maxclients", 10000, 1, UINT, Unit.PLAIN, WORKING);
    unsigned("max-new-connections-per-cycle", 10, 1, 1000, Unit.PLAIN, HARMLESS);
    unsigned("max-new-tls-connections-per-cycle", 1, 1, 1000, Unit.PLAIN, HARMLESS);
    memory("proto-max-bulk-len", 512 * MB, MB, LONG, WORKING, DEBUG);
    unsigned("client-query-buffer-limit", 1024 * MB, MB, LONG, Unit.MEMORY, WORKING, DEBUG);
    special("client-output-buffer-limit", new OutputBufferLimits.Type(), WORKING, MULTI_ARG);
    unsigned("client-default-resp", 2, 2, 3, Unit.PLAIN, REFUSED, IMMUTABLE, HIDDEN);
    number("io-threads", 1, 1, 128, WORKING, DEBUG, IMMUTABLE);
    flag("io-threads-do-reads", false, HARMLESS, DEBUG, IMMUTABLE);
    number("events-per-io-thread", 2, 0, INT, HARMLESS);
    number("prefetch-batch-max-size", 16, 0, 128, HARMLESS);
  }

  private void general() {
    number("databases", 16, 1, INT, WORKING, IMMUTABLE);
    special("dir", new DirectoryType(), WORKING, PROTECTED, DENY_LOADING);
    optional("requirepass", WORKING, SENSITIVE);
    text("aclfile", "", REFUSED, IMMUTABLE);
    choice("acl-pubsub-default", "resetchannels", HARMLESS, "allchannels", "resetchannels");
    choice("enable-protected-configs", "no", WORKING, "no", "yes", "local").with(IMMUTABLE);
    choice("enable-debug-command", "no", WORKING, "no", "yes", "local").with(IMMUTABLE);
    choice("enable-module-command", "no", HARMLESS, "no", "yes", "local").with(IMMUTABLE);
    special("notify-keyspace-events", new EventClassesType(""), WORKING);
    unsigned("tracking-table-max-keys", 1_000_000, 0, LONG, Unit.PLAIN, HARMLESS);
    number("busy-reply-threshold|lua-time-limit", 5000, 0, LONG, HARMLESS);
    NumberType hertz = new NumberType(10L, 0, INT, Unit.PLAIN, false);
    special("hz", new CappedType(hertz, 1, 500), HARMLESS);
    flag("dynamic-hz", true, HARMLESS);
    flag("activerehashing", true, HARMLESS);
    number("active-expire-effort", 1, 1, 10, HARMLESS).because("keys are expired on time anyway");
    flag("lazyfree-lazy-eviction", true, HARMLESS, DEBUG);
    flag("lazyfree-lazy-expire", true, WORKING, DEBUG);
    flag("lazyfree-lazy-server-del", true, WORKING, DEBUG);
    flag("lazyfree-lazy-user-del", true, HARMLESS, DEBUG);
    flag("lazyfree-lazy-user-flush", true, HARMLESS, DEBUG);
    flag("extended-redis-compatibility", false, HARMLESS);
    flag("lua-enable-deprecated-api", false, HARMLESS, IMMUTABLE, HIDDEN);
    text("locale-collate", "", HARMLESS).because("for SORT ALPHA");
    text("availability-zone", "", HARMLESS);
    signals("shutdown-on-sigint");
    signals("shutdown-on-sigterm");
    number("shutdown-timeout", 10, 0, INT, HARMLESS).because("for replicas to catch up");
  }

  private void tls() {
    number("tls-port", 0, 0, 65535, REFUSED);
    flag("tls-cluster", false, REFUSED);
    flag("tls-replication", false, REFUSED);
    choice("tls-auth-clients", "yes", HARMLESS, "no", "yes", "optional");
    optional("tls-cert-file", HARMLESS, VOLATILE);
    optional("tls-key-file", HARMLESS, VOLATILE);
    optional("tls-key-file-pass", HARMLESS, SENSITIVE);
    optional("tls-client-cert-file", HARMLESS, VOLATILE);
    optional("tls-client-key-file", HARMLESS, VOLATILE);
    optional("tls-client-key-file-pass", HARMLESS, SENSITIVE);
    optional("tls-dh-params-file", HARMLESS, VOLATILE);
    optional("tls-ca-cert-file", HARMLESS, VOLATILE);
    optional("tls-ca-cert-dir", HARMLESS, VOLATILE);
    optional("tls-protocols", HARMLESS);
    optional("tls-ciphers", HARMLESS);
    optional("tls-ciphersuites", HARMLESS);
    flag("tls-prefer-server-ciphers", false, HARMLESS);
    flag("tls-session-caching", true, HARMLESS);
    number("tls-session-cache-size", 20480, 0, INT, HARMLESS);
    number("tls-session-cache-timeout", 300, 0, INT, HARMLESS);
  }

  private void memory() {
    unsigned("maxmemory", 0, 0, ULONG, Unit.MEMORY, WORKING);
    choice(
            "maxmemory-policy",
            "noeviction",
            WARNED,
            "volatile-lru",
            "volatile-lfu",
            "volatile-random",
            "volatile-ttl",
            "allkeys-lru",
            "allkeys-lfu",
            "allkeys-random",
            "noeviction")
        .because("no key is evicted");
    number("maxmemory-samples", 5, 1, 64, HARMLESS);
    number("maxmemory-eviction-tenacity", 10, 0, 100, HARMLESS);
    special(
            "maxmemory-clients",
            new NumberType(0L, -100, LONG, Unit.MEMORY_OR_PERCENT, false),
            WARNED)
        .because("no client is evicted");
    number("lfu-log-factor", 10, 0, INT, WORKING);
    number("lfu-decay-time", 1, 0, INT, WORKING);
    flag("activedefrag", false, HARMLESS, DEBUG).because("the store compacts itself");
    unsigned("active-defrag-ignore-bytes", 100 * MB, 1, LONG, Unit.MEMORY, HARMLESS);
    number("active-defrag-threshold-lower", 10, 0, 1000, HARMLESS);
    number("active-defrag-threshold-upper", 100, 0, 1000, HARMLESS);
    number("active-defrag-cycle-min", 1, 1, 99, HARMLESS);
    number("active-defrag-cycle-max", 25, 1, 99, HARMLESS);
    unsigned("active-defrag-max-scan-fields", 1000, 1, LONG, Unit.PLAIN, HARMLESS);
    flag("jemalloc-bg-thread", true, HARMLESS);
  }

  /** Their types are not there yet, so neither is anything these numbers could change. */
  private void dataTypes() {
    entries("hash-max-listpack-entries|hash-max-ziplist-entries", 512, WORKING);
    bytes("hash-max-listpack-value|hash-max-ziplist-value", 64, WORKING);
    number("list-max-listpack-size|list-max-ziplist-size", -2, INT_MIN, INT, WORKING);
    number("list-compress-depth", 0, 0, INT, HARMLESS, DEBUG)
        .because("lists are never compressed in memory");
    entries("set-max-intset-entries", 512, WORKING);
    entries("set-max-listpack-entries", 128, WORKING);
    entries("set-max-listpack-value", 64, WORKING);
    entries("zset-max-listpack-entries|zset-max-ziplist-entries", 128, WORKING);
    bytes("zset-max-listpack-value|zset-max-ziplist-value", 64, WORKING);
    bytes("hll-sparse-max-bytes", 3000, WORKING);
    bytes("stream-node-max-bytes", 4096, WORKING);
    number("stream-node-max-entries", 100, 0, LONG, WORKING);
  }

  private void persistence() {
    // Redis: 3600 1 300 100 60 10000. Ours is what is true: nothing is saved by itself.
    special("save", new SavePoint.Type(List.of()), WARNED, MULTI_ARG)
        .because("no snapshot is written");
    fileName("dbfilename", "dump.rdb", "filename", PROTECTED);
    flag("rdbcompression", true, WORKING);
    flag("rdbchecksum", true, HARMLESS, IMMUTABLE);
    flag("rdb-del-sync-files", false, HARMLESS);
    flag("rdb-save-incremental-fsync", true, HARMLESS);
    number("rdb-key-save-delay", 0, INT_MIN, INT, HARMLESS, HIDDEN);
    number("key-load-delay", 0, INT_MIN, INT, HARMLESS, HIDDEN);
    number("loading-process-events-interval-bytes", 2 * MB, 1024, INT, HARMLESS, HIDDEN);
    flag("stop-writes-on-bgsave-error", true, HARMLESS);
    choice("sanitize-dump-payload", "no", HARMLESS, "no", "yes", "clients")
        .with(DEBUG)
        .because("payloads are always checked");
    flag("appendonly", false, REFUSED, DENY_LOADING);
    fileName("appendfilename", "appendonly.aof", "filename", IMMUTABLE);
    fileName("appenddirname", "appendonlydir", "dirname", IMMUTABLE);
    choice("appendfsync", "everysec", HARMLESS, "everysec", "always", "no");
    flag("no-appendfsync-on-rewrite", false, HARMLESS);
    number("auto-aof-rewrite-percentage", 100, 0, INT, HARMLESS);
    memory("auto-aof-rewrite-min-size", 64 * MB, 0, LONG, HARMLESS);
    flag("aof-load-truncated", true, HARMLESS);
    flag("aof-use-rdb-preamble", true, HARMLESS);
    flag("aof-timestamp-enabled", false, HARMLESS);
    flag("aof-rewrite-incremental-fsync", true, HARMLESS);
    flag("aof-disable-auto-gc", false, HARMLESS, HIDDEN);
    choice(
        "propagation-error-behavior", "ignore", HARMLESS, "ignore", "panic", "panic-on-replicas");
  }

  private void replication() {
    words("replicaof|slaveof", List.of(), Kind.MASTER, REFUSED, IMMUTABLE, MULTI_ARG);
    optional("masteruser|primaryuser", HARMLESS, SENSITIVE);
    optional("masterauth|primaryauth", HARMLESS, SENSITIVE);
    flag("replica-serve-stale-data|slave-serve-stale-data", true, HARMLESS);
    flag("replica-read-only|slave-read-only", true, HARMLESS, DEBUG);
    flag("replica-lazy-flush|slave-lazy-flush", false, HARMLESS);
    flag("replica-ignore-maxmemory|slave-ignore-maxmemory", true, HARMLESS);
    flag("replica-ignore-disk-write-errors", false, HARMLESS);
    number("replica-priority|slave-priority", 100, 0, INT, HARMLESS);
    flag("replica-announced", true, HARMLESS);
    optional("replica-announce-ip|slave-announce-ip", HARMLESS);
    number("replica-announce-port|slave-announce-port", 0, 0, 65535, HARMLESS);
    number("min-replicas-to-write|min-slaves-to-write", 0, 0, INT, REFUSED);
    number("min-replicas-max-lag|min-slaves-max-lag", 10, 0, INT, HARMLESS);
    NumberType backlog = new NumberType(MB, 1, LONG, Unit.MEMORY, false);
    special("repl-backlog-size", new CappedType(backlog, 16384, LONG), HARMLESS);
    number("repl-backlog-ttl", 3600, 0, LONG, HARMLESS);
    number("repl-timeout", 60, 1, INT, WORKING);
    number("repl-ping-replica-period|repl-ping-slave-period", 10, 1, INT, WORKING);
    flag("repl-disable-tcp-nodelay", false, HARMLESS);
    flag("repl-diskless-sync", true, HARMLESS, DEBUG);
    number("repl-diskless-sync-delay", 5, 0, INT, HARMLESS);
    number("repl-diskless-sync-max-replicas", 0, 0, INT, HARMLESS);
    choice("repl-diskless-load", "disabled", HARMLESS, "disabled", "on-empty-db", "swapdb")
        .with(DEBUG, DENY_LOADING);
    flag("dual-channel-replication-enabled", false, HARMLESS, DEBUG);
  }

  private void cluster() {
    flag("cluster-enabled", false, REFUSED, IMMUTABLE);
    number("cluster-port", 0, 0, 65535, HARMLESS, IMMUTABLE);
    text("cluster-config-file", "nodes.conf", TextChecks::clusterConfigFile, HARMLESS, IMMUTABLE);
    number("cluster-node-timeout", 15000, 0, LONG, HARMLESS);
    number("cluster-ping-interval", 0, 0, LONG, HARMLESS, HIDDEN);
    unsigned("cluster-blacklist-ttl", 60, 0, ULONG, Unit.PLAIN, HARMLESS);
    number("cluster-migration-barrier", 1, 0, INT, HARMLESS);
    flag("cluster-allow-replica-migration", true, HARMLESS);
    number("cluster-replica-validity-factor|cluster-slave-validity-factor", 10, 0, INT, HARMLESS);
    flag("cluster-replica-no-failover|cluster-slave-no-failover", false, HARMLESS);
    flag("cluster-require-full-coverage", true, HARMLESS);
    flag("cluster-allow-reads-when-down", false, HARMLESS);
    flag("cluster-allow-pubsubshard-when-down", true, HARMLESS);
    flag("cluster-slot-stats-enabled", false, HARMLESS);
    unsigned("cluster-link-sendbuf-limit", 0, 0, ULONG, Unit.MEMORY, HARMLESS);
    optional("cluster-announce-ip", HARMLESS);
    optional("cluster-announce-client-ipv4", TextChecks::ipv4, HARMLESS);
    optional("cluster-announce-client-ipv6", TextChecks::ipv6, HARMLESS);
    number("cluster-announce-port", 0, 0, 65535, HARMLESS);
    number("cluster-announce-tls-port", 0, 0, 65535, HARMLESS);
    number("cluster-announce-bus-port", 0, 0, 65535, HARMLESS);
    optional("cluster-announce-hostname", TextChecks::hostname, HARMLESS);
    optional("cluster-announce-human-nodename", TextChecks::nodeName, HARMLESS);
    choice("cluster-preferred-endpoint-type", "ip", HARMLESS, "ip", "hostname", "unknown-endpoint");
  }

  private void observation() {
    choice("loglevel", "notice", WORKING, "debug", "verbose", "notice", "warning", "nothing");
    text("logfile", "", WORKING, IMMUTABLE);
    flag("syslog-enabled", false, REFUSED, IMMUTABLE);
    text("syslog-ident", "redis", HARMLESS, IMMUTABLE);
    choice(
            "syslog-facility",
            "local0",
            HARMLESS,
            "user",
            "local0",
            "local1",
            "local2",
            "local3",
            "local4",
            "local5",
            "local6",
            "local7")
        .with(IMMUTABLE);
    flag("always-show-logo", false, WORKING, IMMUTABLE);
    flag("hide-user-data-from-log", true, HARMLESS).because("it is never logged");
    number("slowlog-log-slower-than|commandlog-execution-slower-than", 10000, -1, LONG, WORKING);
    unsigned(
        "slowlog-max-len|commandlog-slow-execution-max-len", 128, 0, LONG, Unit.PLAIN, WORKING);
    number("commandlog-request-larger-than", 1024 * 1024, -1, LONG, WORKING);
    unsigned("commandlog-large-request-max-len", 128, 0, LONG, Unit.PLAIN, WORKING);
    number("commandlog-reply-larger-than", 1024 * 1024, -1, LONG, WORKING);
    unsigned("commandlog-large-reply-max-len", 128, 0, LONG, Unit.PLAIN, WORKING);
    number("latency-monitor-threshold", 0, 0, LONG, WORKING);
    flag("latency-tracking", true, WORKING);
    words(
        "latency-tracking-info-percentiles",
        List.of("50", "99", "99.9"),
        Kind.PERCENTILES,
        WORKING,
        MULTI_ARG);
    unsigned("acllog-max-len", 128, 0, LONG, Unit.PLAIN, HARMLESS);
    flag("crash-log-enabled", true, HARMLESS);
    flag("crash-memcheck-enabled", true, HARMLESS);
    flag("use-exit-on-panic", false, HARMLESS, HIDDEN);
    flag("enable-debug-assert", false, HARMLESS, IMMUTABLE, HIDDEN);
    number("watchdog-period", 0, 0, INT, HARMLESS, HIDDEN);
    text("debug-context", "", HARMLESS, DEBUG, HIDDEN);
    text("ignore-warnings", "", HARMLESS);
  }

  private void operatingSystem() {
    flag("daemonize", false, REFUSED, IMMUTABLE);
    choice("supervised", "no", REFUSED, "upstart", "systemd", "auto", "no")
        .with(IMMUTABLE)
        .accepting("auto");
    optional("pidfile", WORKING, IMMUTABLE);
    flag("set-proc-title", true, HARMLESS, IMMUTABLE);
    String title = "{title} {listen-addr} {server-mode}";
    text("proc-title-template", title, TextChecks::procTitle, HARMLESS);
    List<Choice> scores =
        List.of(
            new Choice("no", 0),
            new Choice("yes", 1),
            new Choice("relative", 1),
            new Choice("absolute", 2));
    special("oom-score-adj", new ChoiceType(scores, 0, false, ChoiceType.Check.NONE), WARNED)
        .because("the kernel's choice is not changed");
    words("oom-score-adj-values", List.of("0", "200", "800"), Kind.OOM_SCORES, HARMLESS, MULTI_ARG);
    flag("disable-thp", true, HARMLESS, IMMUTABLE);
    optional("server_cpulist|server-cpulist", HARMLESS, IMMUTABLE);
    optional("bio_cpulist|bio-cpulist", HARMLESS, IMMUTABLE);
    optional("aof_rewrite_cpulist|aof-rewrite-cpulist", HARMLESS, IMMUTABLE);
    optional("bgsave_cpulist|bgsave-cpulist", HARMLESS, IMMUTABLE);
  }

  // How a directive is declared. Names are separated by '|', the one that is written first.

  private Draft<Boolean> flag(String names, boolean value, Support support, Flag... flags) {
    return special(names, new FlagType(value), support, flags);
  }

  private Draft<Long> number(
      String names, long value, long lowest, long highest, Support support, Flag... flags) {
    return special(
        names, new NumberType(value, lowest, highest, Unit.PLAIN, false), support, flags);
  }

  private Draft<Long> memory(
      String names, long value, long lowest, long highest, Support support, Flag... flags) {
    return special(
        names, new NumberType(value, lowest, highest, Unit.MEMORY, false), support, flags);
  }

  private Draft<Long> unsigned(
      String names,
      long value,
      long lowest,
      long highest,
      Unit unit,
      Support support,
      Flag... flags) {
    return special(names, new NumberType(value, lowest, highest, unit, true), support, flags);
  }

  /** A threshold of an encoding: any count. */
  private void entries(String names, long value, Support support) {
    unsigned(names, value, 0, LONG, Unit.PLAIN, support);
  }

  /** A threshold of an encoding: any number of bytes. */
  private void bytes(String names, long value, Support support) {
    unsigned(names, value, 0, LONG, Unit.MEMORY, support);
  }

  private Draft<String> text(String names, String value, Support support, Flag... flags) {
    return special(names, new TextType(value, false, TextType.Check.NONE), support, flags);
  }

  /** A text that is not set by default, and again not set when it is set to nothing. */
  private Draft<String> optional(String names, Support support, Flag... flags) {
    return special(names, new TextType("", true, TextType.Check.NONE), support, flags);
  }

  private void text(
      String names, String value, TextType.Check check, Support support, Flag... flags) {
    special(names, new TextType(value, false, check), support, flags);
  }

  private void optional(String names, TextType.Check check, Support support) {
    special(names, new TextType("", true, check), support);
  }

  /** The name of a file or directory, without a path. */
  private void fileName(String name, String value, String what, Flag flag) {
    text(name, value, TextChecks.baseName(name, what), HARMLESS, flag);
  }

  private Draft<Integer> choice(String names, String value, Support support, String... words) {
    List<Choice> choices = new ArrayList<>();
    for (String word : words) {
      choices.add(new Choice(word, choices.size()));
    }
    int index = List.of(words).indexOf(value);
    return special(names, new ChoiceType(choices, index, false, ChoiceType.Check.NONE), support);
  }

  private void words(String names, List<String> value, Kind kind, Support support, Flag... flags) {
    special(names, new WordsType(value, kind), support, flags);
  }

  private void signals(String name) {
    List<Choice> choices =
        List.of(
            new Choice("default", 0),
            new Choice("save", 2),
            new Choice("nosave", 1),
            new Choice("now", 4),
            new Choice("force", 8));
    ChoiceType.Check check =
        value -> {
          if ((value & 3) == 3) {
            throw new ConfigRefusal(
                "shutdown options SAVE and NOSAVE can't be used simultaneously");
          }
        };
    special(name, new ChoiceType(choices, 0, true, check), HARMLESS, MULTI_ARG)
        .because("there is nothing to save");
  }

  private <V> Draft<V> special(String names, ValueType<V> type, Support support, Flag... flags) {
    Draft<V> draft = new Draft<>(names, type, support, flags);
    drafts.add(draft);
    return draft;
  }

  /** A directive that is still being declared. */
  private static final class Draft<V> {
    private final List<String> names;
    private final Support support;
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private final ValueType<V> type;
    private Set<String> accepted = Set.of();
    private String note = "";

    Draft(String names, ValueType<V> type, Support support, Flag... flags) {
      this.names = List.of(names.split("\\|"));
      this.type = type;
      this.support = support;
      this.flags.addAll(List.of(flags));
    }

    Draft<V> with(Flag... more) {
      flags.addAll(List.of(more));
      return this;
    }

    /** A value that is fine although the directive is refused. */
    Draft<V> accepting(String shown) {
      accepted = Set.of(shown);
      return this;
    }

    /** Why it is harmless, or what the warning says. */
    Draft<V> because(String why) {
      note = why;
      return this;
    }

    Directive<V> build(int index) {
      return new Directive<>(index, names, type, flags, support, accepted, note);
    }
  }
}
