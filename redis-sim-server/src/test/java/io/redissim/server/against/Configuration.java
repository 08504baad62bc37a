package io.redissim.server.against;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Small limits and other choices of both servers, so that every encoding and event comes. */
final class Configuration {
  private record Choice(String name, List<String> values) {
    Choice(String name, String... values) {
      this(name, List.of(values));
    }
  }

  private static final List<Choice> CHOICES =
      List.of(
          new Choice("hash-max-listpack-entries", "512", "128", "8", "0"),
          new Choice("hash-max-listpack-value", "64", "8", "300"),
          new Choice("list-max-listpack-size", "-2", "-1", "3", "16", "128"),
          new Choice("list-compress-depth", "0", "0", "1"),
          new Choice("set-max-intset-entries", "512", "16", "3", "0"),
          new Choice("zset-max-listpack-entries", "128", "8", "0"),
          new Choice("zset-max-listpack-value", "64", "8"),
          new Choice("hll-sparse-max-bytes", "3000", "100", "0"),
          new Choice("stream-node-max-entries", "100", "1", "3", "10", "200"),
          new Choice("stream-node-max-bytes", "4096", "200", "0"),
          new Choice("maxmemory-policy", "noeviction", "noeviction", "allkeys-lfu"),
          new Choice("notify-keyspace-events", "KEA", "KEA", "KEAmn", "EA", "Kg$", "Elshzxtdn"));

  private Configuration() {}

  /**
   * Sets all of them.
   *
   * @return what was chosen
   */
  static String choose(Pair control, Random random) throws IOException {
    StringBuilder chosen = new StringBuilder();
    for (Choice choice : CHOICES) {
      String value = choice.values.get(random.nextInt(choice.values.size()));
      control.prepare("CONFIG", "SET", choice.name, value);
      chosen.append(choice.name).append(' ').append(value).append(' ');
    }
    // Without small sets in listpacks, which came with 7.2, encodings and dumps compare.
    Command listpacks =
        Command.of("CONFIG", "SET", "set-max-listpack-entries", random.nextBoolean() ? "0" : "128");
    control.ours().send(listpacks.encoded());
    control.ours().reply();
    return chosen.append(listpacks).toString();
  }
}
