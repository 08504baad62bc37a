package io.redissim.core.config;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** How much output a client may leave unread, by class of client. */
public record OutputBufferLimits(Limit normal, Limit replica, Limit pubSub) {

  /**
   * Disconnect at {@code hardBytes}, or after {@code softSeconds} above {@code softBytes}. 0 bytes:
   * no limit.
   */
  public record Limit(long hardBytes, long softBytes, int softSeconds) {}

  static final OutputBufferLimits DEFAULT =
      new OutputBufferLimits(
          new Limit(0, 0, 0),
          new Limit(256L << 20, 64L << 20, 60),
          new Limit(32L << 20, 8L << 20, 60));

  /** {@code (class hard soft seconds)...}; classes that are not named stay as they are. */
  record Type() implements ValueType<OutputBufferLimits> {

    @Override
    public OutputBufferLimits defaultValue() {
      return DEFAULT;
    }

    @Override
    public OutputBufferLimits parse(List<String> args, OutputBufferLimits current, Context context)
        throws ConfigRefusal {
      if (args.size() % 4 != 0) {
        throw new ConfigRefusal("Wrong number of arguments in buffer limit configuration.");
      }
      OutputBufferLimits limits = current;
      for (int i = 0; i < args.size(); i += 4) {
        String clients = args.get(i).toLowerCase(Locale.ROOT);
        if (!List.of("normal", "replica", "slave", "pubsub").contains(clients)) {
          throw new ConfigRefusal("Invalid client class specified in buffer limit configuration.");
        }
        Limit limit = limit(args.get(i + 1), args.get(i + 2), args.get(i + 3));
        limits =
            switch (clients) {
              case "normal" -> new OutputBufferLimits(limit, limits.replica, limits.pubSub);
              case "pubsub" -> new OutputBufferLimits(limits.normal, limits.replica, limit);
              default -> new OutputBufferLimits(limits.normal, limit, limits.pubSub);
            };
      }
      return limits;
    }

    private static Limit limit(String hard, String soft, String seconds) throws ConfigRefusal {
      String refusal = "Error in hard, soft or soft_seconds setting in buffer limit configuration.";
      long hardBytes = NumberType.memory(hard, refusal);
      long softBytes = NumberType.memory(soft, refusal);
      CNumber softSeconds = CNumber.parse(seconds, 10);
      if (!softSeconds.isWhole() || (int) softSeconds.value() < 0) {
        throw new ConfigRefusal(refusal);
      }
      return new Limit(hardBytes, softBytes, (int) softSeconds.value());
    }

    @Override
    public String show(OutputBufferLimits value) {
      return new StringJoiner(" ")
          .add(show("normal", value.normal))
          .add(show("slave", value.replica))
          .add(show("pubsub", value.pubSub))
          .toString();
    }

    private static String show(String clients, Limit limit) {
      return clients
          + ' '
          + Long.toUnsignedString(limit.hardBytes)
          + ' '
          + Long.toUnsignedString(limit.softBytes)
          + ' '
          + limit.softSeconds;
    }

    @Override
    public void rewrite(String name, OutputBufferLimits value, Lines lines) {
      rewrite(name, "normal", value.normal, DEFAULT.normal, lines);
      rewrite(name, "replica", value.replica, DEFAULT.replica, lines);
      rewrite(name, "pubsub", value.pubSub, DEFAULT.pubSub, lines);
    }

    private static void rewrite(
        String name, String clients, Limit limit, Limit usual, Lines lines) {
      String line =
          String.join(
              " ",
              name,
              clients,
              NumberType.memoryWithUnit(limit.hardBytes),
              NumberType.memoryWithUnit(limit.softBytes),
              Integer.toString(limit.softSeconds));
      lines.line(name, line, !limit.equals(usual));
    }

    @Override
    public String describe() {
      return "class, hard bytes, soft bytes, soft seconds, ...";
    }
  }
}
