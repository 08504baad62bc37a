package io.redissim.server;

/** What the log begins with. */
final class Banner {
  private static final String LOGO =
      """

                ____
           .-""\"    ""\"-.          %s %d bit
          (   ( JVM )    )
          |`-..______..-'|         Running in standalone mode
          |              |         Port: %d
          |`-..______..-'|         PID: %d
          |              |
           `-..______..-'
      """;

  private Banner() {}

  static String logo(String version, int port, long pid) {
    return LOGO.formatted(version, 64, port, pid);
  }
}
