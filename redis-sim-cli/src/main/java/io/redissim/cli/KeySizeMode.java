package io.redissim.cli;

import io.redissim.core.resp.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code --bigkeys} and {@code --memkeys}: the largest key of each type, by its own measure or by
 * memory, and the totals. Source: Valkey {@code valkey-cli.c:findBigKeys}.
 */
final class KeySizeMode {
  private static final int SCANS_PER_PAUSE = 100;
  private static final long KEYS_PER_PROGRESS = 1_000_000;

  /** What has been seen of one type. */
  private static final class Tally {
    final String name;
    final @Nullable String sizeCommand;
    final String unit;
    long biggest;
    @Nullable String biggestKey;
    long count;
    long total;

    Tally(String name, @Nullable String sizeCommand, String unit) {
      this.name = name;
      this.sizeCommand = sizeCommand;
      this.unit = unit;
    }
  }

  private final Session session;
  private final Output out;
  private final boolean memory;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private long keysBefore;
  private long sampled;
  private long nameBytes;
  private double percent;

  KeySizeMode(Session session, boolean memory) {
    this.session = session;
    this.out = session.host().out();
    this.memory = memory;
    addType("string", "STRLEN", "bytes");
    addType("list", "LLEN", "items");
    addType("set", "SCARD", "members");
    addType("hash", "HLEN", "fields");
    addType("zset", "ZCARD", "members");
    addType("stream", "XLEN", "entries");
  }

  private Tally addType(String name, @Nullable String sizeCommand, String unit) {
    Tally tally = new Tally(name, sizeCommand, memory ? "bytes" : unit);
    tallies.put(name, tally);
    return tally;
  }

  int run() {
    keysBefore = new KeyScan(session).databaseSize();
    out.print(
        """

        # Scanning the entire keyspace to find biggest keys as well as
        # average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec
        # per 100 SCAN commands (not usually needed).

        """);
    KeyScan scan = new KeyScan(session);
    for (int scans = 1; scan.hasNext(); scans++) {
      percent = 100 * (double) sampled / keysBefore;
      measure(scan.next());
      if (session.options().intervalMicros > 0 && scans % SCANS_PER_PAUSE == 0) {
        session.host().sleepMicros(session.options().intervalMicros);
      }
    }
    printSummary();
    return 0;
  }

  private void measure(List<Reply> keys) {
    List<@Nullable Tally> types = types(keys);
    ByteText requests = new ByteText();
    for (int i = 0; i < keys.size(); i++) {
      Tally type = types.get(i);
      if (type != null && isMeasured(type)) {
        requests.append(sizeRequest(type, keys.get(i).text()));
      }
    }
    session.link().send(requests.toBytes());
    for (int i = 0; i < keys.size(); i++) {
      Tally type = types.get(i);
      if (type != null) { // else the key has gone between SCAN and TYPE
        record(type, keys.get(i), isMeasured(type) ? size(type, keys.get(i)) : 0);
      }
    }
  }

  /** A module's type has no size command that is known here, but takes memory. */
  private boolean isMeasured(Tally type) {
    return memory || type.sizeCommand != null;
  }

  private ByteText sizeRequest(Tally type, String key) {
    if (!memory) {
      return Requests.encode(String.valueOf(type.sizeCommand), key);
    }
    int samples = session.options().memKeysSamples;
    return samples == 0
        ? Requests.encode("MEMORY", "USAGE", key)
        : Requests.encode("MEMORY", "USAGE", key, "SAMPLES", Integer.toString(samples));
  }

  private List<@Nullable Tally> types(List<Reply> keys) {
    ByteText requests = new ByteText();
    for (Reply key : keys) {
      requests.append(Requests.encode("TYPE", key.text()));
    }
    session.link().send(requests.toBytes());
    List<@Nullable Tally> types = new ArrayList<>();
    for (Reply key : keys) {
      Reply reply = receive("Error getting type for key", key);
      if (reply.isError()) {
        throw complaint("TYPE returned an error: " + reply.text());
      }
      Tally known = tallies.get(reply.text());
      boolean gone = reply.text().equals("none");
      types.add(known != null || gone ? known : addType(reply.text(), null, "?"));
    }
    return types;
  }

  private long size(Tally type, Reply key) {
    Reply reply = receive("Error getting size for key", key);
    if (reply.is(Reply.Type.INTEGER)) {
      return reply.integer();
    }
    String command = memory ? "MEMORY USAGE" : type.sizeCommand;
    session
        .host()
        .err()
        .print(
            "Warning:  " + command + " on '" + key.text() + "' failed (may have changed type)\n");
    return 0;
  }

  private Reply receive(String doing, Reply key) {
    try {
      return session.link().receive();
    } catch (LinkException e) {
      throw complaint(doing + " '" + key.text() + "' (" + e.getMessage() + ")");
    }
  }

  private void record(Tally type, Reply key, long size) {
    type.total += size;
    type.count++;
    nameBytes += key.bytes().length;
    sampled++;
    if (size > type.biggest) {
      ByteText name = new ByteText();
      name.appendQuoted(key.bytes());
      type.biggest = size;
      type.biggestKey = name.toString();
      out.print(
          progress()
              + "Biggest "
              + Numbers.padRight(type.name, 6)
              + " found so far '"
              + name
              + "' with "
              + size
              + " "
              + type.unit
              + "\n");
    }
    if (sampled % KEYS_PER_PROGRESS == 0) {
      out.print(progress() + "Sampled " + sampled + " keys so far\n");
    }
  }

  private String progress() {
    return progress(percent);
  }

  /** How much of the keyspace has been seen, before what was found in it. */
  static String progress(double percent) {
    return "[" + percentage(percent) + "] ";
  }

  /** At least five characters, zeros in front. */
  private static String percentage(double value) {
    String text = Numbers.fixed(value, 2);
    return "0".repeat(Math.max(0, 5 - text.length())) + text + "%";
  }

  private void printSummary() {
    out.print("\n-------- summary -------\n\n");
    out.print("Sampled " + sampled + " keys in the keyspace!\n");
    double average = sampled == 0 ? 0 : (double) nameBytes / sampled;
    out.print(
        "Total key length in bytes is "
            + nameBytes
            + " (avg len "
            + Numbers.fixed(average, 2)
            + ")\n\n");
    for (Tally type : tallies.values()) {
      if (type.biggestKey != null) {
        out.print(
            "Biggest "
                + Numbers.padLeft(type.name, 6)
                + " found '"
                + type.biggestKey
                + "' has "
                + type.biggest
                + " "
                + type.unit
                + "\n");
      }
    }
    out.print("\n");
    for (Tally type : tallies.values()) {
      double share = sampled == 0 ? 0 : 100 * (double) type.count / sampled;
      double averageSize = type.count == 0 ? 0 : (double) type.total / type.count;
      out.print(
          type.count
              + " "
              + type.name
              + "s with "
              + type.total
              + " "
              + type.unit
              + " ("
              + percentage(share)
              + " of keys, avg size "
              + Numbers.fixed(averageSize, 2)
              + ")\n");
    }
  }

  private Exit complaint(String text) {
    session.host().err().print(text + "\n");
    return new Exit(1);
  }
}
