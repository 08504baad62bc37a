package io.redissim.server.against;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random commands on a few streams and their groups, most of them right, some of them wrong. IDs
 * are explicit and grow slowly, so that ranges, groups and trims meet entries and gaps; nothing
 * depends on the time.
 */
final class RandomStreams {
  /** What hangs on the time or on nothing. */
  static final List<String> FORMS =
      Forms.of(
          """
          % XADD u * f v ; DEL u
          % XADD u NOMKSTREAM * f v ; DEL u
          % XADD u MAXLEN ~ 10 * f v ; DEL u
          DEL u ; XADD u 5-* a b ; XADD u 5-* a b ; XADD u 4-* a b ; XADD u 18446744073709551615-* a b
          DEL u ; XADD u 5-18446744073709551615 a b ; XADD u 5-* a b ; XADD u 0-* a b
          % XINFO HELP
          % XGROUP HELP
          XINFO ( FOO | STREAM | CONSUMERS s | GROUPS | STREAM s FOO | STREAM s FULL COUNT )
          XGROUP ( FOO | CREATE s | SETID s g | DESTROY s | CREATECONSUMER s g | DELCONSUMER s )
          & XINFO CONSUMERS ( s | t | u | none | string ) ( g | h | none )
          & XINFO STREAM ( s | t | u | none | string ) FULL ( COUNT ( 0 | 1 | 5 | -1 | abc ) )?
          & XPENDING ( s | t | u ) ( g | h | none ) ( IDLE ( 0 | 1000000 | abc ) )? - + ( 1 | 10 | abc )
          & XPENDING ( s | t ) ( g | h ) ( - | 0 | (5 | 5 | abc ) ( + | 50 | (9-1 ) 10 ( alice | bob | none )?
          XREAD ( BLOCK ( abc | -1 ) | COUNT abc | FOO | STREAMS s | STREAMS s t 0 | COUNT )
          XREAD GROUP g alice STREAMS s 0
          XREADGROUP ( STREAMS s > | GROUP g STREAMS s > | GROUP g a STREAMS s | GROUP g a COUNT 1 )
          XREADGROUP GROUP ( g | none ) alice BLOCK ( abc | -1 ) STREAMS s >
          XADD sready 1-1 f v ; XREAD BLOCK 0 STREAMS s sready $ 0 ; XREAD COUNT 1 BLOCK 0 STREAMS sready 0
          DEL sready ; XADD sready 1-1 f v ; XGROUP CREATE sready g 0 ; XGROUP CREATECONSUMER sready g a ; XREADGROUP GROUP g a BLOCK 0 STREAMS sready 0
          XTRIM ( s | t | u | string ) ( MAXLEN 3 LIMIT 2 | MAXLEN = | MINID ~ | FOO 3 | MAXLEN 3 MINID 3 )
          COPY ( s | t ) ( t | u ) REPLACE
          RENAME ( s | t ) ( t | u )
          OBJECT ENCODING ( s | t | u )
          DEL ( s | t | u )
          """);

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

  private long millis;

  RandomStreams(Random random) {
    this.random = random;
  }

  /** All streams are gone. */
  void restart() {
    millis = 1;
  }

  /** One command, or two that belong together. */
  List<Command> next() {
    List<Command> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    int dice = random.nextInt(100);
    if (dice < 14) {
      read(commands, words);
    } else if (dice < 22) {
      claim(commands, words);
    } else {
      words(words, dice);
    }
    commands.add(Command.of(words.toArray(String[]::new)));
    return commands;
  }

  private void words(List<String> to, int dice) {
    if (dice < 55) {
      add(to);
    } else if (dice < 59) {
      put(to, "XTRIM", one(KEYS));
      trim(to);
    } else if (dice < 63) {
      put(to, "XDEL", one(KEYS), id(), id());
    } else if (dice < 71) {
      put(to, random.nextBoolean() ? "XRANGE" : "XREVRANGE", one(KEYS), bound(), bound());
      count(to);
    } else if (dice < 75) {
      put(to, "XREAD");
      count(to);
      put(to, "STREAMS", one(KEYS), one(KEYS), id(), random.nextBoolean() ? "$" : id());
    } else if (dice < 80) {
      put(to, "XACK", one(KEYS), one(GROUPS), id(), id(), id());
    } else if (dice < 86) {
      group(to);
    } else if (dice < 89) {
      put(to, "XPENDING", one(KEYS), one(GROUPS));
    } else if (dice < 92) {
      put(to, "XINFO", "STREAM", one(KEYS));
    } else if (dice < 96) {
      put(to, "XINFO", "GROUPS", one(KEYS));
    } else if (dice < 98) {
      put(to, "XLEN", one(KEYS));
    } else {
      setId(to);
    }
  }

  private void add(List<String> to) {
    put(to, "XADD", one(KEYS));
    if (random.nextInt(8) == 0) {
      put(to, "NOMKSTREAM");
    }
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

  private void read(List<Command> commands, List<String> to) {
    String[] names = {one(KEYS), one(GROUPS), one(CONSUMERS)};
    commands.add(makeConsumer(names));
    put(to, "XREADGROUP", "GROUP", names[1], names[2]);
    count(to);
    if (random.nextInt(5) == 0) {
      put(to, "NOACK");
    }
    if (random.nextInt(4) == 0) {
      String other = one(KEYS);
      commands.add(makeConsumer(other, names[1], names[2]));
      put(to, "STREAMS", names[0], other, read(), read());
    } else {
      put(to, "STREAMS", names[0], read());
    }
  }

  private String read() {
    return random.nextInt(4) == 0 ? id() : ">";
  }

  /** Whether a command that gives a consumer nothing makes it differs between versions. */
  private static Command makeConsumer(String... names) {
    return Command.of("XGROUP", "CREATECONSUMER", names[0], names[1], names[2]);
  }

  private void group(List<String> to) {
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        put(to, "XGROUP", "CREATE", one(KEYS), one(GROUPS), one("$", "0", id()));
        if (random.nextInt(3) == 0) {
          put(to, one("MKSTREAM", "FOO"));
        }
        entriesRead(to);
      }
      case 2 -> {
        put(to, "XGROUP", "SETID", one(KEYS), one(GROUPS), one("$", "0", id()));
        entriesRead(to);
      }
      case 3 -> put(to, "XGROUP", "DESTROY", one(KEYS), one(GROUPS));
      default -> put(to, "XGROUP", "DELCONSUMER", one(KEYS), one(GROUPS), one(CONSUMERS));
    }
  }

  private void entriesRead(List<String> to) {
    if (random.nextInt(4) == 0) {
      put(to, "ENTRIESREAD", one("0", "1", "5", "1000", "-1", "-2", "x"));
    }
  }

  private void setId(List<String> to) {
    put(to, "XSETID", one(KEYS), millis + 3 + "-" + random.nextInt(3));
    if (random.nextBoolean()) {
      put(to, "ENTRIESADDED", one("1000", "0", "-1", "x"), "MAXDELETEDID", id());
    }
  }

  private void claim(List<Command> commands, List<String> to) {
    String[] names = {one(KEYS), one(GROUPS), one(CONSUMERS)};
    commands.add(makeConsumer(names));
    boolean auto = random.nextBoolean();
    put(to, auto ? "XAUTOCLAIM" : "XCLAIM");
    put(to, names);
    put(to, one("0", "0", "1000000", "x"), id());
    if (auto) {
      count(to);
      if (random.nextBoolean()) {
        put(to, "JUSTID");
      }
      return;
    }
    put(to, id(), id());
    for (int i = random.nextInt(3); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> put(to, "FORCE");
        case 1 -> put(to, "IDLE", one("2000000", "0", "-1", "x"));
        case 2 -> put(to, "TIME", one("1000", "99999999999999", "-1", "x"));
        case 3 -> put(to, "RETRYCOUNT", one("0", "7", "-1", "x"));
        case 4 -> put(to, "LASTID", id());
        default -> put(to, one("FORCE", "JUSTID", "FOO"));
      }
    }
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
