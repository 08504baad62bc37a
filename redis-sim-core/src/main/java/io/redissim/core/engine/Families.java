package io.redissim.core.engine;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.config.Config;
import io.redissim.core.config.ConfigCommands;
import io.redissim.core.connection.ClientCommands;
import io.redissim.core.connection.ConnectionCommands;
import io.redissim.core.generic.DumpCommands;
import io.redissim.core.generic.ExpireCommands;
import io.redissim.core.generic.KeyCommands;
import io.redissim.core.generic.MemoryCommands;
import io.redissim.core.generic.MigrateCommands;
import io.redissim.core.generic.ObjectCommands;
import io.redissim.core.generic.ScanCommands;
import io.redissim.core.generic.SortCommands;
import io.redissim.core.introspect.CommandCommands;
import io.redissim.core.introspect.CommandLogCommands;
import io.redissim.core.introspect.DebugCommands;
import io.redissim.core.introspect.DebugHooks;
import io.redissim.core.introspect.InfoCommands;
import io.redissim.core.introspect.LatencyCommands;
import io.redissim.core.introspect.MemoryReportCommands;
import io.redissim.core.introspect.MonitorCommands;
import io.redissim.core.introspect.ServerCommands;
import io.redissim.core.introspect.ServerVersion;
import io.redissim.core.introspect.SlowLogCommands;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.persist.rdb.HashCodec;
import io.redissim.core.persist.rdb.ListCodec;
import io.redissim.core.persist.rdb.RdbFormatException;
import io.redissim.core.persist.rdb.RdbValues;
import io.redissim.core.persist.rdb.RdbWriter;
import io.redissim.core.persist.rdb.Reload;
import io.redissim.core.persist.rdb.SetCodec;
import io.redissim.core.persist.rdb.Snapshot;
import io.redissim.core.persist.rdb.StreamCodec;
import io.redissim.core.persist.rdb.StringCodec;
import io.redissim.core.persist.rdb.ZSetCodec;
import io.redissim.core.pubsub.PubSubCommands;
import io.redissim.core.pubsub.SubscriptionCommands;
import io.redissim.core.replication.ReplicationCommands;
import io.redissim.core.replication.WaitCommands;
import io.redissim.core.transaction.TransactionCommands;
import io.redissim.core.type.bitmap.BitCommands;
import io.redissim.core.type.bitmap.BitFieldCommands;
import io.redissim.core.type.bitmap.BitOpCommands;
import io.redissim.core.type.geo.GeoCommands;
import io.redissim.core.type.geo.GeoSearchCommands;
import io.redissim.core.type.hash.HashCommands;
import io.redissim.core.type.hash.HashExpireCommands;
import io.redissim.core.type.hash.HashFieldCommands;
import io.redissim.core.type.hash.HashImportCommands;
import io.redissim.core.type.hash.HashLimits;
import io.redissim.core.type.hash.HashNumberCommands;
import io.redissim.core.type.hash.HashRandomCommands;
import io.redissim.core.type.hash.HashScanCommands;
import io.redissim.core.type.hyperloglog.HyperLogLogCommands;
import io.redissim.core.type.hyperloglog.HyperLogLogDebugCommands;
import io.redissim.core.type.list.ListBlockingCommands;
import io.redissim.core.type.list.ListCommands;
import io.redissim.core.type.list.ListLimits;
import io.redissim.core.type.list.ListMoveCommands;
import io.redissim.core.type.list.ListSearchCommands;
import io.redissim.core.type.list.ListValue;
import io.redissim.core.type.set.SetAlgebraCommands;
import io.redissim.core.type.set.SetCommands;
import io.redissim.core.type.set.SetLimits;
import io.redissim.core.type.set.SetRandomCommands;
import io.redissim.core.type.set.SetScanCommands;
import io.redissim.core.type.stream.ClaimCommands;
import io.redissim.core.type.stream.DeleteCommands;
import io.redissim.core.type.stream.GroupCommands;
import io.redissim.core.type.stream.IdempotenceCommands;
import io.redissim.core.type.stream.NackCommands;
import io.redissim.core.type.stream.PendingCommands;
import io.redissim.core.type.stream.StreamCommands;
import io.redissim.core.type.stream.StreamInfoCommands;
import io.redissim.core.type.stream.StreamReadCommands;
import io.redissim.core.type.string.ConditionalCommands;
import io.redissim.core.type.string.IncrExCommands;
import io.redissim.core.type.string.NumberCommands;
import io.redissim.core.type.string.StringCommands;
import io.redissim.core.type.string.StringRangeCommands;
import io.redissim.core.type.zset.ZSetAlgebraCommands;
import io.redissim.core.type.zset.ZSetBlockingCommands;
import io.redissim.core.type.zset.ZSetCommands;
import io.redissim.core.type.zset.ZSetLimits;
import io.redissim.core.type.zset.ZSetPopCommands;
import io.redissim.core.type.zset.ZSetRandomCommands;
import io.redissim.core.type.zset.ZSetRangeCommands;
import io.redissim.core.type.zset.ZSetScanCommands;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every family of commands, once. */
final class Families {
  private static final Logger LOG = LoggerFactory.getLogger(Families.class);

  private Families() {}

  static List<CommandFamily> all(Engine engine) {
    HashLimits hashLimits = hashLimits(engine);
    ListLimits listLimits = listLimits(engine);
    ZSetLimits zsetLimits = zsetLimits(engine);
    KeyHash keyHash = engine.keyspace().keyHash();
    SetLimits setLimits = setLimits(engine);
    RdbValues rdb =
        new RdbValues(
            new StringCodec(),
            new HashCodec(hashLimits, keyHash),
            new ListCodec(listLimits),
            new SetCodec(setLimits, keyHash),
            new StreamCodec(),
            new ZSetCodec(zsetLimits, keyHash));
    DumpCommands dumps = dump(engine, rdb);
    return List.of(
        bits(engine),
        bitFields(engine),
        new BitOpCommands(),
        new ClaimCommands(),
        new ClientCommands(
            engine.clients(), engine.pause(), engine.unblocker(), engine.authentication()),
        new ConditionalCommands(),
        new CommandCommands(engine::table),
        new ConfigCommands(engine.config(), engine::resetStatistics),
        new ConnectionCommands(engine.clients(), engine.authentication(), ServerVersion.REDIS),
        dumps,
        new ExpireCommands(),
        new HashCommands(hashLimits),
        new HashExpireCommands(),
        new HashFieldCommands(hashLimits),
        hashImports(engine, hashLimits),
        new HashNumberCommands(hashLimits),
        new HashRandomCommands(),
        new HashScanCommands(),
        new GeoCommands(zsetLimits),
        new GeoSearchCommands(zsetLimits),
        hyperLogLogs(engine),
        hyperLogLogDebug(engine),
        new GroupCommands(),
        new IncrExCommands(),
        keys(engine),
        new ListBlockingCommands(listLimits),
        new ListCommands(listLimits),
        new ListMoveCommands(listLimits),
        new ListSearchCommands(),
        new MemoryCommands(),
        migrate(engine, rdb),
        new NumberCommands(),
        objects(engine),
        new PubSubCommands(engine.pubSub()),
        replication(engine, rdb),
        new PendingCommands(),
        new ScanCommands(),
        new SortCommands(listLimits),
        new DeleteCommands(),
        new NackCommands(),
        new IdempotenceCommands(),
        new DebugCommands(
            engine.view(),
            new DebugHooks(
                engine.expiry()::active,
                engine::cron,
                entry -> serializedLength(rdb, entry),
                (entry, line) -> describe(engine, entry, line),
                listLimits::plainFrom,
                () -> reload(engine, rdb),
                dumps::anyChecksum,
                () -> rewriteConfig(engine))),
        new InfoCommands(engine.view()),
        new LatencyCommands(engine.latencyMonitor(), engine.view()),
        new MemoryReportCommands(engine.view()),
        new MonitorCommands(engine.monitors()),
        server(engine),
        streams(engine),
        new StreamInfoCommands(),
        new StreamReadCommands(),
        new SetAlgebraCommands(setLimits, keyHash),
        new SetCommands(setLimits),
        new SetRandomCommands(setLimits, engine.keyspace()::nextRandom),
        new SetScanCommands(),
        new SlowLogCommands(engine.commandLogs()),
        new CommandLogCommands(engine.commandLogs()),
        new StringCommands(),
        new SubscriptionCommands(engine.pubSub()),
        stringRanges(engine),
        new TransactionCommands(engine.transactions(), engine.invoker()),
        waits(engine),
        new ZSetAlgebraCommands(zsetLimits, keyHash),
        new ZSetBlockingCommands(),
        new ZSetCommands(zsetLimits),
        new ZSetPopCommands(),
        new ZSetRandomCommands(),
        new ZSetRangeCommands(zsetLimits),
        new ZSetScanCommands());
  }

  private static void describe(Engine engine, Entry entry, StringBuilder line) {
    if (entry.encoding() == Encoding.QUICKLIST) {
      boolean compressed = engine.config().number("list-compress-depth") != 0;
      entry.value(ListValue.TYPE).describeNodes(compressed, line);
    }
  }

  /** As DEBUG OBJECT tells it: without the type's byte. */
  private static int serializedLength(RdbValues rdb, Entry entry) {
    RdbWriter writer = new RdbWriter();
    rdb.write(entry, writer);
    return writer.size() - 1;
  }

  private static boolean reload(Engine engine, RdbValues rdb) {
    try {
      new Reload(rdb).run(engine.keyspace());
      return true;
    } catch (RdbFormatException e) {
      LOG.error("DEBUG RELOAD: what was written cannot be read", e);
      return false;
    }
  }

  private static boolean rewriteConfig(Engine engine) {
    if (engine.config().file() == null) {
      return false;
    }
    try {
      engine.config().rewriteFile(true);
      return true;
    } catch (IOException e) {
      LOG.warn("DEBUG CONFIG-REWRITE-FORCE-ALL: {}", e.toString());
      return false;
    }
  }

  private static ReplicationCommands replication(Engine engine, RdbValues rdb) {
    Snapshot snapshot = new Snapshot(rdb, ServerVersion.REDIS);
    engine.config().followFlag("rdbcompression", snapshot::compressing);
    return new ReplicationCommands(engine.replicas(), snapshot);
  }

  private static WaitCommands waits(Engine engine) {
    WaitCommands commands = new WaitCommands(engine.replicas(), engine::endWait);
    engine.clients().listen(commands);
    return commands;
  }

  private static BitCommands bits(Engine engine) {
    BitCommands commands = new BitCommands();
    engine.config().followLong("proto-max-bulk-len", commands::maxBytes);
    return commands;
  }

  private static BitFieldCommands bitFields(Engine engine) {
    BitFieldCommands commands = new BitFieldCommands();
    engine.config().followLong("proto-max-bulk-len", commands::maxBytes);
    return commands;
  }

  private static ListLimits listLimits(Engine engine) {
    ListLimits limits = new ListLimits();
    engine.config().followLong("list-max-listpack-size", limits::fill);
    return limits;
  }

  private static DumpCommands dump(Engine engine, RdbValues rdb) {
    DumpCommands commands = new DumpCommands(rdb);
    engine.config().followFlag("rdbcompression", commands.writer()::compressing);
    return commands;
  }

  private static MigrateCommands migrate(Engine engine, RdbValues rdb) {
    MigrateCommands commands = new MigrateCommands(engine.migrateLinks(), rdb);
    engine.config().followFlag("rdbcompression", commands::compressing);
    engine.config().followFlag("cluster-enabled", commands::inCluster);
    return commands;
  }

  private static HashImportCommands hashImports(Engine engine, HashLimits limits) {
    HashImportCommands commands = new HashImportCommands(limits);
    engine.clients().listen(commands);
    return commands;
  }

  private static HashLimits hashLimits(Engine engine) {
    HashLimits limits = new HashLimits();
    engine.config().followLong("hash-max-listpack-entries", limits::maxEntries);
    engine.config().followLong("hash-max-listpack-value", limits::maxValue);
    return limits;
  }

  private static HyperLogLogCommands hyperLogLogs(Engine engine) {
    HyperLogLogCommands commands = new HyperLogLogCommands();
    engine.config().followLong("hll-sparse-max-bytes", commands::maxSparseBytes);
    return commands;
  }

  private static HyperLogLogDebugCommands hyperLogLogDebug(Engine engine) {
    HyperLogLogDebugCommands commands = new HyperLogLogDebugCommands();
    engine.config().followLong("hll-sparse-max-bytes", commands::maxSparseBytes);
    return commands;
  }

  private static KeyCommands keys(Engine engine) {
    KeyCommands commands = new KeyCommands();
    engine.config().followFlag("lazyfree-lazy-user-del", commands::deletesLazily);
    return commands;
  }

  private static ServerCommands server(Engine engine) {
    ServerCommands commands = new ServerCommands(engine.view());
    engine.config().followFlag("lazyfree-lazy-user-flush", commands::flushesLazily);
    return commands;
  }

  private static ObjectCommands objects(Engine engine) {
    ObjectCommands commands = new ObjectCommands();
    Config config = engine.config();
    Runnable follow =
        () -> {
          String policy = config.text("maxmemory-policy");
          boolean clocked = policy.endsWith("-lru") || policy.endsWith("-lfu");
          commands.sharing(!clocked || config.number("maxmemory") == 0);
        };
    follow.run();
    config.onChange("maxmemory", changed -> follow.run());
    config.onChange("maxmemory-policy", changed -> follow.run());
    return commands;
  }

  private static StreamCommands streams(Engine engine) {
    StreamCommands commands = new StreamCommands();
    engine.config().followLong("stream-node-max-bytes", commands::nodeMaxBytes);
    engine.config().followLong("stream-node-max-entries", commands::nodeMaxEntries);
    return commands;
  }

  private static ZSetLimits zsetLimits(Engine engine) {
    ZSetLimits limits = new ZSetLimits();
    engine.config().followLong("zset-max-listpack-entries", limits::maxEntries);
    engine.config().followLong("zset-max-listpack-value", limits::maxValue);
    return limits;
  }

  private static SetLimits setLimits(Engine engine) {
    SetLimits limits = new SetLimits();
    engine.config().followLong("set-max-intset-entries", limits::intsetEntries);
    engine.config().followLong("set-max-listpack-entries", limits::listpackEntries);
    engine.config().followLong("set-max-listpack-value", limits::listpackValue);
    return limits;
  }

  private static StringRangeCommands stringRanges(Engine engine) {
    StringRangeCommands commands = new StringRangeCommands();
    engine.config().followLong("proto-max-bulk-len", commands::maxBytes);
    return commands;
  }
}
