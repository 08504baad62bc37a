package io.redissim.server.against;

import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import java.util.Arrays;
import java.util.List;

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
  /** Both succeed with the same type of reply, or both fail with the same words. */
  KIND {
    @Override
    boolean same(byte[] one, byte[] other) {
      return one[0] == '-' || other[0] == '-' || isNull(one) || isNull(other)
          ? EXACT.same(one, other)
          : one[0] == other[0];
    }
  };

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
