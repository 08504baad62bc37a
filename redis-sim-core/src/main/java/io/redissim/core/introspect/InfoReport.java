package io.redissim.core.introspect;

import io.redissim.core.client.Client;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandStatistics;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.LatencyHistogram;
import io.redissim.core.keyspace.Database;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * The sections of INFO. A field is here if its value is true: of what the server lacks, only those
 * fields that tools look for and that say so. Source: Valkey {@code server.c:genValkeyInfoString}.
 */
final class InfoReport {
  /** One section: the names under which it is asked for, and whether it needs asking. */
  private record Section(List<String> names, boolean byDefault, Consumer<InfoText> writer) {}

  private static final String[] NONE = {};
  private static final String NO_REPLICATION_ID = "0".repeat(40);

  private final ServerView server;
  private final List<Section> sections;

  InfoReport(ServerView server) {
    this.server = server;
    sections =
        List.of(
            new Section(List.of("server"), true, this::server),
            new Section(List.of("clients"), true, this::clients),
            new Section(List.of("memory"), true, this::memory),
            new Section(List.of("persistence"), true, this::persistence),
            new Section(List.of("stats"), true, this::stats),
            new Section(List.of("replication"), true, this::replication),
            new Section(List.of("cpu"), true, this::cpu),
            new Section(List.of("module_list", "modules"), true, text -> text.section("Modules")),
            new Section(List.of("commandstats"), false, this::commandStats),
            new Section(List.of("errorstats"), true, this::errorStats),
            new Section(List.of("latencystats"), false, this::latencyStats),
            new Section(List.of("cluster"), true, this::cluster),
            new Section(List.of("keyspace"), true, this::keyspace));
  }

  /** {@code asked}: lower case; none: the default ones. Unknown names are passed over. */
  String text(Set<String> asked) {
    boolean all = asked.contains("all") || asked.contains("everything");
    boolean defaults = asked.isEmpty() || asked.contains("default");
    InfoText text = new InfoText();
    for (Section section : sections) {
      if (all
          || (defaults && section.byDefault())
          || section.names().stream().anyMatch(asked::contains)) {
        section.writer().accept(text);
      }
    }
    if (asked.contains("keysizes")) { // looks at every key
      keySizes(text);
    }
    if (asked.contains("debug")) { // not among all
      debug(text);
    }
    return text.toString();
  }

  private void server(InfoText text) {
    Host host = server.host().get();
    long nowMicros = server.clock().micros();
    long upSeconds = (Math.floorDiv(nowMicros, 1000L) - server.startedMillis()) / 1000;
    text.section("Server");
    text.field("redis_version", ServerVersion.REDIS);
    text.field("server_name", "redis-sim");
    text.field("redis_sim_version", ServerVersion.REDIS_SIM);
    text.field("redis_git_sha1", "00000000"); // as Redis where it is not built from a checkout
    text.field("redis_git_dirty", 0);
    text.field("redis_mode", "standalone");
    text.field("os", host.operatingSystem());
    text.field("arch_bits", 64);
    text.field("java_version", host.javaVersion());
    text.field("multiplexing_api", host.multiplexing());
    text.field("process_id", host.processId());
    text.field("process_supervised", "no");
    text.field("run_id", host.runId());
    text.field("tcp_port", host.port());
    text.field("server_time_usec", nowMicros);
    text.field("uptime_in_seconds", upSeconds);
    text.field("uptime_in_days", upSeconds / (24 * 3600));
    text.field("hz", server.parameter("hz"));
    text.field("configured_hz", server.parameter("hz"));
    text.field("lru_clock", Math.floorDiv(nowMicros, 1_000_000L) & 0xffffff);
    text.field("executable", host.executable());
    text.field("config_file", host.configFile());
    text.field("io_threads_active", server.parameter("io-threads").equals("1") ? 0 : 1);
    text.field("availability_zone", server.parameter("availability-zone"));
    int number = 0;
    for (String listener : host.listeners()) {
      text.field("listener" + number++, listener);
    }
  }

  private void clients(InfoText text) {
    long maxIn = 0;
    long maxOut = 0;
    for (var client : server.clients().all()) {
      maxIn = Math.max(maxIn, client.transport().queryBufferBytes());
      maxOut = Math.max(maxOut, client.transport().outputBufferBytes());
    }
    text.section("Clients");
    int replicas = server.replication().get().replicas().size();
    text.field("connected_clients", server.clients().count() - replicas);
    text.field("cluster_connections", 0);
    text.field("maxclients", server.parameter("maxclients"));
    text.field("client_recent_max_input_buffer", maxIn);
    text.field("client_recent_max_output_buffer", maxOut);
    long waiting = server.clients().all().stream().filter(Client::waiting).count();
    text.field("blocked_clients", waiting);
    text.field("tracking_clients", 0);
    text.field("pubsub_clients", server.subscriptions().get().clients());
    ServerView.Waiting keys = server.waiting();
    text.field("watching_clients", keys.watchers().getAsInt());
    text.field("clients_in_timeout_table", keys.withDeadline().getAsInt());
    text.field("total_watched_keys", keys.watchedKeys().getAsInt());
    text.field("total_blocking_keys", keys.keys().getAsInt());
    text.field("total_blocking_keys_on_nokey", keys.keysWokenWhenGone().getAsInt());
  }

  private void memory(InfoText text) {
    MemoryFigures memory = MemoryFigures.of(server);
    text.section("Memory");
    text.bytes("used_memory", memory.used());
    text.bytes("used_memory_rss", memory.resident());
    text.bytes("used_memory_peak", memory.peak());
    text.field("used_memory_peak_perc", percent(memory.peakPercent()));
    text.field("used_memory_overhead", memory.overhead());
    text.field("used_memory_startup", 0);
    text.field("used_memory_dataset", memory.dataset());
    text.field("used_memory_dataset_perc", percent(memory.datasetPercent()));
    text.field("allocator_allocated", memory.used());
    text.field("allocator_active", memory.reserved());
    text.field("allocator_resident", memory.heap());
    text.field("allocator_muzzy", 0);
    text.bytes("total_system_memory", server.host().get().machineBytes());
    scripts(text);
    text.bytes("maxmemory", Long.parseLong(server.parameter("maxmemory")));
    text.field("maxmemory_policy", server.parameter("maxmemory-policy"));
    text.field("allocator_frag_ratio", memory.storeRatio());
    text.field("allocator_frag_bytes", memory.reserved() - memory.used());
    text.field("allocator_rss_ratio", memory.heapRatio());
    text.field("allocator_rss_bytes", memory.heap() - memory.reserved());
    text.field("rss_overhead_ratio", memory.processRatio());
    text.field("rss_overhead_bytes", memory.resident() - memory.heap());
    text.field("mem_fragmentation_ratio", memory.totalRatio());
    text.field("mem_fragmentation_bytes", memory.resident() - memory.used());
    text.field("mem_not_counted_for_evict", memory.clients());
    text.field("mem_replication_backlog", 0);
    text.field("mem_total_replication_buffers", 0);
    text.field("mem_clients_slaves", 0);
    text.field("mem_clients_normal", memory.clients());
    text.field("mem_cluster_links", 0);
    text.field("mem_aof_buffer", 0);
    text.field("mem_allocator", "redis-sim-arena");
    text.field("mem_overhead_db_hashtable_rehashing", 0);
    text.field("active_defrag_running", 0);
    text.field("lazyfree_pending_objects", 0);
    text.field("lazyfreed_objects", server.keyspace().lazilyFreed());
  }

  /** There are none. */
  private static void scripts(InfoText text) {
    text.field("used_memory_lua", 0); // the old name of the next
    text.field("used_memory_vm_eval", 0);
    text.field("used_memory_lua_human", MemoryFigures.human(0));
    text.field("used_memory_scripts_eval", 0);
    text.field("number_of_cached_scripts", 0);
    text.field("number_of_functions", 0);
    text.field("number_of_libraries", 0);
    text.field("used_memory_vm_functions", 0);
    text.bytes("used_memory_vm_total", 0);
    text.field("used_memory_functions", 0);
    text.bytes("used_memory_scripts", 0);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }

  private void persistence(InfoText text) {
    text.section("Persistence");
    text.field("loading", 0);
    text.field("async_loading", 0);
    text.field("current_cow_peak", 0); // nothing is ever forked
    text.field("current_cow_size", 0);
    text.field("current_cow_size_age", 0);
    text.field("current_fork_perc", 0.0);
    text.field("current_save_keys_processed", 0);
    text.field("current_save_keys_total", 0);
    text.field("rdb_changes_since_last_save", server.changes().getAsLong());
    text.field("rdb_bgsave_in_progress", 0);
    text.field("rdb_last_save_time", server.startedMillis() / 1000);
    text.field("rdb_last_bgsave_status", "ok");
    text.field("rdb_last_bgsave_time_sec", -1);
    text.field("rdb_current_bgsave_time_sec", -1);
    text.field("rdb_saves", 0);
    text.field("rdb_last_cow_size", 0);
    text.field("rdb_last_load_keys_expired", 0);
    text.field("rdb_last_load_keys_loaded", 0);
    text.field("aof_enabled", 0);
    text.field("aof_rewrite_in_progress", 0);
    text.field("aof_rewrite_scheduled", 0);
    text.field("aof_last_rewrite_time_sec", -1);
    text.field("aof_current_rewrite_time_sec", -1);
    text.field("aof_last_bgrewrite_status", "ok");
    text.field("aof_rewrites", 0);
    text.field("aof_rewrites_consecutive_failures", 0);
    text.field("aof_last_write_status", "ok");
    text.field("aof_last_cow_size", 0);
    text.field("module_fork_in_progress", 0);
    text.field("module_fork_last_cow_size", 0);
  }

  private void stats(InfoText text) {
    Statistics statistics = server.statistics();
    text.section("Stats");
    text.field("total_connections_received", server.clients().connectionsReceived());
    text.field("total_commands_processed", statistics.commands());
    text.field("instantaneous_ops_per_sec", statistics.commandsPerSecond());
    text.field("total_net_input_bytes", statistics.bytesIn());
    text.field("total_net_output_bytes", statistics.bytesOut());
    text.field("total_net_repl_input_bytes", 0);
    text.field("total_net_repl_output_bytes", 0);
    text.field("instantaneous_input_kbps", statistics.bytesInPerSecond() / 1024.0);
    text.field("instantaneous_output_kbps", statistics.bytesOutPerSecond() / 1024.0);
    text.field("instantaneous_input_repl_kbps", 0.0);
    text.field("instantaneous_output_repl_kbps", 0.0);
    text.field("rejected_connections", statistics.rejectedConnections());
    text.field("sync_full", 0);
    text.field("sync_partial_ok", 0);
    text.field("sync_partial_err", 0);
    text.field("expired_subkeys", statistics.expiredSubkeys());
    text.field("expired_keys", statistics.expiredKeys());
    text.field("expired_stale_perc", 0.0); // what has expired goes at once
    text.field("expired_time_cap_reached_count", statistics.expirySlicesCut());
    text.field("expire_cycle_cpu_milliseconds", statistics.expiryMillis());
    text.field("evicted_keys", 0);
    text.field("evicted_clients", 0);
    text.field("evicted_scripts", 0);
    text.field("total_eviction_exceeded_time", 0);
    text.field("current_eviction_exceeded_time", 0);
    text.field("keyspace_hits", server.hits().getAsLong());
    text.field("keyspace_misses", server.misses().getAsLong());
    SubscriptionFigures subscriptions = server.subscriptions().get();
    text.field("pubsub_channels", subscriptions.channels());
    text.field("pubsub_patterns", subscriptions.patterns());
    text.field("pubsubshard_channels", subscriptions.shardChannels());
    text.field("latest_fork_usec", 0);
    text.field("total_forks", 0);
    text.field("migrate_cached_sockets", server.migrateLinks().getAsInt());
    text.field("slave_expires_tracked_keys", 0);
    text.field("active_defrag_hits", 0);
    text.field("active_defrag_misses", 0);
    text.field("active_defrag_key_hits", 0);
    text.field("active_defrag_key_misses", 0);
    text.field("total_active_defrag_time", 0);
    text.field("current_active_defrag_time", 0);
    text.field("tracking_total_keys", 0);
    text.field("tracking_total_items", 0);
    text.field("tracking_total_prefixes", 0);
    text.field("unexpected_error_replies", statistics.internalErrors());
    text.field("total_error_replies", statistics.errorReplies());
    text.field("total_reads_processed", statistics.reads());
    text.field("total_writes_processed", statistics.writes());
    text.field("client_query_buffer_limit_disconnections", statistics.inputLimitDisconnections());
    text.field("client_output_buffer_limit_disconnections", statistics.outputLimitDisconnections());
    text.field("reply_buffer_shrinks", 0); // no connection has one of its own
    text.field("reply_buffer_expands", 0);
    LoopStatistics loops = statistics.loops();
    text.field("eventloop_cycles", loops.turns());
    text.field("eventloop_duration_sum", loops.turnMicros());
    text.field("eventloop_duration_cmd_sum", loops.commandMicros());
    text.field("instantaneous_eventloop_cycles_per_sec", loops.turnsPerSecond());
    text.field("instantaneous_eventloop_duration_usec", loops.averageMicros());
  }

  private void replication(InfoText text) {
    text.section("Replication");
    ReplicationFigures figures = server.replication().get();
    text.field("role", "master");
    text.field("connected_slaves", figures.replicas().size());
    for (int i = 0; i < figures.replicas().size(); i++) {
      text.field("slave" + i, figures.replicas().get(i));
    }
    text.field("replicas_waiting_psync", 0);
    text.field("master_failover_state", "no-failover");
    text.field("master_replid", figures.id());
    text.field("master_replid2", NO_REPLICATION_ID);
    text.field("master_repl_offset", figures.offset());
    text.field("second_repl_offset", -1);
    text.field("repl_backlog_active", 0);
    text.field("repl_backlog_size", server.parameter("repl-backlog-size"));
    text.field("repl_backlog_first_byte_offset", 0);
    text.field("repl_backlog_histlen", 0);
  }

  private void cpu(InfoText text) {
    Host.CpuTime used = server.host().get().cpuTime();
    text.section("CPU");
    text.field("used_cpu_sys", seconds(used.systemMicros()));
    text.field("used_cpu_user", seconds(used.userMicros()));
    text.field("used_cpu_sys_children", seconds(0));
    text.field("used_cpu_user_children", seconds(0));
  }

  private static String seconds(long micros) {
    return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
  }

  private void commandStats(InfoText text) {
    text.section("Commandstats");
    commandStats(server.table().get(), text);
  }

  private static void commandStats(CommandTable table, InfoText text) {
    for (CommandSpec command : table.all()) {
      CommandStatistics did = command.statistics();
      if (did.calls() + did.failedCalls() + did.rejectedCalls() > 0) {
        text.field(
            "cmdstat_" + command.name(),
            String.format(
                Locale.ROOT,
                "calls=%d,usec=%d,usec_per_call=%.2f,rejected_calls=%d,failed_calls=%d",
                did.calls(),
                did.micros(),
                did.calls() == 0 ? 0 : (double) did.micros() / did.calls(),
                did.rejectedCalls(),
                did.failedCalls()));
      }
      CommandTable subcommands = command.subcommands();
      if (subcommands != null) {
        commandStats(subcommands, text);
      }
    }
  }

  private void latencyStats(InfoText text) {
    text.section("Latencystats");
    if (server.parameter("latency-tracking").equals("yes")) {
      String percentiles = server.parameter("latency-tracking-info-percentiles");
      latencyStats(
          server.table().get(), percentiles.isEmpty() ? NONE : percentiles.split(" "), text);
    }
  }

  private static void latencyStats(CommandTable table, String[] percentiles, InfoText text) {
    for (CommandSpec command : table.all()) {
      LatencyHistogram latency = command.statistics().latency();
      if (latency != null) {
        StringJoiner values = new StringJoiner(",");
        for (String percentile : percentiles) {
          double micros = latency.percentile(Double.parseDouble(percentile)) / 1000.0;
          values.add(String.format(Locale.ROOT, "p%s=%.3f", percentile, micros));
        }
        text.field("latency_percentiles_usec_" + command.name(), values.toString());
      }
      CommandTable subcommands = command.subcommands();
      if (subcommands != null) {
        latencyStats(subcommands, percentiles, text);
      }
    }
  }

  private void errorStats(InfoText text) {
    text.section("Errorstats");
    server
        .statistics()
        .errorCodes()
        .forEach(
            (code, count) ->
                text.field("errorstat_" + code.replaceAll("[#:\r\n]", "_"), "count=" + count[0]));
  }

  private void keySizes(InfoText text) {
    text.section("Keysizes");
    for (int i = 0; i < server.keyspace().databases(); i++) {
      new KeySizes(server.keyspace().database(i)).write(i, text);
    }
  }

  private void debug(InfoText text) {
    LoopStatistics loops = server.statistics().loops();
    text.section("Debug");
    text.field("eventloop_duration_aof_sum", 0);
    text.field("eventloop_duration_cron_sum", loops.cronMicros());
    text.field("eventloop_duration_max", loops.longestMicros());
    text.field("eventloop_cmd_per_cycle_max", loops.mostCommands());
  }

  private void cluster(InfoText text) {
    text.section("Cluster");
    text.field("cluster_enabled", 0);
  }

  private void keyspace(InfoText text) {
    text.section("Keyspace");
    for (int i = 0; i < server.keyspace().databases(); i++) {
      Database db = server.keyspace().database(i);
      if (db.size() > 0) {
        text.field(
            "db" + i,
            "keys="
                + db.size()
                + ",expires="
                + db.expires()
                + ",avg_ttl="
                + db.averageTtlMillis()
                + ",subexpiry="
                + db.subexpiries());
      }
    }
  }
}
