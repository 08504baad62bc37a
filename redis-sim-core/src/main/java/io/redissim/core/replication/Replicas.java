package io.redissim.core.replication;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.client.ClientListener;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.EffectSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that follow: each was sent a snapshot, and is sent every effect after it, in one
 * stream that is the same for all of them.
 *
 * <pre>
 * SELECT db | effect | effect | … | PING | …        requests, as a client would send them
 * </pre>
 *
 * The offset counts the bytes of the stream. Nothing is kept for a replica that comes back: it is
 * sent a new snapshot. Costs nothing while nobody follows. Source: Valkey {@code
 * replication.c:replicationFeedReplicas, replicationCron}.
 */
public final class Replicas implements EffectSink, ClientListener {
  /** Told when a replica has said how far it is. */
  public interface Listener {
    void acknowledged();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

  private static final byte[] PING = request("PING");
  private static final byte[] ASK = request("REPLCONF", "GETACK", "*");

  /** So that the next effect says which database it is for. */
  private static final int NO_DATABASE = -1;

  private final CommandContext context;
  private final String id;
  private final Map<Client, Replica> known = new LinkedHashMap<>();
  private final List<Replica> following = new ArrayList<>();
  private Listener listener = () -> {};
  private long offset;
  private int selected = NO_DATABASE;
  private long pingEveryMillis;
  private long timeoutMillis;
  private long nextPingMillis;

  /**
   * @param context whose effects are sent on, from the first replica to the last
   * @param seed of the id that tells this stream from those of other servers
   */
  public Replicas(CommandContext context, long seed) {
    this.context = context;
    this.id = newId(seed);
  }

  /** 40 hexadecimal digits. */
  private static String newId(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      id.append(Character.forDigit(random.nextInt(16), 16));
    }
    return id.toString();
  }

  /** {@code repl-ping-replica-period}. */
  public void pingEverySeconds(long seconds) {
    pingEveryMillis = seconds * 1000;
  }

  /** {@code repl-timeout}: how long a replica that acknowledges may say nothing. */
  public void timeoutSeconds(long seconds) {
    timeoutMillis = seconds * 1000;
  }

  void onAcknowledged(Listener listener) {
    this.listener = listener;
  }

  // ---- who follows ----

  /** What is known of this client, from now on. */
  Replica of(Client client) {
    return known.computeIfAbsent(client, Replica::new);
  }

  /** The client has been sent a snapshot: from the next effect on it is sent the stream. */
  void follow(Replica replica, long nowMillis) {
    if (following.isEmpty()) {
      context.effects().sendTo(this);
      nextPingMillis = nowMillis + pingEveryMillis;
    }
    following.add(replica);
    replica.client.replica(true);
    replica.acknowledgedMillis = nowMillis;
    selected = NO_DATABASE;
  }

  @Override
  public void left(Client client) {
    Replica replica = known.remove(client);
    if (replica != null && following.remove(replica)) {
      LOG.info("Connection with replica client id {} lost.", client.id());
      if (following.isEmpty()) {
        context.effects().withhold(this);
      }
    }
  }

  @Override
  public void reset(Client client) {
    known.remove(client); // one that follows cannot be reset
  }

  // ---- what they are sent ----

  @Override
  public void effect(int databaseIndex, byte[] array, int from, int length) {
    if (databaseIndex != ANY_DATABASE && selected != databaseIndex) {
      selected = databaseIndex;
      send(request("SELECT", Integer.toString(databaseIndex)));
    }
    send(Arrays.copyOfRange(array, from, from + length));
    Client writer = context.askedBy();
    if (writer != null) {
      writer.wroteUpTo(offset);
    }
  }

  /** Asks all how far they are. */
  void ask() {
    if (!following.isEmpty()) {
      send(ASK);
    }
  }

  private void send(byte[] bytes) {
    offset += bytes.length;
    for (Replica replica : following) {
      replica.client.send(bytes);
    }
  }

  private static byte[] request(String... words) {
    StringBuilder request = new StringBuilder("*").append(words.length).append("\r\n");
    for (String word : words) {
      request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return Ascii.bytes(request.toString());
  }

  /** What is due by the clock: pings, and the end of replicas that have fallen silent. */
  public void tick(long nowMillis) {
    if (following.isEmpty()) {
      return;
    }
    if (nowMillis >= nextPingMillis) {
      nextPingMillis = nowMillis + pingEveryMillis;
      send(PING);
    }
    for (Replica replica : following) {
      if (replica.acknowledges && nowMillis - replica.acknowledgedMillis > timeoutMillis) {
        LOG.warn("Disconnecting timedout replica client id {}", replica.client.id());
        replica.client.close();
        replica.client.transport().closeNow(); // it leaves when the connection is seen to be gone
      }
    }
  }

  // ---- how far they are ----

  void acknowledged(Client client, long upTo, long nowMillis) {
    Replica replica = known.get(client);
    if (replica == null || !following.contains(replica)) {
      return;
    }
    replica.acknowledged = Math.max(replica.acknowledged, upTo);
    replica.acknowledgedMillis = nowMillis;
    listener.acknowledged();
  }

  /** How many replicas have everything up to this offset. */
  int followedTo(long upTo) {
    int count = 0;
    for (Replica replica : following) {
      if (replica.acknowledges && replica.acknowledged >= upTo) {
        count++;
      }
    }
    return count;
  }

  /** Bytes of the stream so far. */
  public long offset() {
    return offset;
  }

  public String id() {
    return id;
  }

  List<Replica> following() {
    return following;
  }

  /** How many follow. */
  public int count() {
    return following.size();
  }

  /**
   * A line of INFO for each: {@code ip=…,port=…,state=online,offset=…,lag=<seconds>,type=replica}.
   */
  public List<String> lines(long nowMillis) {
    List<String> lines = new ArrayList<>();
    for (Replica replica : following) {
      long lag = Math.floorDiv(nowMillis - replica.acknowledgedMillis, 1000L);
      lines.add(
          "ip="
              + replica.address()
              + ",port="
              + replica.port
              + ",state=online,offset="
              + replica.acknowledged
              + ",lag="
              + (replica.acknowledges ? lag : 0)
              + ",type=replica");
    }
    return lines;
  }
}
