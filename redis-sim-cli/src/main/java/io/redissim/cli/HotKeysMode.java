package io.redissim.cli;

import io.redissim.core.resp.Reply;
import java.util.List;

/**
 * {@code --hotkeys}: the keys that are used most, as the server's LFU counters say. Source: Valkey
 * {@code valkey-cli.c:findHotKeys}.
 */
final class HotKeysMode {
  private static final int SHOWN = 16;
  private static final int SCANS_PER_PAUSE = 100;
  private static final long KEYS_PER_PROGRESS = 1_000_000;

  private final Session session;
  private final Output out;

  /** The hottest so far, the hottest of them last; a counter of 0: no key yet. */
  private final long[] counters = new long[SHOWN];

  private final String[] names = new String[SHOWN];
  private long keysBefore;
  private long sampled;
  private double percent;

  HotKeysMode(Session session) {
    this.session = session;
    this.out = session.host().out();
  }

  int run() {
    keysBefore = new KeyScan(session).databaseSize();
    out.print(
        """

        # Scanning the entire keyspace to find hot keys as well as
        # average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec
        # per 100 SCAN commands (not usually needed).

        """);
    KeyScan scan = new KeyScan(session);
    for (int scans = 1; scan.hasNext(); scans++) {
      percent = 100 * (double) sampled / keysBefore;
      look(scan.next());
      if (session.options().intervalMicros > 0 && scans % SCANS_PER_PAUSE == 0) {
        session.host().sleepMicros(session.options().intervalMicros);
      }
    }
    printSummary();
    return 0;
  }

  private void look(List<Reply> keys) {
    ByteText requests = new ByteText();
    for (Reply key : keys) {
      requests.append(Requests.encode("OBJECT", "FREQ", key.text()));
    }
    session.link().send(requests.toBytes());
    long[] uses = new long[keys.size()];
    for (int i = 0; i < uses.length; i++) {
      uses[i] = uses(keys.get(i));
    }
    for (int i = 0; i < uses.length; i++) {
      sampled++;
      if (sampled % KEYS_PER_PROGRESS == 0) {
        out.print(KeySizeMode.progress(percent) + "Sampled " + sampled + " keys so far\n");
      }
      place(keys.get(i), uses[i]);
    }
  }

  private long uses(Reply key) {
    Reply reply;
    try {
      reply = session.link().receive();
    } catch (LinkException e) {
      throw complaint("Error getting freq for key '" + name(key) + "' (" + e.getMessage() + ")");
    }
    if (reply.is(Reply.Type.INTEGER)) {
      return reply.integer();
    }
    if (reply.isError()) {
      throw complaint("Error: " + reply.text());
    }
    session
        .host()
        .err()
        .print("Warning: OBJECT freq on '" + name(key) + "' failed (may have been deleted)\n");
    return 0;
  }

  /** Puts the key among the hottest, and takes out the one that is least so. */
  private void place(Reply key, long uses) {
    int above = 0;
    while (above < SHOWN && uses > counters[above]) {
      above++;
    }
    if (above == 0) {
      return;
    }
    int at = above - 1;
    if (counters[at] != 0) {
      System.arraycopy(counters, 1, counters, 0, at);
      System.arraycopy(names, 1, names, 0, at);
    }
    counters[at] = uses;
    names[at] = name(key);
    out.print(
        KeySizeMode.progress(percent)
            + "Hot key '"
            + names[at]
            + "' found so far with counter "
            + uses
            + "\n");
  }

  private static String name(Reply key) {
    ByteText name = new ByteText();
    name.appendQuoted(key.bytes());
    return name.toString();
  }

  private void printSummary() {
    out.print("\n-------- summary -------\n\n");
    out.print("Sampled " + sampled + " keys in the keyspace!\n");
    for (int i = SHOWN - 1; i >= 0; i--) {
      if (counters[i] > 0) {
        out.print("hot key found with counter: " + counters[i] + "\tkeyname: " + names[i] + "\n");
      }
    }
  }

  private Exit complaint(String text) {
    session.host().err().print(text + "\n");
    return new Exit(1);
  }
}
