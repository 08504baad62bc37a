package io.redissim.server.against;

import io.redissim.core.bytes.Ascii;
import io.redissim.server.against.RandomCommands.Command;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random commands on a few streams and their groups, most of them right, some of them wrong. IDs
 * are explicit and grow slowly, so that ranges, groups and trims meet entries and gaps; nothing
 * depends on the time.
 */
final class RandomStreams {
  private static final String[] KEYS = {"s", "s", "t", "u", "string", "none"};
  private static final String[] GROUPS = {"g", "g", "h", "none"};
  private static final String[] CONSUMERS = {"alice", "bob", "carol"};
  private static final String[] BAD_IDS = {
    "-",
    "$",
    ">",
    "abc",
    "1-",
    "-1",
    "1-2-3",
    "18446744073709551615-18446744073709551615",
    "18446744073709551616",
    "007-01",
    "5-*",
    "",
    "0-0",
    "1--05",
    "0"
  };
  private static final String[] VALUES = {
    "v",
    "1",
    "127",
    "128",
    "-1",
    "4095",
    "-4097",
    "32768",
    "8388608",
    "2147483648",
    "-9223372036854775808",
    "9223372036854775808",
    "",
    "01",
    "-0"
  };

  private final Random random;

  /** What has to come next. */
  private final ArrayDeque<Command> queue = new ArrayDeque<>();

  private long millis;

  RandomStreams(Random random) {
    this.random = random;
  }

  /** All streams are gone. */
  void restart() {
    millis = 1;
  }

  Command next() {
    if (!queue.isEmpty()) {
      return queue.remove();
    }
    List<String> words = new ArrayList<>();
    words(words, random.nextInt(100));
    return command(words);
  }

  private static Command command(List<String> words) {
    List<byte[]> bytes = new ArrayList<>();
    for (String word : words) {
      bytes.add(Ascii.bytes(word));
    }
    return new Command(bytes, Comparison.EXACT);
  }

  private void words(List<String> to, int dice) {
    if (dice < 30) {
      add(to);
    } else if (dice < 34) {
      put(to, "XTRIM", one(KEYS));
      trim(to);
    } else if (dice < 38) {
      put(to, "XDEL", one(KEYS), id(), id());
    } else if (dice < 46) {
      put(to, random.nextBoolean() ? "XRANGE" : "XREVRANGE", one(KEYS), bound(), bound());
      count(to);
    } else if (dice < 50) {
      put(to, "XREAD");
      count(to);
      put(to, "STREAMS", one(KEYS), one(KEYS), id(), random.nextBoolean() ? "$" : id());
    } else if (dice < 64) {
      read(to);
    } else if (dice < 70) {
      put(to, "XACK", one(KEYS), one(GROUPS), id(), id(), id());
    } else if (dice < 76) {
      group(to);
    } else if (dice < 80) {
      put(to, "XPENDING", one(KEYS), one(GROUPS));
    } else if (dice < 86) {
      claim(to);
    } else if (dice < 90) {
      put(to, "XINFO", "STREAM", one(KEYS));
    } else if (dice < 94) {
      put(to, "XINFO", "GROUPS", one(KEYS));
    } else if (dice < 97) {
      put(to, "XLEN", one(KEYS));
    } else {
      put(to, "XSETID", one(KEYS), millis + 3 + "-" + random.nextInt(3));
    }
  }

  private void add(List<String> to) {
    put(to, "XADD", one(KEYS));
    if (random.nextInt(8) == 0) {
      trim(to);
    }
    millis += random.nextInt(3);
    put(to, random.nextInt(20) == 0 ? one(BAD_IDS) : millis + "-" + random.nextInt(1000));
    put(to, "field", one(VALUES));
    if (random.nextInt(3) == 0) {
      put(to, one("12", "field", "-7", "x".repeat(64)), "y".repeat(random.nextInt(300)));
    }
  }

  private void trim(List<String> to) {
    put(to, random.nextBoolean() ? "MAXLEN" : "MINID");
    if (random.nextBoolean()) {
      put(to, one("~", "="));
    }
    put(to, to.contains("MAXLEN") ? one("0", "1", "5", "20", "120", "-1") : id());
    if (random.nextInt(4) == 0) {
      put(to, "LIMIT", one("0", "1", "100", "x"));
    }
  }

  private void read(List<String> to) {
    List<String> read = new ArrayList<>();
    String[] names = {one(KEYS), one(GROUPS), one(CONSUMERS)};
    makeConsumer(to, names);
    put(read, "XREADGROUP", "GROUP", names[1], names[2]);
    count(read);
    if (random.nextInt(5) == 0) {
      put(read, "NOACK");
    }
    put(read, "STREAMS", names[0], random.nextInt(4) == 0 ? id() : ">");
    queue.add(command(read));
  }

  /** Whether a command that gives a consumer nothing makes it differs between versions. */
  private static void makeConsumer(List<String> to, String[] names) {
    put(to, "XGROUP", "CREATECONSUMER");
    put(to, names);
  }

  private void group(List<String> to) {
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        put(to, "XGROUP", "CREATE", one(KEYS), one(GROUPS), one("$", "0", id()));
        if (random.nextInt(3) == 0) {
          put(to, one("MKSTREAM", "FOO"));
        }
      }
      case 2 -> put(to, "XGROUP", "SETID", one(KEYS), one(GROUPS), one("$", "0", id()));
      case 3 -> put(to, "XGROUP", "DESTROY", one(KEYS), one(GROUPS));
      default -> put(to, "XGROUP", "DELCONSUMER", one(KEYS), one(GROUPS), one(CONSUMERS));
    }
  }

  private void claim(List<String> to) {
    List<String> claim = new ArrayList<>();
    String[] names = {one(KEYS), one(GROUPS), one(CONSUMERS)};
    makeConsumer(to, names);
    boolean auto = random.nextBoolean();
    put(claim, auto ? "XAUTOCLAIM" : "XCLAIM");
    put(claim, names);
    put(claim, one("0", "0", "1000000", "x"), id());
    if (auto) {
      count(claim);
      if (random.nextBoolean()) {
        put(claim, "JUSTID");
      }
    } else {
      put(claim, id(), id());
      if (random.nextBoolean()) {
        put(claim, one("FORCE", "JUSTID", "FOO"));
      }
    }
    queue.add(command(claim));
  }

  private void count(List<String> to) {
    if (random.nextBoolean()) {
      put(to, "COUNT", one("1", "2", "10", "0", "-1", "x"));
    }
  }

  private String id() {
    if (random.nextInt(15) == 0) {
      return one(BAD_IDS);
    }
    long ms = Math.max(0, millis - random.nextInt(30));
    return random.nextBoolean() ? Long.toString(ms) : ms + "-" + random.nextInt(1000);
  }

  private String bound() {
    return switch (random.nextInt(4)) {
      case 0 -> "-";
      case 1 -> "+";
      case 2 -> "(" + id();
      default -> id();
    };
  }

  private String one(String... words) {
    return words[random.nextInt(words.length)];
  }

  private static void put(List<String> to, String... words) {
    to.addAll(List.of(words));
  }
}
