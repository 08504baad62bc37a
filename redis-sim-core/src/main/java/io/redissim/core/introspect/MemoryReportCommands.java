package io.redissim.core.introspect;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.keyspace.Database;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import java.util.Locale;

/** The subcommands of {@code MEMORY} on the server as a whole. */
public final class MemoryReportCommands implements CommandFamily {
  private static final String[] REPORT = {
    "nondeterministic_output", "request_policy:all_shards", "response_policy:special"
  };

  /** Pages that PURGE empties before it looks whether there are more. */
  private static final int PURGE_PAGES = 64;

  private static final long SMALL = 5L << 20;
  private static final long WASTE = 10L << 20;
  private static final long MUCH_PER_CLIENT = 200L << 10;

  private final ServerView server;

  public MemoryReportCommands(ServerView server) {
    this.server = server;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("memory|doctor").arity(2).tips(REPORT).handler(this::doctor);
    table.add("memory|malloc-stats").arity(2).tips(REPORT).handler(this::mallocStats);
    table
        .add("memory|purge")
        .arity(2)
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .handler(this::purge);
    table.add("memory|stats").arity(2).tips(REPORT).handler(this::stats);
  }

  /**
   * {@code MEMORY STATS}. Reply: map of names to bytes, counts and ratios. O(clients). Source:
   * redis.io/docs/latest/commands/memory-stats
   */
  private void stats(CommandContext ctx, Args args, ReplySink reply) {
    MemoryFigures memory = MemoryFigures.of(server);
    long keys = 0;
    for (int i = 0; i < server.keyspace().databases(); i++) {
      keys += server.keyspace().database(i).size();
    }
    long map = reply.deferredArray();
    int pairs = 0;
    pairs += pair(reply, "peak.allocated", memory.peak());
    pairs += pair(reply, "total.allocated", memory.used());
    pairs += pair(reply, "startup.allocated", 0);
    pairs += pair(reply, "replication.backlog", 0);
    pairs += pair(reply, "clients.slaves", 0);
    pairs += pair(reply, "clients.normal", memory.clients());
    pairs += pair(reply, "cluster.links", 0);
    pairs += pair(reply, "aof.buffer", 0);
    pairs += pair(reply, "lua.caches", 0);
    pairs += pair(reply, "functions.caches", 0);
    pairs += databases(reply);
    pairs += pair(reply, "overhead.db.hashtable.lut", memory.tables());
    pairs += pair(reply, "overhead.db.hashtable.rehashing", 0);
    pairs += pair(reply, "overhead.total", memory.overhead());
    pairs += pair(reply, "db.dict.rehashing.count", 0);
    pairs += pair(reply, "keys.count", keys);
    pairs += pair(reply, "keys.bytes-per-key", keys == 0 ? 0 : memory.store() / keys);
    pairs += pair(reply, "dataset.bytes", memory.dataset());
    pairs += pair(reply, "dataset.percentage", memory.datasetPercent());
    pairs += pair(reply, "peak.percentage", memory.peakPercent());
    pairs += pair(reply, "allocator.allocated", memory.used());
    pairs += pair(reply, "allocator.active", memory.reserved());
    pairs += pair(reply, "allocator.resident", memory.heap());
    pairs += pair(reply, "allocator.muzzy", 0);
    pairs += pair(reply, "allocator-fragmentation.ratio", memory.storeRatio());
    pairs += pair(reply, "allocator-fragmentation.bytes", memory.reserved() - memory.used());
    pairs += pair(reply, "allocator-rss.ratio", memory.heapRatio());
    pairs += pair(reply, "allocator-rss.bytes", memory.heap() - memory.reserved());
    pairs += pair(reply, "rss-overhead.ratio", memory.processRatio());
    pairs += pair(reply, "rss-overhead.bytes", memory.resident() - memory.heap());
    pairs += pair(reply, "fragmentation", memory.totalRatio());
    pairs += pair(reply, "fragmentation.bytes", memory.resident() - memory.used());
    reply.endMap(map, pairs);
  }

  /** Of each database with keys, what they and their deadlines are found by. */
  private int databases(ReplySink reply) {
    int pairs = 0;
    for (int i = 0; i < server.keyspace().databases(); i++) {
      Database db = server.keyspace().database(i);
      if (db.size() > 0) {
        reply.bulk("db." + i);
        reply.map(2);
        pair(reply, "overhead.hashtable.main", db.indexBytes());
        pair(reply, "overhead.hashtable.expires", db.deadlineBytes());
        pairs++;
      }
    }
    return pairs;
  }

  private static int pair(ReplySink reply, String name, long value) {
    reply.bulk(name);
    reply.integer(value);
    return 1;
  }

  private static int pair(ReplySink reply, String name, double value) {
    reply.bulk(name);
    reply.number(value);
    return 1;
  }

  /** {@code MEMORY DOCTOR}. Reply: text, verbatim in RESP3. O(clients). */
  private void doctor(CommandContext ctx, Args args, ReplySink reply) {
    reply.verbatim("txt", Ascii.bytes(advice(MemoryFigures.of(server))));
  }

  private String advice(MemoryFigures memory) {
    if (memory.used() < SMALL) {
      return "There is too little data for a diagnosis.\n";
    }
    StringBuilder advice = new StringBuilder();
    if (memory.peak() > 1.5 * memory.used()) {
      advice.append(
          " * Peak: more than one and a half times as much memory was in use before. The pages are"
              + " given back as they become empty; MEMORY PURGE hurries this.\n");
    }
    if (memory.storeRatio() > 1.4 && memory.reserved() - memory.used() > WASTE) {
      advice.append(
          " * Fragmentation: the pages of the store are less than 70% full. MEMORY PURGE moves"
              + " what is in sparse pages together.\n");
    }
    if (memory.clients() / Math.max(1, server.clients().count()) > MUCH_PER_CLIENT) {
      advice.append(
          " * Clients: their buffers take more than 200 kB each. CLIENT LIST shows whose.\n");
    }
    return advice.isEmpty() ? "No problem was found.\n" : "What was found:\n\n" + advice;
  }

  /** {@code MEMORY MALLOC-STATS}. Reply: text, verbatim in RESP3. O(databases). */
  private void mallocStats(CommandContext ctx, Args args, ReplySink reply) {
    StringBuilder text = new StringBuilder("redis-sim-arena, bytes in use of bytes reserved\n");
    for (int i = 0; i < server.keyspace().databases(); i++) {
      Database db = server.keyspace().database(i);
      if (db.size() > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "db%d: %d keys, %d of %d%n",
                i,
                db.size(),
                db.usedBytes(),
                db.reservedBytes()));
      }
    }
    reply.verbatim("txt", Ascii.bytes(text.toString()));
  }

  /**
   * {@code MEMORY PURGE}. Reply: OK. Sparse pages are emptied and given back, then the collector is
   * asked to run. O(pages).
   */
  private void purge(CommandContext ctx, Args args, ReplySink reply) {
    while (server.keyspace().compact(PURGE_PAGES)) {
      // There is more.
    }
    server.host().get().collectGarbage();
    reply.ok();
  }
}
