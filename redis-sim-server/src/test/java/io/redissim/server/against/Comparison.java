package io.redissim.server.against;

import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** When two replies to the same command count as the same. */
enum Comparison {
  /** Byte for byte. */
  EXACT {
    @Override
    boolean same(byte[] one, byte[] other) {
      return Arrays.equals(one, other);
    }
  },
  /** The elements of an array may come in any order, as those of KEYS do. */
  UNORDERED {
    @Override
    boolean same(byte[] one, byte[] other) {
      return sorted(parse(one)).equals(sorted(parse(other)));
    }
  },
  /** A time that hangs on when the command ran: half a minute more or less is fine. */
  ABOUT {
    private static final long TOLERANCE_MILLIS = 30_000;

    @Override
    boolean same(byte[] one, byte[] other) {
      Reply a = parse(one);
      Reply b = parse(other);
      if (a.is(Reply.Type.INTEGER) && b.is(Reply.Type.INTEGER)) {
        return a.integer() < 0 || b.integer() < 0
            ? a.integer() == b.integer()
            : Math.abs(a.integer() - b.integer()) <= TOLERANCE_MILLIS;
      }
      return EXACT.same(one, other);
    }
  },
  /**
   * Times of streams are about the same, and what 7.2 tells of a consumer in addition is left out.
   */
  IDLE {
    private static final long EPOCH_MILLIS = 1_000_000_000_000L;
    private static final long TOLERANCE_MILLIS = 30_000;
    private static final Set<String> IDLE = Set.of("idle");
    private static final Set<String> SINCE_7_2 = Set.of("inactive", "active-time");

    @Override
    boolean same(byte[] one, byte[] other) {
      return same(parse(one), parse(other), false);
    }

    private static boolean same(Reply one, Reply other, boolean idle) {
      if (!one.is(other.type())) {
        return false;
      }
      if (one.is(Reply.Type.INTEGER)) {
        long apart = Math.abs(one.integer() - other.integer());
        boolean time = idle || one.integer() > EPOCH_MILLIS && other.integer() > EPOCH_MILLIS;
        return apart == 0 || time && apart <= TOLERANCE_MILLIS;
      }
      if (!one.isAggregate()) {
        return Arrays.equals(one.bytes(), other.bytes());
      }
      List<Reply> some = known(one.elements());
      List<Reply> others = known(other.elements());
      if (some.size() != others.size()) {
        return false;
      }
      // XPENDING: an ID, a consumer, how long it is idle, and how often it was delivered.
      boolean pending = some.size() == 4 && some.get(2).is(Reply.Type.INTEGER);
      for (int i = 0; i < some.size(); i++) {
        boolean isIdle = pending && i == 2 || i > 0 && IDLE.contains(some.get(i - 1).text());
        if (!same(some.get(i), others.get(i), isIdle)) {
          return false;
        }
      }
      return true;
    }

    private static List<Reply> known(List<Reply> elements) {
      List<Reply> known = new ArrayList<>(elements);
      for (int i = known.size() - 2; i >= 0; i--) {
        if (SINCE_7_2.contains(known.get(i).text())) {
          known.subList(i, i + 2).clear();
        }
      }
      return known;
    }
  },
  /**
   * Scores are about the same numbers: since 7.2 they are printed with as few digits as tell them,
   * and a distance that was stored hangs in its last digits on the C library's sines.
   */
  SCORES {
    private static final double TOLERANCE = 1e-12;

    @Override
    boolean same(byte[] one, byte[] other) {
      return same(parse(one), parse(other));
    }

    private static boolean same(Reply one, Reply other) {
      if (!one.is(other.type()) || one.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < one.size(); i++) {
        if (!same(one.element(i), other.element(i))) {
          return false;
        }
      }
      return one.integer() == other.integer()
          && (one.text().equals(other.text()) || sameNumber(one.text(), other.text()));
    }

    private static boolean sameNumber(String one, String other) {
      if (!NUMBER.matcher(one).matches() || !NUMBER.matcher(other).matches()) {
        return false;
      }
      double a = Double.parseDouble(one);
      double b = Double.parseDouble(other);
      return Math.abs(a - b) <= Math.abs(a) * TOLERANCE;
    }
  },
  /** Both succeed with the same type of reply, an array as long, or both fail alike. */
  KIND {
    @Override
    boolean same(byte[] one, byte[] other) {
      if (one[0] == '-' || other[0] == '-' || isNull(one) || isNull(other)) {
        return EXACT.same(one, other);
      }
      return one[0] == other[0]
          && (one[0] != '*' || Wire.elements(one).size() == Wire.elements(other).size());
    }
  };

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e[+-]?\\d+)?");

  abstract boolean same(byte[] one, byte[] other);

  private static boolean isNull(byte[] reply) {
    return reply[0] == '_' || reply[1] == '-';
  }

  private static Reply parse(byte[] wire) {
    ReplyParser parser = new ReplyParser();
    parser.feed(wire, 0, wire.length);
    try {
      Reply reply = parser.next();
      if (reply == null) {
        throw new AssertionError("half a reply");
      }
      return reply;
    } catch (ReplyFormatException e) {
      throw new AssertionError("not RESP", e);
    }
  }

  private static String sorted(Reply reply) {
    if (!reply.isAggregate()) {
      return reply.type() + ":" + reply.integer() + ":" + reply.text();
    }
    List<String> elements = reply.elements().stream().map(Comparison::sorted).sorted().toList();
    return reply.type() + elements.toString();
  }
}
