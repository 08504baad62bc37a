package io.redissim.core.engine;

import io.redissim.core.blocking.Waiter;
import io.redissim.core.blocking.WaitingClients;
import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.client.Client;
import io.redissim.core.client.ClientTransport;
import io.redissim.core.client.Clients;
import io.redissim.core.client.Pause;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandHandler;
import io.redissim.core.command.CommandInvoker;
import io.redissim.core.command.CommandObserver;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.Wait;
import io.redissim.core.config.Config;
import io.redissim.core.config.OutputBufferLimits;
import io.redissim.core.connection.Authentication;
import io.redissim.core.connection.ClientLimits;
import io.redissim.core.connection.Unblocker;
import io.redissim.core.expire.ExpiryScheduler;
import io.redissim.core.generic.MigrateLinks;
import io.redissim.core.introspect.CommandLogs;
import io.redissim.core.introspect.CommandWatch;
import io.redissim.core.introspect.Host;
import io.redissim.core.introspect.LatencyMonitor;
import io.redissim.core.introspect.Monitors;
import io.redissim.core.introspect.ReplicationFigures;
import io.redissim.core.introspect.ServerView;
import io.redissim.core.introspect.Statistics;
import io.redissim.core.introspect.SubscriptionFigures;
import io.redissim.core.io.Links;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.keyspace.KeyspaceFullException;
import io.redissim.core.keyspace.KeyspaceListener;
import io.redissim.core.pubsub.KeyspaceNotifications;
import io.redissim.core.pubsub.PubSub;
import io.redissim.core.replication.Replicas;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import io.redissim.core.resp.RequestBatch;
import io.redissim.core.resp.RespWriter;
import io.redissim.core.time.Clock;
import io.redissim.core.transaction.Transactions;
import io.redissim.core.transaction.Watches;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Redis: a keyspace, its commands and its clients. Everything here runs behind the {@link
 * Door}; whoever calls enters first.
 *
 * <p>A batch runs in groups. Before a group runs, the index slot and the first bytes of the entry
 * behind the first key of each of its commands are loaded, so that the cache misses of the group
 * overlap instead of following one another.
 */
public final class Engine {
  /** How far a batch got. */
  public enum Progress {
    /** Everything ran. */
    DONE,
    /** There is much to send; go on once it is gone. */
    OUTPUT_FULL,
    /** The client waits; go on when its transport is told to resume. */
    WAITING,
    /** Send what was written, then close. Nothing more runs. */
    CLOSING
  }

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private static final int GROUP = 64;
  private static final int PREFETCH_FROM = 4;
  private static final int OUTPUT_HIGH = 256 * 1024;

  /** What the JVM may take at most. A store that fills it would end in an endless collection. */
  private static final long HEAP_BYTES = Runtime.getRuntime().maxMemory();

  /** While nothing happens by the clock. */
  private static final long CRON_PAUSED_MILLIS = 100;

  /** Between two pages that are emptied because they are sparse. */
  private static final long COMPACTION_PAUSE_MILLIS = 10;

  private final Config config;
  private final Clock clock;
  private final Door door = new Door();
  private final Keyspace keyspace;
  private final Clients clients = new Clients();
  private final Pause pause = new Pause();
  private final Statistics statistics = new Statistics();
  private final ClientLimits clientLimits =
      new ClientLimits(clients, this::disconnect, statistics::outputLimitReached);
  private final ServerView view;
  private final Authentication authentication = new Authentication();
  private final PubSub pubSub = new PubSub();
  private final CommandLogs commandLogs = new CommandLogs();
  private final LatencyMonitor latencyMonitor = new LatencyMonitor();
  private final Monitors monitors = new Monitors();
  private final MigrateLinks migrateLinks = new MigrateLinks();
  private final KeyspaceNotifications notifications;
  private final CrossProtocolGuard crossProtocolGuard = new CrossProtocolGuard();
  private final Admission admission;
  private final ExpiryScheduler expiry;
  private final CommandTable table;
  private final CommandContext context;

  private final Replicas replicas;
  private final Watches watches;
  private final Transactions transactions;
  private CommandObserver[] observers = {};
  private final WaitingClients waiting;
  private final WaiterService waiters;

  /** Whose command runs again; null: no such one runs. */
  private @Nullable Waiter servedNow;

  private Host host = Host.NONE;
  private LongConsumer sooner = delayMillis -> {};

  /** When {@link #tick} is expected to be called again. */
  private long nextTickMillis;

  private boolean cron = true;

  private long turnStartMicros;
  private long turnEndMicros;

  private final @Nullable CommandSpec[] specs = new CommandSpec[GROUP];
  private final long[] hashes = new long[GROUP];
  private final long[] prefetched = new long[GROUP];

  /**
   * @param config loaded; changes are followed from here on. Its {@code rename-command} must not
   *     give a command the name of another: {@link IllegalArgumentException}
   * @param hashSeed random, or fixed for a run that can be repeated
   */
  public Engine(Config config, Clock clock, long hashSeed) {
    this(config, clock, hashSeed, List.of());
  }

  /**
   * As above, with commands of one's own.
   *
   * @param more families that the server knows beside {@link Families}
   */
  public Engine(Config config, Clock clock, long hashSeed, List<CommandFamily> more) {
    this.config = config;
    this.clock = clock;
    keyspace = new Keyspace((int) config.number("databases"), hashSeed);
    context = new CommandContext(keyspace);
    keyspace.now(clock.millis());
    replicas = new Replicas(context, hashSeed);
    clients.listen(replicas);
    config.followLong("repl-ping-replica-period", replicas::pingEverySeconds);
    config.followFlag("lazyfree-lazy-expire", context.effects()::lazyExpiry);
    config.followFlag("lazyfree-lazy-server-del", context.effects()::lazyRemoval);
    config.followLong("repl-timeout", replicas::timeoutSeconds);
    watches = new Watches(keyspace);
    transactions = new Transactions(watches);
    waiting = new WaitingClients(keyspace);
    waiters = new WaiterService(waiting, pause, keyspace, statistics, this::runAgain, this::gaveUp);
    context.blockIn(waiting);
    context.limitOutputBy(clientLimits::limitsOutput, clientLimits::overflows);
    pause.onBegin(() -> keyspace.keepExpired(true));
    pause.onEnd(
        () -> {
          keyspace.keepExpired(false);
          waiting.undefer();
        });
    keyspace.listen(new Changes());
    clients.onSend(this::sent);
    clients.listen(pause);
    clients.listen(pubSub);
    clients.listen(monitors);
    commandLogs.follow(config::followLong);
    config.followLong("latency-monitor-threshold", latencyMonitor::threshold);
    CommandWatch watch = new CommandWatch(context, commandLogs, latencyMonitor, monitors);
    config.followFlag("latency-tracking", watch::tracksLatency);
    observe(watch);
    notifications = new KeyspaceNotifications(pubSub, keyspace.keyHash());
    notifyOf(config);
    config.onChange("notify-keyspace-events", this::notifyOf);
    clients.listen(waiting);
    config.followText("requirepass", password -> authentication.password(Ascii.bytes(password)));
    clients.listen(transactions);
    admission = new Admission(keyspace, transactions, authentication);
    expiry = new ExpiryScheduler(keyspace, clock);
    config.followLong("maxmemory", admission::maxMemory);
    config.followLong("timeout", clientLimits::idleSeconds);
    limitOutput(config);
    config.onChange("client-output-buffer-limit", this::limitOutput);
    admission.allowDebug(config.text("enable-debug-command"));
    view =
        new ServerView(
            clock,
            clock.millis(),
            keyspace,
            clients,
            statistics,
            this::table,
            context::changes,
            context::keyspaceHits,
            context::keyspaceMisses,
            this::subscriptions,
            migrateLinks::size,
            config::text,
            () -> host,
            new ServerView.Waiting(
                waiting::clientsWithDeadline,
                waiting::keys,
                waiting::keysWokenWhenGone,
                watches::clients,
                watches::keys),
            () ->
                new ReplicationFigures(
                    replicas.id(), replicas.offset(), replicas.lines(keyspace.nowMillis())));
    followAccessPolicy(config, keyspace);
    CommandTable.Builder builder = new CommandTable.Builder();
    Families.all(this).forEach(family -> family.declare(builder));
    more.forEach(family -> family.declare(builder));
    config.commandRenames().forEach(rename -> builder.rename(rename.from(), rename.to()));
    table = builder.build();
    // People disable what a server may not even have yet.
    for (String name : builder.unknownRenames()) {
      LOG.warn("WARNING: there is no command '{}' that rename-command could rename", name);
    }
  }

  /** Entries remember when or how often they were used, as the eviction policy asks for. */
  private static void followAccessPolicy(Config config, Keyspace keyspace) {
    Runnable follow =
        () -> {
          if (config.text("maxmemory-policy").endsWith("-lfu")) {
            int logFactor = (int) config.number("lfu-log-factor");
            keyspace.touchPolicyLfu(logFactor, (int) config.number("lfu-decay-time"));
          } else {
            keyspace.touchPolicyLru();
          }
        };
    follow.run();
    for (String name : List.of("maxmemory-policy", "lfu-log-factor", "lfu-decay-time")) {
      config.onChange(name, changed -> follow.run());
    }
  }

  /** Nobody listens to keyspace events while none is published. */
  private void notifyOf(Config config) {
    notifications.enable(config.eventClasses());
    context.sendEventsTo(notifications.enabled() ? notifications : null);
  }

  private void limitOutput(Config config) {
    OutputBufferLimits.Limit normal = config.outputBufferLimits().normal();
    clientLimits.normalOutput(normal.hardBytes(), normal.softBytes(), normal.softSeconds());
    OutputBufferLimits.Limit pubSub = config.outputBufferLimits().pubSub();
    clientLimits.pubSubOutput(pubSub.hardBytes(), pubSub.softBytes(), pubSub.softSeconds());
    OutputBufferLimits.Limit replica = config.outputBufferLimits().replica();
    clientLimits.replicaOutput(replica.hardBytes(), replica.softBytes(), replica.softSeconds());
  }

  public Door door() {
    return door;
  }

  public Config config() {
    return config;
  }

  /** The process around this engine; a server tells it when it starts. */
  public void host(Host host) {
    this.host = host;
  }

  /** How other servers are reached from now on; links that are kept are closed. Behind the door. */
  public void links(Links links) {
    migrateLinks.openBy(links);
  }

  MigrateLinks migrateLinks() {
    return migrateLinks;
  }

  /** Adds one who sees the commands that run. Behind the door. */
  public void observe(CommandObserver observer) {
    observers = Arrays.copyOf(observers, observers.length + 1);
    observers[observers.length - 1] = observer;
  }

  /** Takes it away again. Behind the door. */
  public void forget(CommandObserver observer) {
    observers = Arrays.stream(observers).filter(o -> o != observer).toArray(CommandObserver[]::new);
  }

  /** Runs the commands of EXEC and of scripts. */
  CommandInvoker invoker() {
    return this::invoke;
  }

  Transactions transactions() {
    return transactions;
  }

  Unblocker unblocker() {
    return waiters;
  }

  /** The command that this client waits in, if it is this one, ends as at its timeout. */
  void endWait(Client client, CommandSpec command) {
    Waiter waiter = waiting.of(client);
    if (waiter != null && waiter.command() == command) {
      waiters.unblock(client, false);
    }
  }

  Replicas replicas() {
    return replicas;
  }

  ServerView view() {
    return view;
  }

  public Clock clock() {
    return clock;
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  public Clients clients() {
    return clients;
  }

  public Pause pause() {
    return pause;
  }

  /** Whom the server lets in; by {@code requirepass}. */
  public Authentication authentication() {
    return authentication;
  }

  /** Whether {@link #tick} does anything: DEBUG PAUSE-CRON. */
  void cron(boolean on) {
    cron = on;
  }

  CommandLogs commandLogs() {
    return commandLogs;
  }

  LatencyMonitor latencyMonitor() {
    return latencyMonitor;
  }

  Monitors monitors() {
    return monitors;
  }

  /** Who subscribed to what. */
  PubSub pubSub() {
    return pubSub;
  }

  private SubscriptionFigures subscriptions() {
    return new SubscriptionFigures(
        pubSub.channels(), pubSub.patterns(), pubSub.shardChannels(), pubSub.clients());
  }

  public Statistics statistics() {
    return statistics;
  }

  void resetStatistics() {
    statistics.reset();
    context.resetKeyspaceLookUps();
    keyspace.resetStatistics();
    clients.resetStatistics();
    table.resetStatistics();
  }

  /** What removes keys past their deadline; DEBUG SET-ACTIVE-EXPIRE turns it off. */
  public ExpiryScheduler expiry() {
    return expiry;
  }

  public CommandTable table() {
    return table;
  }

  /** What every command works with; for those who listen to effects and events. */
  public CommandContext context() {
    return context;
  }

  public Client connect(ClientTransport transport) {
    return clients.connect(transport, clock.millis(), !authentication.required());
  }

  /** The client waits no longer, and nobody will tell it to go on. */
  void giveUpWaiting(Client client) {
    pause.forget(client);
    waiting.left(client);
    client.resume();
  }

  public void disconnect(Client client) {
    clients.disconnect(client);
  }

  /**
   * Does what is due by the clock, behind the door. Returns the milliseconds, 1 to 100, after which
   * to call it again.
   */
  public long tick() {
    if (!cron) {
      return CRON_PAUSED_MILLIS;
    }
    long start = clock.micros();
    long now = Math.floorDiv(start, 1000L);
    keyspace.now(now);
    clientLimits.tick(now); // before who waits is let go on, and has been idle for so long
    pause.tick(now);
    replicas.tick(now);
    waiters.timeOut(now);
    waiters.runAgain(now);
    statistics.tick(now);
    statistics.memoryUsed(keyspace.usedBytes());
    admission.heapIsFull(keyspace.reservedBytes() > HEAP_BYTES / 10 * 9);
    long before = clock.micros();
    long delayMillis = expiry.run(now);
    long after = clock.micros();
    latencyMonitor.expired(after - before, after);
    statistics.expiryTook(after - before);
    if (expiry.wasCutShort()) {
      statistics.expiryCutShort();
    }
    waiters.serveReady();
    clientLimits.forgetCutOff();
    migrateLinks.closeIdle(now);
    statistics.loops().ticked(after - start);
    // One page a turn: a third of a millisecond of copying, at most a few percent of the time.
    if (keyspace.compact(1)) {
      delayMillis = Math.min(delayMillis, COMPACTION_PAUSE_MILLIS);
    }
    delayMillis = Math.min(delayMillis, untilNextDeadline(now));
    nextTickMillis = now + delayMillis;
    return delayMillis;
  }

  /** Whom to tell when {@link #tick} is to be called sooner than it asked for: in so many ms. */
  public void onSooner(LongConsumer tickIn) {
    sooner = tickIn;
  }

  private long untilNextDeadline(long nowMillis) {
    long deadline = waiting.nextDeadlineMillis();
    return deadline == Wait.FOREVER ? deadline : Math.max(1, deadline + 1 - nowMillis);
  }

  /** Somebody has begun to wait, and may give up before the next tick. */
  private void tickForDeadlines(long nowMillis) {
    long deadline = waiting.nextDeadlineMillis();
    if (deadline < nextTickMillis) {
      nextTickMillis = deadline + 1;
      sooner.accept(untilNextDeadline(nowMillis));
    }
  }

  /**
   * Runs the requests of a batch in order; their replies go to {@code out}, and so does what is
   * sent to this client meanwhile.
   */
  public Progress run(Client client, RequestBatch batch, RespWriter out) {
    if (client.closing()) {
      return Progress.CLOSING;
    }
    client.beginRun();
    long before = statistics.commands();
    try {
      Progress progress = runAll(client, batch, out);
      if (client.holdsMessages() && progress != Progress.CLOSING) {
        client.releaseMessages(out);
      }
      return progress;
    } finally {
      client.endRun();
      long commands = Math.max(0, statistics.commands() - before);
      statistics.loops().ran(Math.max(0, turnEndMicros - turnStartMicros), commands);
    }
  }

  private Progress runAll(Client client, RequestBatch batch, RespWriter out) {
    out.protocol(client.protocol());
    long now = clock.micros();
    turnStartMicros = now;
    turnEndMicros = now;
    client.interacted(Math.floorDiv(now, 1000L));
    while (batch.hasNext()) {
      int first = batch.next();
      int group = Math.min(GROUP, batch.size() - first);
      lookUp(batch, first, group);
      if (group >= PREFETCH_FROM) {
        prefetch(client, batch, first, group);
      }
      for (int i = 0; i < group; i++) {
        Args args = batch.request(first + i);
        CommandSpec spec = specs[i];
        if (spec != null && spec.firstKey() > 0 && group >= PREFETCH_FROM) {
          args.hashed(spec.firstKey(), hashes[i]);
        }
        if (!client.replica()
            && pause.holds(spec != null && writes(client, spec), Math.floorDiv(now, 1000L))
            && admits(client, spec, args)) {
          pause.add(client);
          return Progress.WAITING;
        }
        now = execute(client, spec, args, out, now);
        batch.done();
        if (client.holdsMessages()) {
          client.releaseMessages(out);
        }
        if (waiting.hasReady()) {
          waiters.serveReady();
        }
        clientLimits.forgetCutOff();
        if (clientLimits.cutsOff(client, out, Math.floorDiv(now, 1000L))) {
          out.clear();
        }
        if (client.closing()) {
          return Progress.CLOSING;
        }
        if (client.waiting()) {
          tickForDeadlines(Math.floorDiv(now, 1000L));
          return Progress.WAITING;
        }
        if (out.totalSize() > OUTPUT_HIGH && batch.hasNext()) {
          return Progress.OUTPUT_FULL;
        }
      }
      if (batch.hasNext()) {
        door.stepAside();
        if (client.closing()) {
          return Progress.CLOSING; // somebody else has killed it meanwhile
        }
        now = clock.micros();
      }
    }
    return Progress.DONE;
  }

  /** The client's bytes are no requests: it gets to know, and nothing more is run. */
  public void protocolError(Client client, RedisError error, RespWriter out) {
    long mark = out.mark();
    refuse(error, out);
    if (client.replyMode() != Client.ReplyMode.ON) {
      out.rollback(mark);
    }
    client.close();
  }

  /** Bytes that came from a client and go to it. */
  public void traffic(Client client, long in, long out) {
    client.count(in, out);
    statistics.traffic(in, out);
  }

  private void sent(Client client, int bytes) {
    traffic(client, 0, bytes);
    clientLimits.sent(client, keyspace.nowMillis());
  }

  /** What is refused anyway does not wait for the end of a pause to hear it. */
  private boolean admits(Client client, @Nullable CommandSpec spec, Args args) {
    return spec != null && spec.handler() != null && admission.refusal(client, spec, args) == null;
  }

  private void lookUp(RequestBatch batch, int first, int group) {
    for (int i = 0; i < group; i++) {
      specs[i] = table.find(batch.request(first + i));
    }
  }

  private void prefetch(Client client, RequestBatch batch, int first, int group) {
    int count = 0;
    for (int i = 0; i < group; i++) {
      CommandSpec spec = specs[i];
      if (spec != null && spec.firstKey() > 0) {
        Args args = batch.request(first + i);
        if (spec.firstKey() < args.count()) {
          hashes[i] = args.keyHash(spec.firstKey());
          prefetched[count++] = hashes[i];
        }
      }
    }
    keyspace.database(client.databaseIndex()).prefetch(prefetched, count);
  }

  /** The command of a client that waited; whether it waits again. */
  private boolean runAgain(Waiter waiter, RespWriter out) {
    Client client = waiter.client();
    servedNow = waiter;
    try {
      execute(client, waiter.command(), waiter.args(), out, clock.micros());
    } finally {
      servedNow = null;
    }
    return client.waiting();
  }

  /** The command of a client that waited has ended without running again. */
  private void gaveUp(Waiter waiter) {
    CommandSpec spec = waiter.command();
    spec.statistics().ran(waiter.spentMicros());
    statistics.commandRan();
    waiter.client().ran();
    long now = clock.micros();
    for (CommandObserver observer : observers) {
      observer.ended(waiter.client(), spec, waiter.args(), now, waiter.spentMicros(), 0);
    }
  }

  /** Runs one command; {@code now} and the result: the time before and after, in microseconds. */
  private long execute(
      Client client, @Nullable CommandSpec spec, Args args, RespWriter out, long now) {
    long mark = out.mark();
    long sizeBefore = out.totalSize();
    long after = now;
    Client.ReplyMode replyMode = client.replyMode();
    CommandHandler handler = spec == null ? null : spec.handler();
    client.asks(spec == null ? null : spec.name());
    if (spec == null || handler == null) {
      if (crossProtocolGuard.closes(client, args, now)) {
        out.clear(); // not even what came before is answered
        return now;
      }
      reject(client, spec, args, unknown(spec, args), out);
    } else {
      RedisError refusal = admission.refusal(client, spec, args);
      if (refusal != null) {
        spec.statistics().rejected();
        reject(client, spec, args, refusal, out);
      } else if (client.inTransaction() && spec.isQueued()) {
        transactions.queue(client, spec, args);
        out.simple("QUEUED");
      } else {
        call(client, spec, handler, args, out, now);
        after = clock.micros();
        conclude(client, spec, args, after, after - now, out.totalSize() - sizeBefore);
        statistics.loops().commandTook(after - now);
        turnEndMicros = after;
      }
    }
    if (client.replyMode() != Client.ReplyMode.ON && !client.waiting()) {
      boolean answered = client.answers() || replyMode == Client.ReplyMode.ON;
      if (!answered && (spec == null || !repliesByPush(spec))) {
        out.rollback(mark);
      }
    }
    return after;
  }

  /** A handler has returned: what it did is counted, and whoever observes is told. */
  private void conclude(
      Client client, CommandSpec spec, Args args, long nowMicros, long micros, long replyBytes) {
    if (servedNow == null) {
      for (CommandObserver observer : observers) {
        observer.called(client, spec, args, nowMicros);
      }
    }
    if (client.waiting()) { // it counts when it is served
      Waiter waiter = waiting.of(client);
      if (waiter != null) {
        waiter.spend(micros);
      }
      return;
    }
    long spent = micros + (servedNow == null ? 0 : servedNow.spentMicros());
    spec.statistics().ran(spent);
    statistics.commandRan();
    client.ran();
    for (CommandObserver observer : observers) {
      observer.ended(client, spec, args, nowMicros, spent, replyBytes);
    }
  }

  /** One command of EXEC; the reply of one that turned replies off is taken back. */
  private void invoke(Client client, CommandSpec spec, Args args, ReplySink out) {
    CommandHandler handler = spec.handler();
    if (handler == null) {
      throw new IllegalStateException("queued without a handler: " + spec.name());
    }
    long mark = out.mark();
    long sizeBefore = out.totalSize();
    boolean off = client.replyMode() == Client.ReplyMode.OFF;
    long before = clock.micros();
    call(client, spec, handler, args, out, context.nowMicros());
    long replyBytes = out.totalSize() - sizeBefore;
    if (off && client.replyMode() == Client.ReplyMode.OFF) {
      out.rollback(mark);
    }
    long after = clock.micros();
    conclude(client, spec, args, after, after - before, replyBytes);
  }

  /** A command that does not run spoils the transaction that it was meant for. */
  private void reject(
      Client client, @Nullable CommandSpec spec, Args args, RedisError refusal, ReplySink out) {
    if (spec != null && Admission.isExec(spec)) {
      refuse(transactions.abort(client, refusal), out);
      for (CommandObserver observer : observers) {
        observer.called(client, spec, args, clock.micros()); // MONITOR has shown the MULTI
      }
      return;
    }
    if (client.inTransaction()) {
      transactions.fail(client);
    }
    refuse(refusal, out);
  }

  private void call(
      Client client, CommandSpec spec, CommandHandler handler, Args args, ReplySink out, long now) {
    long mark = out.mark();
    try {
      context.begin(client, spec, now);
      handler.handle(context, args, out);
      context.end(args);
    } catch (RedisError error) {
      spec.statistics().failed();
      context.abandon();
      out.rollback(mark);
      refuse(error, out);
    } catch (KeyspaceFullException | OutOfMemoryError full) {
      LOG.warn("no memory for command '{}': {}", spec.name(), full.toString());
      spec.statistics().failed();
      context.abandon();
      out.rollback(mark);
      refuse(Errors.OUT_OF_MEMORY, out);
    } catch (RuntimeException | StackOverflowError | AssertionError bug) {
      LOG.error("internal error in command '{}'", spec.name(), bug);
      statistics.internalError();
      spec.statistics().failed();
      context.abandon();
      out.rollback(mark);
      refuse(Errors.INTERNAL, out);
    }
    out.protocol(client.protocol());
  }

  private void refuse(RedisError error, ReplySink out) {
    statistics.errorReplied(error.code());
    out.error(error);
  }

  private RedisError unknown(@Nullable CommandSpec spec, Args args) {
    CommandSpec container = table.find(args.array(0), args.offset(0), args.length(0));
    if (container == null) {
      return Errors.unknownCommand(args);
    }
    return spec == null
        ? Errors.unknownSubcommand(container.name(), args)
        : Errors.wrongArity(container.name());
  }

  /** Confirmations of subscriptions are no replies: they are sent whatever CLIENT REPLY says. */
  private static boolean repliesByPush(CommandSpec spec) {
    return spec.is(CommandFlag.PUBSUB) && spec.is(CommandFlag.NOSCRIPT);
  }

  private boolean writes(Client client, CommandSpec spec) {
    return writes(spec)
        || (client.inTransaction() && Admission.isExec(spec) && transactions.writes(client));
  }

  static boolean writes(CommandSpec spec) {
    return spec.is(CommandFlag.WRITE) || spec.is(CommandFlag.MAY_REPLICATE);
  }

  /**
   * Tells those who wait for keys. A key whose time is over is a change like any other: an effect,
   * an event and a count.
   */
  private final class Changes implements KeyspaceListener {
    @Override
    public void modified(Database db, Key key) {
      watches.modified(db, key);
      waiting.modified(db, key);
    }

    @Override
    public void rewritten(Database db, Key key) {
      watches.modified(db, key);
      waiting.rewritten(db, key);
    }

    @Override
    public void clearing(Database db) {
      watches.clearing(db);
    }

    @Override
    public void swapping(Database one, Database other) {
      watches.swapping(one, other);
    }

    @Override
    public void cleared(Database db) {
      waiting.cleared(db);
    }

    @Override
    public void swapped(Database one, Database other) {
      waiting.swapped(one, other);
    }

    @Override
    public void expired(Database db, Key key) {
      watches.expired(db, key);
      waiting.expired(db, key);
      statistics.keyExpired();
      context.effects().removed(db.index(), key);
      context.event(EventClass.EXPIRED, "expired", db.index(), key);
    }

    @Override
    public void elementExpired(Database db, Key key, byte[] element, int offset, int length) {
      statistics.subkeyExpired();
      context.effects().removedField(db.index(), key, element, offset, length);
    }

    @Override
    public void elementsExpired(Database db, Key key, boolean emptied) {
      context.event(EventClass.HASH, "hexpired", db.index(), key);
      if (emptied) {
        context.event(EventClass.GENERIC, "del", db.index(), key);
      }
    }
  }
}
